"""Tell the seats of whoever is asking in one order, whatever the plan."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_9b", "2026_11_30_9a"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.get_bind().exec_driver_sql((SQL / f"{revision}_seats_in_order.sql").read_text())


def downgrade() -> None:
    """Leave it: who reads seats in any order reads them in this."""
