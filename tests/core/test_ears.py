"""How one waits for what comes on a connection."""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from alongside.core.db import trips_of
from alongside.core.ears import PATIENCE, Ear
from alongside.core.trips import Ask, Kept

ONE = Ask(Kept(b"select 1"))
ASLEEP = Ask(
    Kept(
        b"select count(*) from pg_stat_activity where query like '%sleep(61)' and state = 'active'"
    )
)


class Loop(asyncio.SelectorEventLoop):
    """A loop that counts how often it was told what to watch."""

    told = 0

    def add_reader(self, *given):
        self.told += 1
        return super().add_reader(*given)


@pytest.fixture
def ends():
    here, there = socket.socketpair()
    with here, there:
        yield here, there


def test_it_hears_again_and_again_and_tells_the_loop_once(ends):
    here, there = ends

    async def listen():
        ear = Ear(here.fileno())
        heard = []
        for number in range(3):
            waiting = asyncio.create_task(ear.hear())
            await asyncio.sleep(0)
            assert not waiting.done()
            there.send(b"%d" % number)
            await waiting
            heard.append(here.recv(9))
        ear.close()
        return heard, asyncio.get_running_loop().told

    with asyncio.Runner(loop_factory=Loop) as runner:
        assert runner.run(listen()) == ([b"0", b"1", b"2"], 1)


def test_what_nobody_takes_does_not_keep_the_loop_busy(ends):
    here, there = ends

    async def listen():
        ear = Ear(here.fileno())
        with suppress(TimeoutError):
            await asyncio.wait_for(ear.hear(), 0.01)
        there.send(b"for nobody")
        for _ in range(2 * PATIENCE + 4):
            await asyncio.sleep(0)
        watched = bool(asyncio.get_running_loop()._selector.get_map().get(ear._descriptor))
        await asyncio.wait_for(ear.hear(), 5)
        ear.close()
        return watched

    with asyncio.Runner() as runner:
        assert not runner.run(listen())


def test_what_is_given_up_is_stopped_in_the_database(within):
    async def work(database):
        async def wait_for_ever():
            async with database.transaction() as db:
                await (await trips_of(db)).go(Ask(Kept(b"select pg_sleep(61)")))

        waiting = asyncio.create_task(wait_for_ever())
        await asyncio.sleep(0.3)
        waiting.cancel()
        with suppress(asyncio.CancelledError):
            await waiting
        async with database.transaction() as db:
            (answer,) = await (await trips_of(db)).go(ASLEEP)
            return answer.value()

    assert within(work) == 0


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_stays_open(within):
    async def work(database):
        async def once():
            async with database.transaction() as db:
                await (await trips_of(db)).go(ONE)
            await database.close()

        await once()
        before = open_files()
        for _ in range(3):
            await once()
        return open_files() - before

    assert within(work) == 0
