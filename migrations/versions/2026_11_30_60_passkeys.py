"""Keep passkeys, the challenges that were signed, and which sign-ins were made by a passkey."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_60", "2026_11_30_50"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_passkeys.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute("drop function use_challenge(bytea, timestamptz, timestamptz)")
    op.execute("drop function find_passkey(bytea)")
    op.execute("alter table sign_in drop column by_passkey")
    op.execute("drop table used_challenge, passkey")
