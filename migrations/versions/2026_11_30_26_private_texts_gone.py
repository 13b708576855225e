"""Write both tables anew, so that no plain word is left in what their files held before."""

from alembic import op

revision, down_revision = "2026_11_30_26", "2026_11_30_25"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    # Changing a type copies what is there now. CLUSTER and VACUUM FULL would also copy what was
    # there a moment ago, if anybody is still looking at it.
    for table, column in (("note", "changed_at"), ("declaration", "created_at")):
        anew = f"type timestamptz using {column} + interval '0'"
        op.execute(f"alter table {table} alter column {column} {anew}")
