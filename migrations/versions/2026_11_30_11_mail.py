"""Make room for mail that waits to be sent, and for the jobs that send it."""

import re
from collections import defaultdict
from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

revision, down_revision = "2026_11_30_11", "2026_11_30_10"

SQL = Path(__file__).parents[1] / "sql"
# The queue's own migrations, up to the newest that we know; what comes later has ours to follow.
QUEUE = Path(SchemaManager.get_migrations_path())
NEWEST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
ADDED = re.compile(r"ALTER TYPE (\w+) ADD VALUE '(\w+)'[^;]*;")
MADE = re.compile(r"CREATE TYPE (\w+) AS ENUM \(")


def run(sql: str) -> None:
    """Run words as they are: to the driver, a percent sign would stand for a value."""
    op.get_bind().exec_driver_sql(sql.replace("%", "%%"))


def queue() -> str:
    """Write all of the queue's migrations as one.

    Before PostgreSQL 17 no value is used in the transaction that adds it to a type: so each type is
    made with all of its values at once.
    """
    parts = (part for part in sorted(QUEUE.glob("*.sql")) if part.name <= NEWEST)
    whole, values = "\n".join(part.read_text() for part in parts), defaultdict(list)
    for name, value in ADDED.findall(whole):
        values[name].append(f"'{value}', ")
    at_once = MADE.sub(lambda made: made[0] + "".join(values[made[1]]), whole)
    return ADDED.sub("", at_once)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    run("create schema jobs")
    run("set local search_path = jobs, public")
    run(queue())
    run("set local search_path = public")
    run((SQL / f"{revision}_mail.sql").read_text())


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    run((SQL / f"{revision}_no_mail.sql").read_text())
