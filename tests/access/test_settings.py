"""T8: who is asking is forgotten with each transaction, and nothing that is sent can say it."""

import ast
import asyncio
import re
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from tests.access.asking import Ask, get, post, send
from tests.access.conftest import QUIET_WORLD
from tests.cast import NOW
from tests.conftest import make_site
from tests.figures import add

from alongside.access.actor import enter
from alongside.app import create_app
from alongside.core.db import Database, make_engine
from alongside.settings import Settings

SOURCES = Path(__file__).parents[2] / "backend" / "alongside"
SETTINGS = (
    "person", "operator", "mine", "member", "partners", "coordinator", "learning_partner", "lead",
    "servant",
)  # fmt: skip
LEFT = text("select count(*) from pairing")
SAID = text(
    "select " + ", ".join(f"coalesce(current_setting('app.{one}', true), '')" for one in SETTINGS)
)


class Pooled:
    """The application on one connection, which all requests take in turn."""

    def __init__(self, server, world, keys):
        self.world = world
        self.database = Database(make_engine(server.app_url(QUIET_WORLD), pool_size=1), 1)
        self.app = create_app(Settings(), make_site(self.database, keys), keys)
        self.runner = asyncio.Runner()

    def play(self, scene):
        return self.runner.run(scene)

    async def ask(self, who, ask):
        return await send(self.app, ask, self.world.people[who].token if who else None)

    async def what_is_left(self):
        """Look, with nobody asking, at what a transaction finds that begins now."""
        async with self.database.transaction() as db:
            return await db.scalar(LEFT), set((await db.execute(SAID)).one())

    def close(self):
        self.play(self.database.close())
        self.runner.close()


@pytest.fixture
def pooled(server, world, keys):
    made = Pooled(server, world, keys)
    yield made
    made.close()


NOTHING = (0, {""})


def test_nothing_is_left_after_a_transaction_that_was_kept(pooled, world):
    async def scene():
        async with pooled.database.transaction() as db:
            await enter(db, world.people["tess"].person_id, None, NOW)
            seen = await db.scalar(LEFT)
        return seen, await pooled.what_is_left()

    seen, left = pooled.play(scene())
    add("T8", "pooled connections looked into", 1)
    assert seen > 0
    assert left == NOTHING


@pytest.mark.parametrize("ending", ["raised", "failed in the database", "cancelled", "savepoint"])
def test_nothing_is_left_after_one_that_was_not(pooled, world, ending):
    async def act():
        async with pooled.database.transaction() as db:
            await enter(db, world.people["tess"].person_id, None, NOW)
            assert await db.scalar(LEFT) > 0
            if ending == "raised":
                raise LookupError
            if ending == "failed in the database":
                await db.execute(text("select 1/0"))
            if ending == "savepoint":
                await db.begin_nested()
                raise LookupError
            await db.execute(text("select pg_sleep(60)"))

    async def scene():
        task = asyncio.create_task(act())
        await asyncio.sleep(0.3)
        if ending == "cancelled":
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await pooled.what_is_left()

    add("T8", "pooled connections looked into", 1)
    assert pooled.play(scene()) == NOTHING


def test_requests_that_share_a_connection_share_nothing_else(pooled, world):
    """Each of the cast in turn, and nobody at all in between."""

    async def scene():
        found = []
        for who in (*world.actors, *reversed(world.actors)):
            own = await pooled.ask(who, get("/me"))
            assert own.json()["person"]["id"] == str(world.people[who].person_id)
            found.append(await pooled.what_is_left())
            await pooled.ask(None, get("/readyz"))
            refused = await pooled.ask(None, get("/pairings"))
            assert refused.status == 401
            found.append(await pooled.what_is_left())
        return found

    found = pooled.play(scene())
    add("T8", "pooled connections looked into", len(found))
    assert set(map(str, found)) == {str(NOTHING)}


def test_an_ended_sign_in_enters_nothing(pooled, world):
    async def scene():
        async with pooled.database.transaction() as db:
            actor = await enter(db, world.people["tess"].person_id, uuid4(), NOW)
            return actor, await db.scalar(LEFT), set((await db.execute(SAID)).one())

    assert pooled.play(scene()) == (None, 0, {""})


SMUGGLED = (
    "', true); select set_config('app.operator', 'true', false); --",
    "'; select set_config('app.person', '00000000-0000-0000-0000-000000000000', false); --",
    "%s", "%(who)s", "{operator}", "$1", ":who", "\\'; set app.operator = true; --",
    "app.operator=true", "${app.operator}", "1) or (1=1", "*/ or true /*", "\u02bc or 1=1 --",
)  # fmt: skip


def smuggling(word, world):
    """Put a word wherever a request has room for one."""
    quoted = "".join(f"%{byte:02x}" for byte in word.encode())
    pairing, ours = world.ids["pairing"]["active"], world.ids["programme"]["ours"]
    plain = word.encode("ascii", "ignore").decode()
    for path in ("/pairings", "/participants", "/feedback", "/sessions", "/notes", "/programmes"):
        yield get(f"{path}/{quoted}")
    for name in ("q", "cursor", "state", "role", "programme_id", "limit", "app.operator"):
        yield get(f"/participants?{name}={quoted}")
    for name in (
        "if-match", "idempotency-key", "cookie", "x-request-id", "x-forwarded-user", "app.operator",
        "x-app-person", "accept-language", "referer", "user-agent",
    ):  # fmt: skip
        yield Ask("GET", f"/pairings/{pairing}", headers=((name, plain),))
    yield post("/participants", {"programme_id": str(ours), "role": word, "given_name": word})
    yield post("/pairings", {"programme_id": word, "coach_id": word, "leader_id": word})
    yield post("/sign-in/first/look", {"token": word})
    yield post(f"/programmes/{ours}/{quoted}", {word: word})


def test_nothing_that_is_sent_says_who_is_asking(pooled, world):
    """Whatever is written into a request, the next one is its own asker's, and no more."""

    async def scene():
        before = (await pooled.ask("chen", get("/me"))).told
        statuses = set()
        for word in SMUGGLED:
            for ask in smuggling(word, world):
                answer = await pooled.ask("chen", ask)
                statuses.add(answer.status)
                add("T8", "words smuggled in", 1)
            assert await pooled.what_is_left() == NOTHING
            assert (await pooled.ask("chen", get("/me"))).told == before
            assert (await pooled.ask("chen", get("/pairings"))).json()["items"] == []
        return statuses

    assert pooled.play(scene()) <= {200, 401, 403, 404, 405, 422}


@pytest.mark.parametrize("scheme", ["Bearer ' or 1=1", "Basic dGVzdA==", "bearer", "Bearer null"])
def test_a_token_that_is_none_enters_nobody(pooled, scheme):
    ask = Ask("GET", "/pairings", headers=(("authorization", scheme),))

    assert pooled.play(send(pooled.app, ask, None)).status == 401


def string_calls():
    """Every statement of the application that is written as words, as Python sees it."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("text", "literal_column", "exec_driver_sql") and node.args:
                    yield path.relative_to(SOURCES), node.args[0]


def test_words_are_put_into_statements_only_where_they_are_ours():
    """What people send is always a parameter. These few places fill in names from our own lists."""
    ours = {
        "access/grants.py", "access/lanes.py", "access/enforce.py", "access/relations.py",
        "audit/queries.py", "backup.py", "core/migrate.py", "key_copies.py", "models/audit.py",
        "models/columns.py", "models/feedback.py", "own_data/functions.py",
    }  # fmt: skip
    filled = {str(path) for path, said in string_calls() if not isinstance(said, ast.Constant)}
    assert filled == ours


def test_only_the_migration_sets_who_is_asking():
    said = re.compile(
        r"set_config|app\.(person|operator|mine|member|partners|coordinator|lead|servant)\b"
    )
    found = [path.name for path in SOURCES.rglob("*.py") if said.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize("without", ["seqscan", "indexscan"])
def test_seats_are_told_in_one_order_by_every_plan(stage, without):
    """Else two connections tell the seats of one person otherwise, and each asks twice."""
    index = ("indexscan", "indexonlyscan", "bitmapscan")
    ways = index if without == "indexscan" else ("seqscan",)

    async def told(off):
        async with stage.undone():
            async with stage.as_superuser() as connection:
                for way in off:
                    await connection.execute(text(f"set local enable_{way} = off"))
                await connection.execute(text("discard plans"))
            return {who: await stage.enter(who) for who in stage.world.actors}

    assert stage.play(told(ways)) == stage.play(told(()))


def test_what_is_taken_back_leaves_no_lock_behind(stage):
    """Else a long transaction of many askers comes to where PostgreSQL has room for no more."""
    held = text("select count(*) from pg_locks where pid = pg_backend_pid()"
                " and locktype = 'transactionid'")  # fmt: skip
    session = stage.world.ids["session"]["booked"]
    note = Ask("PUT", f"/sessions/{session}/private-note", {"text": "For a moment."})

    async def scene():
        return [(await stage.ask("amara", note)).status for _ in range(9)]

    assert stage.play(scene()) == [200] * 9
    assert stage.play(stage.connection.scalar(held)) <= 2
