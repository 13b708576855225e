"""The one way to the database: an engine, a session, and the only commit."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import MetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from alongside.core.errors import Conflict

TRIES = 3
TECHNICAL_SCHEMA = "technical"

CONSTRAINT_NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

Done = TypeVar("Done")


class Base(DeclarativeBase):
    """Everything we keep."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class Busy(Conflict):
    code = "busy"
    title = "Several people changed this at the same moment. Please try again."


def make_engine(url: str, pool_size: int = 5) -> AsyncEngine:
    """Connect as the application's role; statements are prepared at their second run."""
    return create_async_engine(
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
