"""Say of each sign-in which browser and system it is of, roughly."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_10", "2026_11_23_01"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_devices.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("alter table sign_in drop column browser, drop column system")
