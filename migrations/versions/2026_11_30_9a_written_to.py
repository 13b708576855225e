"""Remember that somebody was written to about their place: that address is not taken away."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision, down_revision = "2026_11_30_9a", "2026_11_30_99"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column("participant", sa.Column("invited_at", sa.DateTime(timezone=True)))
    op.get_bind().exec_driver_sql((SQL / f"{revision}_written_to.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_not_written_to.sql").read_text())
    for function in ("erase_person(uuid, timestamptz)", "past_due(timestamptz)",
                     "forget_due(timestamptz)"):  # fmt: skip
        op.execute(f"drop function if exists {function}")
    op.drop_column("participant", "invited_at")
