"""Connections kept at hand between requests: taking one from the pool each time costs too much."""

import asyncio
import select
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection as Connection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from alongside.core.ears import Ear
from alongside.core.trips import Trips, trips_on

WAIT_SECONDS = 10


@dataclass(frozen=True, eq=False)
class Lease:
    """One connection, as SQLAlchemy knows it and as the driver does."""

    connection: Connection
    driver: AsyncConnection[Any]
    trips: Trips
    session: AsyncSession  # empty and closed between requests
    watch: select.poll

    def is_stale(self) -> bool:
        """Notice, without asking it, that the server has closed an idle connection."""
        return self.driver.closed or bool(self.watch.poll(0))

    def is_idle(self) -> bool:
        """Say whether it is out of every transaction, and so fit for the next request."""
        return self.driver.pgconn.transaction_status == TransactionStatus.IDLE

    async def give_up(self) -> None:
        self.close_ear()
        with suppress(Exception):
            await self.connection.invalidate()
        with suppress(Exception):
            await self.connection.close()

    def close_ear(self) -> None:
        if self.trips.ear is not None:
            self.trips.ear.close()
            self.trips.ear = None


class Leases:
    """As many connections as the pool has, each for one request at a time."""

    def __init__(
        self, engine: AsyncEngine, size: int, session_on: Callable[[Connection], AsyncSession]
    ) -> None:
        self._engine, self._session_on = engine, session_on
        self._free = asyncio.Semaphore(size)
        self._idle: list[Lease] = []

    async def take(self) -> Lease:
        """Give a connection, to be put back. Raises TimeoutError if none becomes free."""
        await self._wait()
        try:
            return await self._take()
        except BaseException:
            self._free.release()
            raise

    async def put_back(self, lease: Lease) -> None:
        """Take a connection back, if it is fit for the next request."""
        try:
            if lease.is_idle() and lease.trips.is_fit:
                self._idle.append(lease)
            else:
                await lease.give_up()
        finally:
            self._free.release()

    async def _wait(self) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            raise PoolTimeoutError("no connection became free") from None

    async def _take(self) -> Lease:
        while self._idle:
            lease = self._idle.pop()
            if not lease.is_stale():
                return lease
            await lease.give_up()
        connection = await self._engine.connect()
        raw = await connection.get_raw_connection()
        await connection.rollback()
        driver: Any = raw.driver_connection
        await driver.set_autocommit(True)  # whoever takes it begins: see Database.transaction
        watch = select.poll()
        watch.register(driver.fileno(), select.POLLIN)
        trips = await trips_on(connection)
        trips.ear = Ear(driver.fileno())
        return Lease(connection, driver, trips, self._session_on(connection), watch)

    async def close(self) -> None:
        while self._idle:
            lease = self._idle.pop()
            lease.close_ear()
            await lease.connection.close()
