"""Make room for ways in without a password, and for counting tries at a secret."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_50", "2026_11_30_40"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_ways_in.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_no_ways_in.sql").read_text())
