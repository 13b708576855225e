"""T1: what docs/access.md says is told besides the policy's table is so, and there is nothing more.

The words are said again here: whoever changes what is told, or the words alone, meets this test.
"""

import psycopg
import pytest
from sqlalchemy import text
from tests.access.asking import get
from tests.access.attempts import privileges
from tests.access.conftest import QUIET_WORLD
from tests.access.facts import TABLES
from tests.access.lock import LOCK, own_person
from tests.access.operations import PREFIX, operations_of
from tests.figures import record

from alongside.access.document import BESIDES, write_document
from alongside.access.policy import POLICY

HELPERS, LOOKED, AGREED = "/programmes/{programme_id}/helpers", "/who-looked", "/me/consents"
SAID = {
    HELPERS: "everybody in the programme: the names and roles of its coordinators, learning"
    " partners and safeguarding leads, and which of them are leads",
    LOOKED: "the person whose they are, in every programme, and after they have left",
    AGREED: "the person who said it, and nobody else",
}
# Every function that gives rows to the application, and whose it is to be told them.
TO_WHOM = {
    "readers_of": "besides",
    "who_looked": "besides",
    "programme_events": "audit:read",
    "restricted_entries": "restricted_audit:read",
    "who_signs_in_by": "import:make",
    "own_key": "a key of one's own places, to seal by",
    "my_participations": "one's own account",
    "find_account": "signing in",
    "find_sign_in": "signing in",
    "find_passkey": "signing in",
    "read_sign_in_link": "signing in",
    "use_mail_token": "signing in",
    "wrapping_keys_in_use": "the start: names of keys, and nobody's",
    "take_mail": "postman",
    "forget_due": "housekeeper",
    "who_was_erased": "housekeeper",
    "forgotten_mails": "housekeeper",
}
# Tables that may be read and that no action is on: what they are part of, where not one's own.
PART_OF = {"session_person": "session", "imported_row": "roster_import"}
OWN = {"person", "sign_in", "second_factor", "recovery_code", "passkey", "kept_answer", "erasure"}
FUNCTIONS = """
    select distinct p.proname from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.proretset
       and has_function_privilege('alongside_app', p.oid, 'execute')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""
NOTED = text("""
    insert into audit_entry (programme_id, id, at, actor_person_id, actor_id, action, thing,
                             thing_id, subject_id, kind)
    select p.programme_id, gen_random_uuid(), now(), :person, :actor, 'participant:read',
           'participant', p.id, p.id, 'reading' from participant p
""")


def test_the_words_are_these_and_each_stands_for_something(stage):
    paths = {one.path for one in operations_of(stage.app.openapi())}

    assert {one.path: one.to_whom for one in BESIDES} == SAID
    assert {PREFIX + path for path in SAID} <= paths
    assert all(f"(`{one.path}`): {one.to_whom}." in write_document() for one in BESIDES)


def test_nothing_else_is_told_by_a_function(server, world):
    with psycopg.connect(server.superuser_url(QUIET_WORLD).replace("+psycopg", "")) as superuser:
        found = {name for (name,) in superuser.execute(FUNCTIONS)}
    actions = {one.value for one in POLICY}

    record("T1", "functions that tell somebody something, each with whom", len(found))
    assert found == TO_WHOM.keys()
    assert {one for one in TO_WHOM.values() if ":" in one and " " not in one} <= actions
    besides = {one.out_of for one in BESIDES} - set(TABLES)
    assert {name for name, whom in TO_WHOM.items() if whom == "besides"} == besides


def test_nothing_else_is_read_in_a_table_that_no_action_is_on():
    governed = {rule.on.name for rule in POLICY.values()}
    apart = {name for name in TABLES if "select" in privileges(name)} - governed - PART_OF.keys()

    assert apart == OWN | ({one.out_of for one in BESIDES} & set(TABLES))
    assert {name for name in apart if LOCK[name].reads is not own_person} == {"person"}
    assert set(PART_OF.values()) <= governed


def helps(row):
    helping = row["role"] in ("coordinator", "learning_partner") or row["safeguarding_lead"]
    return row["state"] == "active" and helping


def as_told(row):
    return tuple(row[name] for name in ("display_name", "role", "safeguarding_lead"))


def test_who_helps_is_told_to_everybody_in_the_programme(stage, facts):
    async def scene():
        for who, member in stage.world.actors.items():
            inside = {one.programme for one in facts.places(member.person_id) if one.participant}
            for here in stage.world.ids["programme"].values():
                answer = await stage.ask(who, get(HELPERS.format(programme_id=here)))
                yield who, here, here in inside, answer

    async def gather():
        return [one async for one in scene()]

    for who, here, is_inside, answer in stage.play(gather()):
        told = sorted(map(as_told, answer.json().get("items", ())))
        theirs = [one for one in facts["participant"] if one["programme_id"] == here and helps(one)]
        assert told == (sorted(map(as_told, theirs)) if is_inside else []), who
        assert len(theirs) > 1


@pytest.mark.parametrize("reader", ["efe", "jo"])
def test_who_looked_is_told_to_whoever_was_looked_at(stage, facts, reader):
    """Somebody looks at everybody in every programme, and at those who have left."""
    looked, mine = {}, stage.world.people[reader]

    async def scene():
        async with stage.undone():
            async with stage.as_superuser() as connection:
                await connection.execute(NOTED, {"person": mine.person_id, "actor": mine.id})
            for who in stage.world.actors:
                looked[who] = (await stage.ask(who, get(LOOKED))).json()["items"]

    stage.play(scene())
    for who, member in stage.world.actors.items():
        places = [p for p in facts["participant"] if p["person_id"] == member.person_id]
        expected = [] if who == reader else sorted(str(one["programme_id"]) for one in places)
        assert sorted(one["programme_id"] for one in looked[who]) == expected, who
    assert len(looked["wren"]) == 2
    assert len(looked["noor"]) == 1
    assert looked["sol"] == []


def test_what_was_agreed_is_told_to_whoever_said_it(stage, facts):
    async def scene():
        return {who: await stage.ask(who, get(AGREED)) for who in stage.world.actors}

    for who, answer in stage.play(scene()).items():
        person = stage.world.people[who].person_id
        theirs = [one["language"] for one in facts["consent"] if one["person_id"] == person]
        assert [one["language"] for one in answer.json()["ledger"]] == theirs, who
    assert len(facts["consent"]) > 1
