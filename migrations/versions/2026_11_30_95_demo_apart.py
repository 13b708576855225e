"""Tell the demo's programmes, and its operator, from those of the installation's own."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_95", "2026_11_30_94"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_demo_apart.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_demo_as_before.sql").read_text())
