"""Lay the tables of the foundation, and a lock on each."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_23_01", None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("create extension if not exists btree_gist")
    for part in ("tables", "locks"):
        op.get_bind().exec_driver_sql((SQL / f"{revision}_{part}.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop owned by current_user cascade")
