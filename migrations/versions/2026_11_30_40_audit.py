"""Keep a trail of what is done, and seal it."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_40", "2026_11_30_30"

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_audit.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for function in (
        "seal_entries(timestamptz)",
        "merkle_root(bytea[])",
        "restricted_entries(uuid, text, timestamptz, uuid, text, timestamptz)",
        "programme_events(uuid, integer, timestamptz, uuid)",
        "who_looked(integer, timestamptz, uuid)",
    ):
        op.execute(f"drop function {function}")
    op.execute("drop table audit_entry, restricted_entry, audit_seal")
    op.execute("drop function canonical(text[]), refuse_alteration()")
