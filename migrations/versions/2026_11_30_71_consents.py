"""Keep what people agree to, in a ledger that is only added to."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_71", "2026_11_30_70"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_consents.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for function in ("erase_person(uuid, timestamptz)", "past_due(timestamptz)",
                     "forget_due(timestamptz)", "agrees(uuid, text, uuid)"):  # fmt: skip
        op.execute(f"drop function if exists {function}")
    op.execute("drop table consent")
