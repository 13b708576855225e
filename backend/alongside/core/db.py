"""The one way to the database: an engine, a session, and the only commit."""

import select
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg.errors import DeadlockDetected, SerializationFailure
from psycopg.rows import dict_row
from sqlalchemy import ClauseElement, MetaData, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from alongside.core.errors import Conflict

TRIES = 3
MOST_PREPARED = 1000  # there is a statement for each shape of actor
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
            "options": "-c plan_cache_mode=force_generic_plan -c timezone=UTC",
        },
    )
    event.listen(engine.sync_engine, "connect", _keep_more_statements)
    event.listen(engine.sync_engine, "checkout", _refuse_stale)
    return engine


def _is_stale(driver: Any) -> bool:
    """Notice, without asking it, that the server has closed an idle connection."""
    watch = select.poll()
    watch.register(driver.fileno(), select.POLLIN)
    return bool(driver.closed or watch.poll(0))


def _keep_more_statements(adapted: Any, _record: Any) -> None:
    adapted.driver_connection.prepared_max = MOST_PREPARED


def _refuse_stale(adapted: Any, _record: Any, _proxy: Any) -> None:
    if _is_stale(adapted.driver_connection):
        raise DisconnectionError


async def driver_of(db: AsyncSession) -> AsyncConnection[Any]:
    """Give the driver's own connection of a session, within the session's transaction."""
    if "driver" not in db.info:
        raw = await (await db.connection()).get_raw_connection()
        db.info["driver"] = raw.driver_connection
    found: AsyncConnection[Any] = db.info["driver"]
    return found


@lru_cache(maxsize=4096)
def _compiled(statement: ClauseElement) -> tuple[bytes, dict[str, Any]]:
    """Compile a statement that is kept, once; with the values that are part of it."""
    compiled = statement.compile(dialect=_DIALECT)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    plain = {k: v.value if isinstance(v, Enum) else v for k, v in fixed.items()}
    return str(compiled).encode(), plain


async def read_rows(
    db: AsyncSession, statement: ClauseElement, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Read rows by the driver itself, prepared and binary: for statements that are kept."""
    driver = await driver_of(db)
    async with driver.cursor(binary=True, row_factory=dict_row) as cursor:
        sql, fixed = _compiled(statement)
        await cursor.execute(sql, {**fixed, **values}, prepare=True)
        return await cursor.fetchall()


class Database:
    """Hands out one session a request; commits it if nothing was raised."""

    def __init__(self, engine: AsyncEngine, **session_options: Any) -> None:
        self.engine = engine
        self._options = {"expire_on_commit": False, "autoflush": False, **session_options}

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Give a session whose work is kept whole, or not at all."""
        async with AsyncSession(self.engine, **self._options) as db, db.begin():
            yield db


def _clash(error: DBAPIError) -> bool:
    return isinstance(error.orig, DeadlockDetected | SerializationFailure)


async def retrying(db: AsyncSession, work: Callable[[], Awaitable[Done]]) -> Done:
    """Do `work` in a savepoint; when PostgreSQL breaks a deadlock, try again, three times."""
    for _ in range(TRIES):
        try:
            async with db.begin_nested():
                return await work()
        except DBAPIError as error:
            if not _clash(error):
                raise
    raise Busy
