"""Several statements in one trip to the database, prepared, their answers in the binary form.

What a trip costs is mostly the going there and back. The statements of one trip are one
transaction of their own, unless one is open: then they are part of it.
"""

import asyncio
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from psycopg import AsyncConnection, abc, pq
from psycopg import Error as PsycopgError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.waiting import Ready
from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.ext.asyncio import AsyncConnection as Connection

from alongside.core.ears import Ear

CANCEL_SECONDS = 5
MOST = 1000  # there is a statement for each shape of actor
BINARY = pq.Format.BINARY
WENT_WELL = {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK}

# The parameters are written $1, $2 …: PostgreSQL's own way, so that nothing is read again.
_DIALECT = PGDialectAsync_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class Kept(NamedTuple):
    """A statement that is kept: its words, its parameters in order, and those that are fixed."""

    sql: bytes
    names: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = {}


class Ask(NamedTuple):
    """A statement, and the values to put in."""

    statement: Kept
    values: Mapping[str, Any] = {}


@lru_cache(maxsize=4096)
def kept(statement: ClauseElement) -> Kept:
    """Compile a statement once, with the values that are part of it."""
    compiled: Any = statement.compile(dialect=_DIALECT)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    plain = {k: v.value if isinstance(v, Enum) else v for k, v in fixed.items()}
    return Kept(str(compiled).encode(), tuple(compiled.positiontup or ()), plain)


@dataclass(slots=True)
class _Prepared:
    """A statement that this connection knows, and how to write its values and read its rows."""

    name: bytes
    transformer: abc.Transformer
    columns: tuple[str, ...] | None = None


class Answer(NamedTuple):
    """What came back for one statement."""

    result: Any
    prepared: _Prepared

    def rows(self, make: Callable[[Sequence[Any]], Any] | None = None) -> list[Any]:
        """Give the rows, each made by `make` of its columns, or as a dictionary by their names."""
        found, columns = self.prepared.transformer, self._columns()
        found.set_pgresult(self.result)
        as_row = make or (lambda row: dict(zip(columns, row, strict=True)))
        return found.load_rows(0, self.result.ntuples, as_row)

    def number(self) -> int:
        """Say how many rows there are."""
        found: int = self.result.ntuples
        return found

    def value(self) -> Any:
        """Give the one value there is."""
        (row,) = self.rows(tuple)
        return row[0]

    def _columns(self) -> tuple[str, ...]:
        if self.prepared.columns is None:
            names = (self.result.fname(i) for i in range(self.result.nfields))
            self.prepared.columns = tuple((name or b"").decode() for name in names)
        return self.prepared.columns


@dataclass(eq=False, slots=True)
class Trips:
    """One connection's way to the database and back, and the statements that it knows there."""

    driver: AsyncConnection[Any]
    ear: Ear | None = None
    _known: dict[bytes, _Prepared] = field(default_factory=dict)
    _made: int = 0

    @property
    def is_fit(self) -> bool:
        """Say whether the last trip came back, and there is room for more statements."""
        on_the_way = self.driver.pgconn.pipeline_status != pq.PipelineStatus.OFF
        return self._made < MOST and not on_the_way

    def forget(self) -> None:
        """Take it that the database knows no statement: the driver clears them at a rollback."""
        self._known.clear()

    async def go(self, *asks: Ask) -> list[Answer]:
        """Ask all of this in one trip. Raises what PostgreSQL says of the first that fails."""
        connection = self.driver.pgconn
        connection.enter_pipeline_mode()
        sent = [self._send(ask) for ask in asks]
        connection.pipeline_sync()
        found = await self._collect(sum(1 + is_new for _, is_new in sent))
        connection.exit_pipeline_mode()
        self._check(found)
        told = iter(found)
        answers = []
        for prepared, is_new in sent:
            if is_new:
                next(told)
            answers.append(Answer(next(told), prepared))
        return answers

    def _send(self, ask: Ask) -> tuple[_Prepared, bool]:
        (sql, names, fixed), values = ask
        prepared = self._known.get(sql)
        is_new = prepared is None
        if prepared is None:
            prepared = _Prepared(b"kept_%d" % self._made, Transformer(self.driver))
            self._known[sql] = prepared
            self._made += 1
            self.driver.pgconn.send_prepare(prepared.name, sql)
        given = [values[name] if name in values else fixed.get(name) for name in names]
        written = prepared.transformer.dump_sequence(given, [PyFormat.TEXT] * len(given))
        self.driver.pgconn.send_query_prepared(prepared.name, written, result_format=BINARY)
        return prepared, is_new

    async def _collect(self, expected: int) -> list[Any]:
        coming = _collect(self.driver.pgconn, expected)
        if self.ear is None or self.driver.pgconn.flush():
            return await self.driver.wait(coming)
        try:
            next(coming)
            while True:
                await self.ear.hear()
                coming.send(Ready.R)
        except StopIteration as done:
            found: list[Any] = done.value
            return found
        except asyncio.CancelledError:
            with suppress(PsycopgError):
                await self.driver.cancel_safe(timeout=CANCEL_SECONDS)
            raise

    def _check(self, found: Iterable[Any]) -> None:
        for result in found:
            if result.status not in WENT_WELL:
                self.forget()
                raise error_from_result(result, self.driver.info.encoding)


def _collect(connection: Any, expected: int) -> Generator[Any, Any, list[Any]]:
    """Send what is waiting, and gather one result for each statement, up to the end of the trip."""
    yield from send(connection)
    found = []
    for _ in range(expected):
        found += yield from fetch_many(connection)
    yield from fetch_many(connection)  # the end of the trip
    return found


async def trips_on(connection: Connection) -> Trips:
    """Give the way by the driver that belongs to one connection, for as long as it lasts."""
    info = connection.info
    if "trips" not in info:
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        info["trips"] = Trips(driver)
    found: Trips = info["trips"]
    return found
