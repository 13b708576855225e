"""The one way to the database: an engine, a session, and the only commit."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, NamedTuple, TypeVar

from psycopg import Error as PsycopgError
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import ClauseElement, MetaData, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session

from alongside.core.errors import Conflict
from alongside.core.leases import Lease, Leases
from alongside.core.opening import Opening, OtherAnswer
from alongside.core.trips import MOST, Answer, Ask, Kept, Trips, kept, trips_on

TRIES = 3
# Plans are kept, and made for disks on which any page is as near as the next.
OPTIONS = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c timezone=UTC"
TECHNICAL_SCHEMA = "technical"
JOBS_SCHEMA = "jobs"  # the queue: ids alone, and so no row security

CONSTRAINT_NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

END = Ask(Kept(b"commit"))

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
    for kind in ("rollback", "rollback_savepoint"):
        event.listen(engine.sync_engine, kind, _forget_statements)
    return engine


def _keep_more_statements(adapted: Any, _record: Any) -> None:
    adapted.driver_connection.prepared_max = MOST


def _forget_statements(connection: Any, *_which: Any) -> None:
    """Forget what the driver has the database forget at a rollback."""
    trips: Trips | None = connection.info.get("trips")
    if trips is not None:
        trips.forget()


async def trips_of(db: AsyncSession) -> Trips:
    """Give the session's way to the database by the driver alone, within its transaction."""
    if "trips" not in db.info:
        db.info["trips"] = await trips_on(await db.connection())
    found: Trips = db.info["trips"]
    return found


async def run_kept(
    db: AsyncSession,
    statement: ClauseElement,
    values: Mapping[str, Any],
    make: Callable[[Sequence[Any]], Any] | None = None,
) -> list[Any]:
    """Run a statement that is kept, by the driver itself; give its rows, each made by `make`."""
    return (await _go(db, Ask(kept(statement), values)))[-1].rows(make)


async def run_last(
    db: AsyncSession, statement: ClauseElement, values: Mapping[str, Any]
) -> list[Any]:
    """Run a statement that is kept, as the last: what was done is kept in the same trip.

    If anything of the trip fails, nothing is kept. Nothing can be asked of this session any more.
    """
    opening = db.info.get("opening")
    ends = opening is not None and opening.is_open and not db.in_transaction()
    asks = (Ask(kept(statement), values), *([END] if ends else ()))
    answers = await _go(db, *asks)
    return answers[-len(asks)].rows()


Refusal = Callable[[PsycopgError], Exception | None]


class Waiting(NamedTuple):
    """A statement that waits for the next trip, who looks at what came of it, and at a refusal."""

    ask: Ask
    look: Callable[[Answer], None]
    refused: Refusal


def run_later(
    db: AsyncSession,
    statement: ClauseElement,
    values: Mapping[str, Any],
    look: Callable[[Answer], None] = lambda _answer: None,
    *,
    refused: Refusal = lambda _error: None,
) -> None:
    """Run a statement that is kept in the trip of the next one, or before the end at the latest.

    What PostgreSQL says against it is raised there, in the words of `refused` if it has any.
    Nobody may ask SQLAlchemy about it until then.
    """
    db.info.setdefault("waiting", []).append(Waiting(Ask(kept(statement), values), look, refused))


async def run_waiting(db: AsyncSession) -> None:
    """Run what waits for a trip."""
    if db.info.get("waiting"):
        await _go(db)


async def _go(db: AsyncSession, *asks: Ask) -> list[Answer]:
    """Ask all of this, after what waited, in one trip."""
    trips, opening = await trips_of(db), db.info.get("opening")
    waiting: list[Waiting] = db.info.pop("waiting", [])
    every = (*(one.ask for one in waiting), *asks)
    try:
        if opening is None or opening.is_open:
            answers = await trips.go(*every)
        else:
            answers = await opening.go_with(trips, *every)
    except PsycopgError as error:
        words = (one.refused(error) for one in waiting)
        raise next(filter(None, words), error) from None
    for one, answer in zip(waiting, answers, strict=False):
        one.look(answer)
    return answers


@asynccontextmanager
async def savepoint(db: AsyncSession) -> AsyncIterator[None]:
    """Keep what is done within, or nothing of it."""
    await run_waiting(db)
    await db.connection()  # else SQLAlchemy puts it off until a statement of its own
    async with db.begin_nested():
        try:
            yield
            await run_waiting(db)
        except BaseException:
            db.info.pop("waiting", None)
            raise


class _Session(Session):
    """What SQLAlchemy does in a request comes after what the request opens with."""


@event.listens_for(_Session, "after_begin")
def _open_first(db: Session, _transaction: Any, connection: Any) -> None:
    opening: Opening | None = db.info.get("opening")
    if opening is not None and not opening.is_open:
        adapted = connection.connection.dbapi_connection
        adapted.run_async(lambda _driver: opening.open(db.info["trips"]))


def _session_on(connection: AsyncConnection) -> AsyncSession:
    return AsyncSession(
        connection, sync_session_class=_Session, expire_on_commit=False, autoflush=False
    )


class Database:
    """Hands out one session a request; commits it if nothing was raised."""

    def __init__(self, engine: AsyncEngine, pool_size: int = 5) -> None:
        self.engine = engine
        self._leases = Leases(engine, pool_size, _session_on)

    def transaction(
        self, opening: Opening | None = None
    ) -> AbstractAsyncContextManager[AsyncSession]:
        """Give a session whose work is kept whole, or not at all.

        What it opens with goes along with its first statement, in one trip.
        """
        return _Transaction(self._leases, opening)

    async def close(self) -> None:
        await self._leases.close()
        await self.engine.dispose()


class _Transaction(AbstractAsyncContextManager[AsyncSession]):
    """One transaction on a connection of its own. A generator would do, and cost each request."""

    __slots__ = ("_lease", "_leases", "_opening")
    _lease: Lease

    def __init__(self, leases: Leases, opening: Opening | None) -> None:
        self._leases, self._opening = leases, opening

    async def __aenter__(self) -> AsyncSession:
        self._lease = lease = await self._leases.take()
        lease.session.info.update(trips=lease.trips, opening=self._opening, waiting=[])
        if self._opening is None:
            try:
                await lease.driver.execute("begin")
            except BaseException:
                await self._end_badly()
                raise
        return lease.session

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        if kind is not None:
            await self._end_badly()
            return
        try:
            await run_waiting(self._lease.session)
            await _commit(self._lease.session, self._lease)
        except BaseException:
            await self._end_badly()
            raise
        await self._leases.put_back(self._lease)

    async def _end_badly(self) -> None:
        try:
            await _roll_back(self._lease.session, self._lease)
        finally:
            await self._leases.put_back(self._lease)


async def _commit(db: AsyncSession, lease: Lease) -> None:
    """Keep what was done, by the session if it was used, else by the driver alone."""
    if db.in_transaction():
        await db.commit()
        await db.close()
    if not lease.is_idle():
        await lease.driver.commit()


async def _roll_back(db: AsyncSession, lease: Lease) -> None:
    began = not lease.is_idle()
    with suppress(Exception):
        await db.close()
    if began:
        with suppress(Exception):
            await lease.driver.rollback()
        lease.trips.forget()


def is_clash(error: Exception) -> bool:
    """Say whether this transaction had to give way to another, or came too late for one."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, DeadlockDetected | SerializationFailure | OtherAnswer)


async def retrying(work: Callable[[], Awaitable[Done]]) -> Done:
    """Do `work`, a whole transaction or a savepoint, and again if it had to give way: thrice."""
    for _ in range(TRIES):
        try:
            return await work()
        except (DBAPIError, PsycopgError, OtherAnswer) as error:
            if not is_clash(error):
                raise
    raise Busy
