"""Let each programme know of its own alone that somebody has come in."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_98", "2026_11_30_97"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_joining.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_joining_everywhere.sql").read_text())
