"""What waits for the next trip, and what opens a transaction with its first one."""

from contextlib import suppress
from uuid import uuid4

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import text

from alongside.core.db import run_kept, run_last, run_later, savepoint, trips_of
from alongside.core.opening import UNKNOWN, Opening, OtherAnswer
from alongside.core.trips import Ask, Kept

ONE = Ask(Kept(b"select 1"))
BREAKS = Ask(Kept(b"select 1 / 0"))
ADD_BY_NAME = "insert into organisation (id, name, created_at) values (:id, :name, now())"
LATER = text(ADD_BY_NAME)


class Stopped(Exception):
    """Somebody thought better of it."""


def later(db, name, **rest):
    run_later(db, LATER, {"id": uuid4(), "name": name}, **rest)


def test_an_answer_that_was_not_expected_counts_for_nothing(within, names):
    async def work(database):
        opening = Opening(ONE, expected=2)

        async def add():
            async with database.transaction(opening) as db:
                await run_kept(db, text(ADD_BY_NAME), {"id": uuid4(), "name": "Trip"})

        with pytest.raises(OtherAnswer):
            await add()
        assert opening.told == 1

    within(work)
    assert names() == []


def test_sqlalchemy_comes_after_what_opens_the_transaction(within, names):
    async def work(database):
        opening = Opening(ONE, expected=1)
        async with database.transaction(opening) as db:
            await db.execute(text(ADD_BY_NAME), {"id": uuid4(), "name": "Trip one"})
            assert opening.is_open
            await run_kept(db, text(ADD_BY_NAME), {"id": uuid4(), "name": "Trip two"})
        with pytest.raises(OtherAnswer):
            async with database.transaction(Opening(ONE, expected=3)) as db:
                await db.execute(text(ADD_BY_NAME), {"id": uuid4(), "name": "Trip three"})

    within(work)
    assert names() == ["Trip one", "Trip two"]


def test_what_waits_goes_with_the_next_statement_or_with_the_end(within, names):
    async def work(database):
        async with database.transaction(Opening(ONE, expected=1)) as db:
            looked = []
            later(db, "Trip one", look=lambda answer: looked.append(answer.number()))
            assert looked == []
            wanted = text("select count(*) from organisation where name = 'Trip one'")
            assert await run_kept(db, wanted, {}, tuple) == [(1,)]
            assert looked == [0]
            later(db, "Trip two")
        async with database.transaction(Opening(ONE, expected=1)) as db:
            later(db, "Trip three")

    within(work)
    assert names() == ["Trip one", "Trip three", "Trip two"]


def test_what_waits_ends_with_what_it_belongs_to(within, names):
    async def work(database):
        with suppress(Stopped):
            async with database.transaction() as db:
                later(db, "Trip one")
                raise Stopped
        async with database.transaction() as db:
            later(db, "Trip two")
            with suppress(Stopped):
                async with savepoint(db):
                    later(db, "Trip three")
                    raise Stopped
            async with savepoint(db):
                later(db, "Trip four")

    within(work)
    assert names() == ["Trip four", "Trip two"]


def test_the_last_statement_keeps_what_was_done_in_its_own_trip(within, names):
    wanted = text("select name from organisation where name like 'Trip%'")

    async def otherwise(database):
        async with database.transaction(Opening(ONE, expected=2)) as db:
            later(db, "Trip three")
            await run_last(db, wanted, {})

    async def work(database):
        async with database.transaction(Opening(ONE, expected=1)) as db:
            await run_kept(db, LATER, {"id": uuid4(), "name": "Trip one"})
            later(db, "Trip two")
            found = await run_last(db, wanted, {})
            assert sorted(row["name"] for row in found) == ["Trip one", "Trip two"]
            assert names() == ["Trip one", "Trip two"]
        with pytest.raises(OtherAnswer):
            await otherwise(database)
        async with database.transaction(Opening(ONE, expected=1)) as db:
            await db.execute(LATER, {"id": uuid4(), "name": "Trip four"})
            await run_last(db, wanted, {})
            assert names() == ["Trip one", "Trip two"]

    within(work)
    assert names() == ["Trip four", "Trip one", "Trip two"]


def test_what_waits_can_fail_and_then_all_fails(within, names):
    async def twice(database):
        same = {"id": uuid4(), "name": "Trip one"}
        async with database.transaction() as db:
            later(db, "Trip two")
            run_later(db, LATER, same)
            await run_kept(db, LATER, same)

    async def work(database):
        with pytest.raises(UniqueViolation):
            await twice(database)

    within(work)
    assert names() == []


def test_what_waits_counts_for_nothing_under_another_answer(within, names):
    async def work(database):
        with pytest.raises(OtherAnswer):
            async with database.transaction(Opening(ONE, expected=2)) as db:
                later(db, "Trip one")

    within(work)
    assert names() == []


def test_what_nobody_expected_is_found_out_once(within):
    async def work(database):
        opening = Opening(ONE)
        async with database.transaction(opening) as db:
            way = await trips_of(db)
            await opening.find_out(way)
            await opening.find_out(way)
        return opening

    found = within(work)
    assert (found.told, found.expected, found.is_open) == (1, 1, False)
    assert Opening(ONE).told is UNKNOWN
