"""A sealed trail shows whatever is altered, taken out, put in or moved, and names the first."""

import asyncio
import copy
import random
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.cast import NOW
from tests.conftest import owners_engine
from tests.figures import add, record

from alongside.audit.seals import SETTLED, digest_of, root_of, seal, verify
from alongside.commands.trail import tell
from alongside.core.db import Database, make_engine

TAMPERINGS = 1000
ENTRIES = """
    insert into {part} (programme_id, id, at, actor_person_id, actor_id, action, thing, thing_id,
                        subject_id, reason, request_id {more})
    select case when n % 7 > 0 then :programme end, gen_random_uuid(),
           cast(:since as timestamptz) + n * interval '7 seconds', :person,
           case when n % 3 > 0 then :actor end, 'pairing:pause', 'pairing', gen_random_uuid(),
           case when n % 2 > 0 then :actor end, case when n % 5 = 0 then 'concern' end,
           md5(n::text) {value}
      from generate_series(1, 60) as n
"""
READ = ("audit_entry", "restricted_entry", "audit_seal")


def rows_of(connection, name):
    return [dict(row) for row in connection.execute(text(f"select * from {name}")).mappings()]


def read(url):
    with owners_engine(url) as engine, engine.connect() as connection:
        open_part, restricted, seals = (rows_of(connection, name) for name in READ)
    return [*open_part, *restricted], seals


@pytest.fixture
def sealed(own_database, cast):
    """Give a database with 120 entries, sealed in three goes but for the last few."""
    asked = {
        "programme": cast.programme.id, "person": cast.efe.person_id,
        "actor": cast.efe.participant_id, "since": NOW,
    }  # fmt: skip
    with owners_engine(own_database.owner_url) as engine, engine.begin() as connection:
        for part, more, value in (
            ("audit_entry", ", kind", ", 'event'"), ("restricted_entry", "", ""),
        ):  # fmt: skip
            connection.execute(text(ENTRIES.format(part=part, more=more, value=value)), asked)

    async def seal_thrice():
        database = Database(make_engine(own_database.app_url, 1), 1)
        for seconds in (140, 280, 385):
            await seal(database, NOW + timedelta(seconds=seconds) + SETTLED)
        await database.close()

    asyncio.run(seal_thrice())
    return own_database


def altered(chance, entries, seals):
    """Change one column of one sealed entry."""
    row = chance.choice(sealed_ones(entries, seals))
    column = chance.choice([name for name in row if name not in ("id", "programme_id")])
    if column == "at":
        row["at"] += timedelta(microseconds=chance.choice([-1, 1]))
    elif isinstance(row[column], UUID):
        row[column] = UUID(int=chance.getrandbits(128))
    else:
        row[column] = f"{row[column] or ''}x"
    return {row["id"]}


def deleted(chance, entries, seals):
    row = chance.choice(sealed_ones(entries, seals))
    entries.remove(row)
    return {row["id"]}


def inserted(chance, entries, seals):
    row = dict(chance.choice(sealed_ones(entries, seals)))
    row["id"] = UUID(int=chance.getrandbits(128), version=4)
    entries.append(row)
    return {row["id"]}


def reordered(chance, entries, seals):
    """Swap two places in a seal, or the ids of two entries of one seal."""
    row = chance.choice([one for one in seals if len(one["ids"]) > 1])
    i, j = sorted(chance.sample(range(len(row["ids"])), 2))
    ids = row["ids"][i], row["ids"][j]
    if chance.random() < 0.5:
        for name in ("ids", "digests"):
            row[name] = list(row[name])
            row[name][i], row[name][j] = row[name][j], row[name][i]
        return set(row["ids"][i : j + 1])
    by_id = {entry["id"]: entry for entry in entries}
    one, other = by_id[ids[0]], by_id[ids[1]]
    one["id"], other["id"] = other["id"], one["id"]
    return set(ids)


def sealed_ones(entries, seals):
    known = {key for row in seals for key in row["ids"]}
    return [row for row in entries if row["id"] in known]


KINDS = (altered, deleted, inserted, reordered)


def test_a_thousand_tamperings_are_found_and_named(sealed):
    entries, seals = read(sealed.owner_url)
    chance, found = random.Random("tampering"), 0
    assert verify(entries, seals).finding is None
    for _ in range(TAMPERINGS):
        mine, their_seals = copy.deepcopy(entries), copy.deepcopy(seals)
        guilty = chance.choice(KINDS)(chance, mine, their_seals)
        finding = verify(mine, their_seals).finding
        found += finding is not None and finding.entry in guilty

    record("Audit", "tamperings of sealed entries found and named", f"{found} of {TAMPERINGS}")
    assert found == TAMPERINGS


REAL = {
    "altered": "update restricted_entry set actor_id = :other where id = :id",
    "missing": "delete from restricted_entry where id = :id",
    "added later": "insert into restricted_entry select programme_id, :other, at, actor_person_id,"
    " actor_id, action, thing, thing_id, subject_id, reason, request_id"
    " from restricted_entry where id = :id",
}


@pytest.mark.parametrize("what", REAL)
def test_what_a_superuser_does_with_the_triggers_off_is_named(sealed, what):
    _, seals = read(sealed.owner_url)
    with owners_engine(sealed.superuser_url) as engine, engine.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        known = {key for row in seals for key in row["ids"]}
        key = next(r["id"] for r in rows_of(connection, "restricted_entry") if r["id"] in known)
        other = UUID(int=7, version=4)
        connection.execute(text(REAL[what]), {"id": key, "other": other})

    verdict = verify(*read(sealed.owner_url))
    add("Audit", "tamperings by a superuser in the database, named", 1)
    assert verdict.finding.what == what
    assert verdict.finding.entry == (other if what == "added later" else key)
    assert f"{verdict.finding.entry}" in tell(verdict)


@pytest.mark.parametrize("part", READ)
@pytest.mark.parametrize(
    "command", ["update {} set {} = {}", "delete from {}", "truncate {}"], ids=str.split
)
def test_not_even_the_owner_alters_what_was_noted(sealed, part, command):
    column = "number" if part == "audit_seal" else "id"
    with (
        owners_engine(sealed.owner_url) as engine,
        engine.connect() as connection,
        pytest.raises(Exception, match="only ever added to"),
    ):
        connection.execute(text(command.format(part, column, column)))


def test_what_is_not_sealed_yet_is_counted_and_the_newest_seals_are_told(sealed):
    verdict = verify(*read(sealed.owner_url))

    assert (verdict.sealed + verdict.waiting, verdict.waiting) == (120, 10)
    assert len(verdict.heads) == 2
    words = tell(verdict)
    assert "110 entries are sealed, 10 not yet." in words
    assert all(head.hex() in words for head in verdict.heads.values())


@pytest.mark.parametrize("column", ["previous", "seal", "number"])
def test_a_seal_that_was_altered_is_named(sealed, column):
    entries, seals = read(sealed.owner_url)
    row = max(seals, key=lambda one: (one["chain"], one["number"]))
    row[column] = 9 if column == "number" else bytes(32)

    assert verify(entries, seals).finding.what in ("seal missing", "seal altered")


def test_a_seal_that_is_gone_is_named(sealed):
    entries, seals = read(sealed.owner_url)
    gone = next(one for one in seals if one["number"] == 2)
    seals.remove(gone)

    finding = verify(entries, seals).finding
    assert (finding.what, finding.seal) == ("seal missing", 2)


def test_no_two_lists_of_digests_come_to_the_same():
    leaves = [bytes([n]) * 32 for n in range(5)]
    roots = {root_of(leaves[:n]) for n in range(6)} | {root_of(leaves[::-1])}

    assert len(roots) == 7


def test_what_is_absent_is_not_what_is_empty(sealed):
    entries, _ = read(sealed.owner_url)
    bare = next(row for row in entries if row["reason"] is None)

    assert digest_of(bare) != digest_of({**bare, "reason": ""})
