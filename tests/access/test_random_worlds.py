"""T7: in worlds made up by chance, policy, lock and plain words agree for everybody in them."""

import os
from collections import Counter

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from tests.access import oracle
from tests.access.attempts import as_json, attempt, privileges
from tests.access.facts import TABLES, Facts
from tests.access.lock import LOCK, promised, told_of
from tests.access.random_worlds import make_up
from tests.cast import NOW
from tests.figures import add, counts, record

from alongside.access.actor import enter
from alongside.access.enforce import newest, one
from alongside.access.policy import POLICY, Action
from alongside.core.errors import NotFound
from alongside.declarations.queries import DECLARATIONS
from alongside.feedback.queries import FEEDBACK, OFFERED
from alongside.imports.queries import IMPORTS
from alongside.notes.queries import NOTES
from alongside.organisations.queries import ORGANISATIONS
from alongside.pairings.queries import PAIRINGS
from alongside.participants.queries import PARTICIPANTS
from alongside.programmes.queries import PROGRAMMES
from alongside.said_for.queries import SAID_FOR
from alongside.sessions.queries import SESSIONS

SEED = os.environ.get("ALONGSIDE_SEED", "side by side")
TOGETHER = 25
MANY = 1000
LISTS = (
    ORGANISATIONS, PROGRAMMES, PARTICIPANTS, PAIRINGS, SESSIONS, NOTES, FEEDBACK, OFFERED,
    DECLARATIONS, IMPORTS, SAID_FOR,
)  # fmt: skip
CONFIDENTIAL = ("note", "feedback", "declaration")


def gathered(worlds):
    """Put the rows of several worlds together, as the tables of one database."""
    return Facts({name: [r for w in worlds for r in w.tables[name]] for name in TABLES})


async def write(stage, facts):
    async with stage.as_superuser() as connection:
        for table in ("person", "programme", "participant", "pairing", "session"):
            await fill(connection, table, facts[table])
        for table in (*CONFIDENTIAL, "roster_import", "said_for"):
            await fill(connection, table, facts[table])


async def fill(connection, table, rows):
    given = "[" + ",".join(as_json(row) for row in rows) + "]"
    sql = f"insert into {table} select * from jsonb_populate_recordset(null::{table}, :given)"
    await connection.execute(text(sql), {"given": given})


async def read_by_lock(stage):
    """Give the ids of all rows in the tables of the policy that the lock shows, in one look."""
    tables = sorted({rule.on.name for rule in POLICY.values()})
    looks = (f"select '{name}', array_agg(id) from {name}" for name in tables)
    found = await stage.connection.execute(text(" union all ".join(looks)))
    return {name: set(ids or ()) for name, ids in found.all()}


async def read_by_policy(db, actor):
    """Give the ids in every list, by the action that it asks for."""
    return {
        each.read: [row[each.key] for row in await newest(db, actor, each, {}, size=MANY)]
        for each in LISTS
    }


def in_plain_words(facts, person, action, key):
    rows = facts[POLICY[action].on.name]
    return {row[key] for row in rows if oracle.may(facts, person, action, row)}


class Comparison:
    """One person of a world that was made up, before the three of them."""

    def __init__(self, stage, facts, world, person):
        self.stage, self.facts, self.world, self.person = stage, facts, world, person
        self.wrong = []

    async def make(self):
        async with self.stage.undone(), AsyncSession(bind=self.stage.connection) as db:
            actor = await enter(db, self.person, None, NOW)
            by_policy = await read_by_policy(db, actor)
            by_lock = await read_by_lock(self.stage)
            self.compare(by_policy, by_lock)
            self.compare_partners(by_lock)
            await self.try_singles(db, actor, by_policy)
            await self.try_writes()
        return self.wrong

    def compare(self, by_policy, by_lock):
        for each in LISTS:
            listed = by_policy[each.read]
            if len(listed) != len(set(listed)):
                self.wrong.append((each.read, "comes twice"))
            known = set(listed) & {row[each.key] for row in self.rows(each)}
            if known != in_plain_words(self.facts, self.person, each.read, each.key):
                self.wrong.append((each.read, "is not what the words say"))
        offered = {r["offered_id"]: r["id"] for r in self.facts["feedback"]}
        of_feedback = {offered[key] for key in by_policy[Action.OFFERED_FEEDBACK_READ]}
        for each in LISTS:
            table = POLICY[each.read].on.name
            seen = of_feedback if each is OFFERED else set(by_policy[each.read])
            if table == "feedback":
                seen = seen | of_feedback | set(by_policy[Action.FEEDBACK_READ])
            if seen != by_lock[table]:
                self.wrong.append((each.read, "is not what the lock shows"))

    def compare_partners(self, by_lock):
        """U6, whatever the policy says: nobody sees a tie of whom they were ever paired with."""
        mine = {o["id"] for o in self.world.tables["participant"] if o["person_id"] == self.person}
        pairs = [{one["coach_id"], one["leader_id"]} for one in self.world.tables["pairing"]]
        partners = set().union(*(pair - mine for pair in pairs if pair & mine))
        ties = self.world.tables["declaration"]
        theirs = {one["id"] for one in ties if one["participant_id"] in partners}
        add("T7", "ties of a partner, read by nobody of the two", len(theirs))
        if theirs & by_lock["declaration"]:
            self.wrong.append((Action.DECLARATION_READ, "is of a partner"))

    def rows(self, listing):
        return self.facts[POLICY[listing.read].on.name]

    async def try_singles(self, db, actor, by_policy):
        for _ in range(counts(quick=1, full=3)):
            each = self.world.chance.choice([one for one in LISTS if self.rows(one)])
            key = self.world.chance.choice(self.rows(each))[each.key]
            try:
                found = (await one(db, actor, each, key))[each.key] == key
            except NotFound:
                found = False
            add("T7", "single rows compared", 1)
            if found != (key in by_policy[each.read]):
                self.wrong.append((each.read, "differs by itself"))

    async def try_writes(self):
        """Try one kind of writing on every row of this world, and on a few of others."""
        name = self.world.chance.choice([t for t in TABLES if self.world.tables[t]])
        doing = self.world.chance.choice(["insert", "update", "delete"])
        rows = self.world.tables[name] + self.facts[name][:3]
        told, granted = told_of(self.facts, self.person), doing in privileges(name)
        said = await attempt(self.stage.connection, name, doing, rows)
        add("T7", "writes tried behind the policy's back", len(said))
        self.wrong += [
            (name, doing, row, got)
            for row, got in zip(rows, said, strict=True)
            if got != promised(LOCK[name], doing, told, row, granted=granted)
        ]


def batches():
    return range(counts(quick=8, full=80))


@pytest.fixture(scope="module")
def empty_stage(stage):
    """Give the world without anything in it, for the time of these tests."""

    async def clear():
        kept = await stage.connection.begin_nested()
        async with stage.as_superuser() as connection:
            # As a copy would be filled: what refuses to be emptied is not asked.
            await connection.execute(text("set local session_replication_role = replica"))
            await connection.execute(text(f"truncate {', '.join(TABLES)}"))
            await connection.execute(text("set local session_replication_role = origin"))
        return kept

    kept = stage.play(clear())
    yield stage
    stage.play(kept.rollback())


@pytest.mark.parametrize("batch", batches())
def test_policy_lock_and_words_agree(empty_stage, batch):
    stage, tally = empty_stage, Counter()
    worlds = [make_up(f"{SEED} {batch} {i}") for i in range(TOGETHER)]
    facts = gathered(worlds)

    async def scene():
        async with stage.undone():
            await write(stage, facts)
            return [
                (n, row["id"], wrong)
                for n, world in enumerate(worlds)
                for row in world.tables["person"]
                for wrong in await Comparison(stage, facts, world, row["id"]).make()
            ]

    wrong = stage.play(scene())
    tally["worlds"] = len(worlds)
    add("T7", "random worlds", len(worlds))
    add("T7", "people who looked", len(facts["person"]))
    add("T7", "rows made up", sum(len(facts[name]) for name in TABLES))
    record("T7", "seed", SEED)
    assert wrong == [], f"seed {SEED!r}, batch {batch}"
