"""A connection that many tests share, one after the other, and that keeps what it has prepared."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from alongside.core import db
from alongside.core.trips import Trips, trips_on


def _leave_unprepared(adapted: Any, _record: Any) -> None:
    """Have the driver prepare nothing: else it clears everything at each rollback."""
    adapted.driver_connection.prepare_threshold = None


def make_lasting_engine(url: str) -> AsyncEngine:
    """Connect with one connection, which knows its statements after a rollback, too."""
    engine = db.make_engine(url, pool_size=1)
    for kind in ("rollback", "rollback_savepoint"):
        event.remove(engine.sync_engine, kind, db._forget_statements)
    event.listen(engine.sync_engine, "connect", _leave_unprepared)
    _let_go_of_savepoints(engine.sync_engine.dialect)
    return engine


def _let_go_of_savepoints(dialect: Any) -> None:
    """End a savepoint that is rolled back to.

    It would stay open, and the next within it: some thousands deep, each with a lock of its own,
    until PostgreSQL has no room for one more.
    """
    roll_back, release = dialect.do_rollback_to_savepoint, dialect.do_release_savepoint

    def end(connection: Any, name: str) -> None:
        roll_back(connection, name)
        release(connection, name)

    dialect.do_rollback_to_savepoint = end


async def make_room(connection: AsyncConnection) -> Trips:
    """Give a connection's way by the driver, with room for more statements."""
    trips = await trips_on(connection)
    if not trips.is_fit:
        await connection.exec_driver_sql("deallocate all")
        trips.forget()
        trips._made = 0
    return trips
