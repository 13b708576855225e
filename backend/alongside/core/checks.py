"""What must be true of the database before anybody is served."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from alongside.core.db import JOBS_SCHEMA, TECHNICAL_SCHEMA

OLDEST_SERVER = 150000

FACTS = text("""
    with ours as (
      select c.oid, c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    )
    select current_setting('server_version_num')::int as version,
           current_setting('fsync') as fsync,
           current_setting('synchronous_commit') as synchronous_commit,
           r.rolsuper as is_superuser,
           r.rolbypassrls as bypasses_row_security,
           exists (select from ours where relowner = r.oid) as owns_something,
           r.rolcreaterole or exists (
             select from pg_roles o where o.oid <> r.oid and pg_has_role(r.oid, o.oid, 'member')
               and (o.rolsuper or o.rolbypassrls or o.rolcreaterole
                    or exists (select from ours where relowner = o.oid))) as may_become_another,
           has_database_privilege(r.oid, current_database(), 'create') or exists (
             select from pg_namespace n where n.nspname in ('public', :technical, :jobs)
                and has_schema_privilege(r.oid, n.oid, 'create')) as may_make_things,
           exists (select from ours where has_table_privilege(r.oid, oid, 'truncate, trigger'))
             as may_empty_tables
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
        f"{role} is a member of one that owns tables, or may become one. Revoke that from it.": (
            facts["may_become_another"]
        ),
        f"{role} may make things in our schemas. Revoke CREATE on them and on the database.": (
            facts["may_make_things"]
        ),
        f"{role} may empty tables. Run `alongside migrate`: it grants no more than is needed.": (
            facts["may_empty_tables"]
        ),
    }
    return [words for words, is_so in found.items() if is_so]


async def wrapping_keys_in_use(engine: AsyncEngine) -> Sequence[bytes]:
    """Name the keys without which private texts cannot be read."""
    async with engine.connect() as connection:
        return (await connection.scalars(text("select wrapping_keys_in_use()"))).all()


async def check_database(engine: AsyncEngine) -> None:
    """Refuse to serve from a database that could lose or show what it should not."""
    async with engine.connect() as connection:
        asked = {"technical": TECHNICAL_SCHEMA, "jobs": JOBS_SCHEMA}
        facts = dict((await connection.execute(FACTS, asked)).mappings().one())
    faults = faults_of(facts)
    if faults:
        raise UnsafeDatabase("\n".join(faults))
