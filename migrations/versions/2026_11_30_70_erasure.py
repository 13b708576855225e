"""Let people be erased, and let what is past its time go."""

from pathlib import Path

from alembic import op

revision, down_revision = "2026_11_30_70", "2026_11_30_60"

SQL = Path(__file__).parents[1] / "sql"
ALWAYS = """
    drop trigger only_removed_when_old on {part};
    drop trigger only_added_to on {part};
    create trigger only_added_to before update or delete or truncate on {part}
      for each statement execute function refuse_alteration();
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.get_bind().exec_driver_sql((SQL / f"{revision}_erasure.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for function in (
        "erase_person(uuid, timestamptz)",
        "past_due(timestamptz)",
        "forget_due(timestamptz)",
        "who_was_erased()",
        "erase_next(timestamptz, timestamptz)",
        "past_accounts(timestamptz)",
        "wishes_due(timestamptz)",
        "what_holds_me_up(timestamptz)",
        "held_up(uuid, timestamptz)",
        "over_programmes(timestamptz)",
        "new_pseudonym()",
    ):
        op.execute(f"drop function if exists {function}")
    for part in ("audit_entry", "restricted_entry"):
        op.execute(ALWAYS.format(part=part))
    op.execute("drop function refuse_early_removal()")
    op.execute("drop table erasure, erased")
