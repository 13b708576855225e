"""Whoever goes away in the middle of a request leaves no transaction open behind them."""

import asyncio
import json
from contextlib import suppress

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.access.asking import Ask, get, post, send
from tests.conftest import make_site
from tests.core.postgres.helping import plain, tell, until
from tests.vaults import SEALED, opened

from alongside.app import create_app
from alongside.core.db import Database, make_engine
from alongside.settings import Settings

SETTINGS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
AT_WORK = """
    select state, coalesce(wait_event_type, '') from pg_stat_activity
     where datname = current_database() and usename = 'alongside_app'
"""
WAITING = ("active", "Lock")


class Scene:
    """The application on one connection, and somebody who watches and holds the tables.

    The server itself ends nothing that lasts too long: the application is to do it.
    """

    def __init__(self, own_database, keys):
        self.url = own_database.superuser_url
        role = f"alter role alongside_app in database {own_database.name} set"
        tell(self.url, "; ".join(f"{role} {setting} = 0" for setting in SETTINGS))
        self.database = Database(make_engine(own_database.app_url, 1), 1)
        self.app = create_app(Settings(), make_site(self.database, keys), keys)

    def ask(self, ask, member):
        return asyncio.create_task(send(self.app, ask, member.token))

    async def connect(self):
        return await psycopg.AsyncConnection.connect(plain(self.url), autocommit=True)

    async def until(self, holds, what):
        """Watch the application's connections until they are as they should be."""

        def look():
            with psycopg.connect(plain(self.url)) as watching:
                return holds(watching.execute(AT_WORK).fetchall())

        await asyncio.to_thread(until, look, what)


def is_waiting(found):
    return WAITING in found


def is_at_rest(found):
    return {state for state, _ in found} <= {"idle"}


async def cancel(task, times):
    """End a task as a server does, and again where the first time is not enough to wait for."""
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    with suppress(asyncio.CancelledError):
        await task


async def go_away(scene, ask, member, table, times):
    """Go away while a statement waits for a table that somebody else holds."""
    async with await scene.connect() as holding, holding.transaction():
        await holding.execute(f"lock table {table} in access exclusive mode")
        task = scene.ask(ask, member)
        await scene.until(is_waiting, "a statement that waits")
        await cancel(task, times)
        await scene.until(is_at_rest, "an end of the transaction")


async def write(scene, cast, text):
    """Write a note, and read what was kept of it."""
    path = f"/sessions/{cast.held.id}/private-note"
    body = json.dumps({"text": text}).encode()
    kind = (("content-type", "application/json"),)
    answer = await scene.ask(Ask("PUT", path, headers=kind, content=body), cast.amara)
    async with await scene.connect() as watching:
        cursor = await watching.cursor(row_factory=dict_row).execute(SEALED["note"])
        found = [opened("note", row) for row in await cursor.fetchall()]
    return answer.status, found


ASKED = {
    "finding out who asks": ("participant", lambda cast: get("/me")),
    "reading": ("pairing", lambda cast: get(f"/pairings/{cast.pairing.id}")),
    "changing": ("session", lambda cast: post(f"/pairings/{cast.pairing.id}/pause")),
    "being ready": ("technical.alembic_version", lambda cast: get("/readyz")),
}


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize(("table", "ask"), ASKED.values(), ids=ASKED)
def test_their_connection_is_at_rest_and_serves_the_next(
    own_database, keys, cast, table, ask, times
):
    async def play():
        scene = Scene(own_database, keys)
        try:
            assert (await scene.ask(get("/me"), cast.amara)).status == 200
            for _ in range(3):  # more often than there are connections
                await go_away(scene, ask(cast), cast.amara, table, times)
            after = await scene.ask(get(f"/pairings/{cast.pairing.id}"), cast.amara)
            return after, await write(scene, cast, "I am back.")
        finally:
            await scene.database.close()

    after, written = asyncio.run(play())

    assert after.json()["state"] == "active"
    assert written == (200, ["I am back."])
