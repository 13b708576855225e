"""What must be true of the database before anybody is served."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

OLDEST_SERVER = 150000

FACTS = text("""
    select current_setting('server_version_num')::int as version,
           current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as synchronous_commit,
           r.rolsuper as is_superuser,
           r.rolbypassrls as bypasses_row_security,
           exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relowner = r.oid and n.nspname not like 'pg\\_%'
                      and n.nspname <> 'information_schema') as owns_something
      from pg_roles r where r.rolname = current_user
""")


class UnsafeDatabase(RuntimeError):
    """Said in words that tell whoever runs the server what to change."""


def faults_of(facts: dict[str, object]) -> Sequence[str]:
    """Name everything that makes this database, or our role in it, unsafe to serve from."""
    role = "The role in ALONGSIDE_DATABASE_URL"
    found = {
        "PostgreSQL 15 or newer is needed.": int(str(facts["version"])) < OLDEST_SERVER,
        "fsync is off: what people save could be lost. Turn it on.": facts["fsync"] == "off",
        "synchronous_commit is off: what people save could be lost. Turn it on.": (
            facts["synchronous_commit"] == "off"
        ),
        f"{role} is a superuser. Use a role that is not.": facts["is_superuser"],
        f"{role} bypasses row security. Use one that does not.": facts["bypasses_row_security"],
        f"{role} owns tables. Use another role, and keep the owner for the commands.": (
            facts["owns_something"]
        ),
    }
    return [words for words, is_so in found.items() if is_so]


async def check_database(engine: AsyncEngine) -> None:
    """Refuse to serve from a database that could lose or show what it should not."""
    async with engine.connect() as connection:
        facts = dict((await connection.execute(FACTS)).mappings().one())
    faults = faults_of(facts)
    if faults:
        raise UnsafeDatabase("\n".join(faults))
