"""T9: a row-security policy that is wrong in one place is noticed, whatever the place."""

from fnmatch import fnmatchcase

import pytest
from sqlalchemy import text
from tests.access.asking import OneConnection
from tests.access.attempts import attempt, key_of, privileges, sweep, swept, visible
from tests.access.conftest import QUIET_WORLD
from tests.access.facts import TABLES
from tests.access.lock import LOCK, promised, told_of
from tests.access.lock_mutants import POLICIES, WRONG_ENTERING, LockMutant, mutants_of
from tests.access.stage import Stage
from tests.conftest import make_site
from tests.figures import FULL, record
from tests.lasting import make_lasting_engine

from alongside.app import create_app
from alongside.settings import Settings

EVERY = 10
SEEN = [name for name in TABLES if "select" in privileges(name)]
# Wrong in writing and not in meaning.
SAME: dict[str, str] = {
    "note *: using without the condition *'private'*": "only private notes have an author",
    "organisation select: using without the condition *app_person*": "members are somebody",
    "organisation select: using mine for member *": "who has a place is in a programme",
    "participant update: using without the condition *'coordinator'*": (
        "what it is changed into must be one's own or coordinated: an operator's never is"
    ),
    "said_for insert: with check without the condition *'coordinator'*": (
        "of whom one does not coordinate can_speak says that they can; for one id in two "
        "programmes see test_who_can_speak.py"
    ),
    "said_for insert: with check member for coordinator *": "the same",
}


@pytest.fixture(scope="module")
def quiet(server, world, keys):
    """Give a stage of our own: changing a policy holds the table until it is taken back."""
    site = make_site(OneConnection(), keys)
    app = create_app(Settings(), site, keys)
    made = Stage(world, app, make_lasting_engine(server.superuser_url(QUIET_WORLD)))
    made.play(made.open())
    yield made
    made.end()


class Watch:
    """Looks at one table through everybody's eyes, and compares it with what is written down."""

    def __init__(self, stage, facts):
        self.stage, self.facts = stage, facts
        self.told = {who: told_of(facts, one.person_id) for who, one in stage.world.actors.items()}

    async def agrees(self, table, doing):
        for who, told in self.told.items():
            async with self.stage.undone():
                await self.stage.enter(who)
                if not await self._agrees_for(told, table, doing):
                    return False
        return True

    async def _agrees_for(self, told, table, doing):
        lock, rows = LOCK[table], self.facts[table]
        if doing == "select":
            seen = await visible(self.stage.connection, table)
            return seen == {key_of(table, row) for row in rows if lock.reads(told, row)}
        granted = doing in privileges(table)
        said = await attempt(self.stage.connection, table, doing, rows)
        wanted = [promised(lock, doing, told, row, granted=granted) for row in rows]
        if said != wanted or doing == "insert":
            return said == wanted
        reached = await sweep(self.stage.connection, table, doing)
        return reached in swept(table, doing, told, rows)


@pytest.fixture(scope="module")
def watch(quiet, facts):
    return Watch(quiet, facts)


async def all_mutants(stage) -> list[LockMutant]:
    found = (await stage.connection.execute(text(POLICIES))).all()
    return [mutant for policy in found for mutant in mutants_of(*policy)]


def sample(mutants):
    """Give all of them, or in `make test` the plainest and every so many others."""
    if FULL:
        return mutants
    plain = [one for one in mutants if one.what.endswith(("dropped", "open"))]
    return [*plain, *[one for one in mutants if one not in plain][::EVERY]]


async def survives(stage, watch, mutant):
    async with stage.undone():
        async with stage.as_superuser() as connection:
            await connection.exec_driver_sql(mutant.sql.replace("%", "%%"))
        return await watch.agrees(mutant.table, mutant.doing)


def meant_the_same(mutant):
    return next((why for said, why in SAME.items() if fnmatchcase(mutant, said)), None)


def test_no_wrong_lock_survives(quiet, watch):
    async def scene():
        every = await all_mutants(quiet)
        tried = sample(every)
        return every, tried, [str(one) for one in tried if await survives(quiet, watch, one)]

    every, tried, unnoticed = quiet.play(scene())
    survivors = [one for one in unnoticed if not meant_the_same(one)]
    record("T9", "wrong locks tried", f"{len(tried)} of {len(every)}")
    record("T9", "of these locks the same in meaning, each listed", len(unnoticed) - len(survivors))
    record("T9", "wrong locks that survived", len(survivors))
    assert survivors == []


ENTER = text("select pg_get_functiondef('enter(uuid, uuid, timestamptz)'::regprocedure)")


@pytest.mark.parametrize("what", WRONG_ENTERING)
def test_no_wrong_word_to_the_lock_survives(quiet, watch, what):
    right, wrong = WRONG_ENTERING[what]

    async def scene():
        async with quiet.undone():
            async with quiet.as_superuser() as connection:
                made = await connection.scalar(ENTER)
                assert right in made
                await connection.exec_driver_sql(made.replace(right, wrong).replace("%", "%%"))
            return [name for name in SEEN if not await watch.agrees(name, "select")]

    assert quiet.play(scene()) != []
