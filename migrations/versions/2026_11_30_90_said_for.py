"""Keep what coordinators write down for people who cannot sign in."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_90", "2026_11_30_71"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_said_for.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for function in ("erase_person(uuid, timestamptz)", "past_due(timestamptz)",
                     "forget_due(timestamptz)"):  # fmt: skip
        op.execute(f"drop function if exists {function}")
    op.execute("drop function can_speak(uuid)")
    op.execute("drop function join_in(timestamptz)")
    op.execute("drop table said_for")
