"""Let the housekeeper close the accounts of the demo, so that no owner has to be asked for it."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_93", "2026_11_30_92"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_closing_the_demo.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop function close_demo(timestamptz)")
