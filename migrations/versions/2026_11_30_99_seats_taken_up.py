"""Let a place that nobody took up weigh nothing, and open no team to who showed one step alone."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision, down_revision = "2026_11_30_99", "2026_11_30_98"

SQL = Path(__file__).parents[1] / "sql"
SEATS = (
    "create index participant_seats on participant (person_id) include ({}) where state = 'active'"
)
BEFORE = "programme_id, id, role, safeguarding_lead"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column(
        "sign_in", sa.Column("one_step", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.execute("drop index participant_seats")
    op.execute(SEATS.format(f"{BEFORE}, joined_at"))
    op.get_bind().exec_driver_sql((SQL / f"{revision}_seats_taken_up.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_seats_as_before.sql").read_text())
    op.execute("drop index participant_seats")
    op.execute(SEATS.format(BEFORE))
    op.drop_column("sign_in", "one_step")
