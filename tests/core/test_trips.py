"""Several statements in one trip: what comes back, what is kept whole, what is forgotten."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from psycopg.errors import DivisionByZero
from sqlalchemy import String, bindparam, literal, select
from sqlalchemy.exc import IntegrityError

from alongside.core import trips
from alongside.core.db import (
    run_kept,
    trips_of,
)
from alongside.core.opening import Opening
from alongside.core.trips import Ask, Kept, kept
from alongside.models import Organisation

ONE = Ask(Kept(b"select 1"))
BREAKS = Ask(Kept(b"select 1 / 0"))
ADD = Kept(
    b"insert into organisation (id, name, created_at) values ($1::uuid, $2, now())", ("id", "name")
)


class Stopped(Exception):
    """Somebody thought better of it."""


def adding(name: str) -> Ask:
    return Ask(ADD, {"id": uuid4(), "name": name})


def test_each_statement_of_a_trip_has_its_answer(within):
    async def work(database):
        async with database.transaction() as db:
            way = await trips_of(db)
            words = Ask(Kept(b"select $1::text, $2::int", ("a", "b")), {"a": "é", "b": 2})
            found = await way.go(ONE, words, ONE)
            again = await way.go(words)
            return [answer.rows(tuple) for answer in [*found, *again]]

    assert within(work) == [[(1,)], [("é", 2)], [(1,)], [("é", 2)]]


def test_rows_come_by_name_or_as_they_are_made(within):
    async def work(database):
        wanted = select(bindparam("word", type_=String).label("word"), literal(7).label("number"))
        async with database.transaction() as db:
            by_name = await run_kept(db, wanted, {"word": "x"})
            return by_name, await run_kept(db, wanted, {"word": None}, tuple)

    assert within(work) == ([{"word": "x", "number": 7}], [(None, 7)])


def test_a_trip_outside_of_a_transaction_is_one_of_its_own(within, names):
    async def work(database):
        opening = Opening(ONE, expected=1, only_reads=True)
        async with database.transaction(opening) as db:
            await (await trips_of(db)).go(adding("Trip one"), adding("Trip two"))
        with pytest.raises(DivisionByZero):
            async with database.transaction(Opening(ONE, 1, only_reads=True)) as db:
                await (await trips_of(db)).go(adding("Trip three"), BREAKS)

    within(work)
    assert names() == ["Trip one", "Trip two"]


def test_a_trip_within_a_transaction_is_part_of_it(within, names):
    async def work(database):
        with suppress(Stopped):
            async with database.transaction() as db:
                await (await trips_of(db)).go(adding("Trip one"))
                raise Stopped
        async with database.transaction() as db:
            await (await trips_of(db)).go(adding("Trip two"))

    within(work)
    assert names() == ["Trip two"]


def test_a_statement_is_known_again_after_others_were_forgotten(within):
    """The driver clears what it has prepared at a rollback, ours with it."""

    async def work(database):
        wanted = select(literal(1).label("n"))
        for _ in range(3):
            with suppress(Stopped):
                async with database.transaction() as db:
                    await run_kept(db, wanted, {})
                    await db.execute(select(literal(2)))
                    raise Stopped
            async with database.transaction() as db:
                async with db.begin_nested() as point:
                    await run_kept(db, wanted, {})
                    await db.execute(select(literal(2)))
                    await point.rollback()
                assert await run_kept(db, wanted, {}) == [{"n": 1}]

    within(work)


def test_a_statement_is_known_again_after_a_flush_was_refused(within):
    """SQLAlchemy rolls back at once then, before the request that failed has ended."""

    async def work(database):
        key, wanted = uuid4(), select(literal(1).label("n"))
        for _ in range(3):
            with suppress(IntegrityError):
                async with database.transaction() as db:
                    await run_kept(db, wanted, {})
                    await db.execute(select(literal(2)))
                    db.add(Organisation(id=key, name="Trip one", created_at=datetime.now(UTC)))
                    await db.flush()
        async with database.transaction() as db:
            return await run_kept(db, wanted, {})

    assert within(work) == [{"n": 1}]


def test_a_connection_that_knows_too_many_statements_is_given_up(within, monkeypatch):
    monkeypatch.setattr(trips, "MOST", 5)

    async def work(database):
        seen = set()
        for number in range(12):
            async with database.transaction() as db:
                way = await trips_of(db)
                seen.add(id(way.driver))
                await way.go(Ask(Kept(b"select %d" % number)))
        return seen

    assert len(within(work)) == 3


def test_what_was_left_half_way_is_not_used_again(within):
    async def work(database):
        async def wait_for_ever():
            async with database.transaction() as db:
                await (await trips_of(db)).go(ONE, Ask(Kept(b"select pg_sleep(60)")), ONE)

        waiting = asyncio.create_task(wait_for_ever())
        await asyncio.sleep(0.3)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        async with database.transaction() as db:
            (answer,) = await (await trips_of(db)).go(ONE)
            return answer.value()

    assert within(work) == 1


def test_a_compiled_statement_keeps_its_fixed_values():
    statement = kept(select(bindparam("a", type_=String), literal("fixed")))
    assert b"$1" in statement.sql
    assert b"$2" in statement.sql
    assert "fixed" in statement.fixed.values()
    assert statement.names[0] == "a"
