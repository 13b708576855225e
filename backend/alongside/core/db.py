"""The one way to the database: an engine, a session, and the only commit."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from psycopg import AsyncCursor
from psycopg import Error as PsycopgError
from psycopg.errors import DeadlockDetected, SerializationFailure
from psycopg.rows import AsyncRowFactory, dict_row
from sqlalchemy import ClauseElement, MetaData, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from alongside.core.errors import Conflict
from alongside.core.leases import Lease, Leases, reader_on

TRIES = 3
MOST_PREPARED = 1000  # there is a statement for each shape of actor
# Plans are kept, and made for disks on which any page is as near as the next.
OPTIONS = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c timezone=UTC"
TECHNICAL_SCHEMA = "technical"

CONSTRAINT_NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

_DIALECT = PGDialectAsync_psycopg()  # type: ignore[no-untyped-call]

Done = TypeVar("Done")


class Base(DeclarativeBase):
    """Everything we keep."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class Busy(Conflict):
    code = "busy"
    title = "Several people changed this at the same moment. Please try again."


def make_engine(url: str, pool_size: int = 5) -> AsyncEngine:
    """Connect as the application's role; statements are prepared at their second run."""
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=False,
        connect_args={
            "prepare_threshold": 1,
            "connect_timeout": 5,
            "options": OPTIONS,
        },
    )
    event.listen(engine.sync_engine, "connect", _keep_more_statements)
    return engine


def _keep_more_statements(adapted: Any, _record: Any) -> None:
    adapted.driver_connection.prepared_max = MOST_PREPARED


async def reader_of(db: AsyncSession) -> AsyncCursor[dict[str, Any]]:
    """Give the driver's own cursor, within the session's transaction."""
    if "reader" not in db.info:
        raw = await (await db.connection()).get_raw_connection()
        driver: Any = raw.driver_connection
        db.info["reader"] = reader_on(driver)
    found: AsyncCursor[dict[str, Any]] = db.info["reader"]
    return found


@lru_cache(maxsize=4096)
def _compiled(statement: ClauseElement) -> tuple[bytes, dict[str, Any]]:
    """Compile a statement that is kept, once; with the values that are part of it."""
    compiled = statement.compile(dialect=_DIALECT)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    plain = {k: v.value if isinstance(v, Enum) else v for k, v in fixed.items()}
    return str(compiled).encode(), plain


async def run_kept(
    db: AsyncSession,
    statement: ClauseElement,
    values: Mapping[str, Any],
    row: AsyncRowFactory[Any] = dict_row,
) -> list[Any]:
    """Run a statement that is kept by the driver itself, prepared and binary; give its rows."""
    reader = await reader_of(db)
    sql, fixed = _compiled(statement)
    reader.row_factory = row
    await reader.execute(sql, {**fixed, **values}, prepare=True)
    has_rows = reader.pgresult is not None and reader.pgresult.nfields
    return await reader.fetchall() if has_rows else []


class Database:
    """Hands out one session a request; commits it if nothing was raised."""

    def __init__(self, engine: AsyncEngine, pool_size: int = 5) -> None:
        self.engine = engine
        self._leases = Leases(engine, pool_size)

    @asynccontextmanager
    async def transaction(self, saying: str = "") -> AsyncIterator[AsyncSession]:
        """Give a session whose work is kept whole, or not at all.

        One statement may go along with BEGIN, in one trip; its answer is `db.info["told"]`.
        """
        async with self._leases.lease() as lease:
            db = AsyncSession(lease.connection, expire_on_commit=False, autoflush=False)
            db.info["reader"] = lease.reader
            try:
                db.info["told"] = await lease.begin(saying)
                yield db
                await _commit(db, lease)
            except BaseException:
                await _roll_back(db, lease)
                raise

    async def close(self) -> None:
        await self._leases.close()
        await self.engine.dispose()


async def _commit(db: AsyncSession, lease: Lease) -> None:
    """Keep what was done, by the session if it was used, else by the driver alone."""
    if db.in_transaction():
        await db.commit()
        await db.close()
    else:
        await lease.driver.commit()


async def _roll_back(db: AsyncSession, lease: Lease) -> None:
    with suppress(Exception):
        await db.close()
    with suppress(Exception):
        await lease.driver.rollback()


def is_clash(error: Exception) -> bool:
    """Say whether PostgreSQL chose this transaction to give way to another."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, DeadlockDetected | SerializationFailure)


async def retrying(work: Callable[[], Awaitable[Done]]) -> Done:
    """Do `work`, a whole transaction or a savepoint, and again if it had to give way: thrice."""
    for _ in range(TRIES):
        try:
            return await work()
        except (DBAPIError, PsycopgError) as error:
            if not is_clash(error):
                raise
    raise Busy
