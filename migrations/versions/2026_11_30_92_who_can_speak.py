"""Say who can speak for themselves to their own coordinators alone, and ask it of what is kept."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_92", "2026_11_30_91"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_who_can_speak.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_anybody_can_ask.sql").read_text())
