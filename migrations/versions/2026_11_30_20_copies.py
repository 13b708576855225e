"""Let people take along what they wrote in places that they have left."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_20", "2026_11_30_11"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_copies.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop function remember()")
