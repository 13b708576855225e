"""Keep a second factor and its recovery codes, and when somebody last showed who they are."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_30", "2026_11_30_26"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_second_factor.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop table recovery_code")
    op.execute("drop table second_factor")
    op.execute("alter table sign_in drop column confirmed_at")
