"""The queue is as procrastinate makes it, and its tables are made by our migration."""

from pathlib import Path

from procrastinate.schema import SchemaManager
from tests.architecture.test_size import ROOT


def test_every_migration_of_the_queue_is_in_one_of_ours():
    """A newer procrastinate may bring one: then a migration of ours has to replay it."""
    ours = "".join(path.read_text() for path in (ROOT / "migrations" / "versions").glob("*.py"))
    newest = max(path.name for path in Path(SchemaManager.get_migrations_path()).glob("*.sql"))

    assert newest in ours
