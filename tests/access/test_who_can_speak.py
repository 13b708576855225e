"""T8, T9: who can speak for themselves is told to their coordinators alone, and holds them too."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from tests.access.conftest import QUIET_WORLD
from tests.access.test_bypass import enter, rows
from tests.answers import NOBODYS
from tests.figures import add, record

FUNCTION = "select pg_get_functiondef('can_speak(uuid)'::regprocedure)"
# One way of speaking for each: besides Xan, only Tess is left without any.
WAYS = {
    "hana": "email = null",
    "ben": "email = null, password_hash = 'a hash'",
    "idris": "email = null, claimed_at = now()",
    "kofi": "email = null, operator = true",
    "pia": "password_hash = null",
    "tess": "email = null",
}
PASSKEY = """
    insert into passkey (id, person_id, credential_id, public_key, sign_count, name, transports,
                         created_at)
    values (gen_random_uuid(), %s, 'c', 'k', 0, 'Phone', '', now())
"""
WRONG = {
    "asked of everybody": (" and a.programme_id = any (public.app_ids('coordinator'))", ""),
    "asked by every member": ("'coordinator'", "'member'"),
    "who asks is as anybody": ("or p.id = public.app_person()", ""),
    "operators are silent": ("p.operator or", ""),
    "an address is no way": ("p.email, ", ""),
    "a password is no way": ("p.password_hash, ", ""),
    "a sign-in is no way": (", p.claimed_at", ""),
    "a passkey is no way": ("from passkey k where", "from passkey k where false and"),
    "a stranger is silent": (", true)", ", false)"),
}
KEEP = """
    insert into said_for (programme_id, id, participant_id, by_id, means, action, thing, thing_id,
                          created_at)
    values (%s, gen_random_uuid(), %s, %s, 'phone', 'session:book', 'session', gen_random_uuid(),
            now())
"""
SAME_ID = """
    insert into participant (programme_id, id, person_id, role, state, display_name, given_name,
                             family_name, pseudonym, created_at)
    values (%s, %s, person_of(gen_random_uuid(), null, 'X', now()), 'coach', 'active', 'X', 'X',
            'X', 'ABCDEF', now())
"""


@pytest.fixture
def ways(server, world):
    """Give a world in which everybody has another way to speak; nothing of it is kept."""
    url = server.superuser_url(QUIET_WORLD).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        for name, change in WAYS.items():
            connection.execute(
                f"update person set {change} where id = %s", (world.people[name].person_id,)
            )
        connection.execute(PASSKEY, (world.people["hana"].person_id,))
        connection.execute("set local role alongside_app")
        yield connection
        connection.rollback()


def told(connection, world):
    """Ask about everybody as everybody, and about an id that nobody has; give who is silent."""
    ids = world.ids["participant"] | {"nobody": NOBODYS}
    sql = "select can_speak(x.id) from unnest(%s::uuid[]) with ordinality as x (id, n) order by n"
    found = set()
    for who in world.actors:
        enter(connection, world, who)
        said = rows(connection, sql, list(map(str, ids.values())))
        found |= {(who, name) for name, (speaks,) in zip(ids, said, strict=True) if not speaks}
    return found


def promised(world):
    ours = {"efe", "gwen", "tess"}
    of_tess = {
        (who, f"tess.{part}") for who in ours - {"tess"} for part in ("coach", "coordinator")
    }
    return {(who, "xan") for who in ours} | of_tess


def test_it_is_told_to_their_own_coordinators_and_of_the_rest_as_of_nobody(ways, world):
    found = told(ways, world)

    many = len(world.actors) * (len(world.ids["participant"]) + 1)
    record("T8", "questions who can speak for themselves", many)
    assert found == promised(world)


@pytest.mark.parametrize("who", [None, "postman", "housekeeper"])
def test_nobody_else_is_told_it(app_role, world, who):
    if who:
        app_role.execute("select enter_as(%s)", (who,))
    for key in (*world.ids["participant"].values(), NOBODYS):
        assert rows(app_role, "select can_speak(%s)", key) == [(True,)]


@pytest.mark.parametrize("what", WRONG)
def test_no_wrong_form_of_it_survives(ways, world, what):
    right, wrong = WRONG[what]
    ways.execute("reset role")
    ((made,),) = rows(ways, FUNCTION)
    assert right in made
    ways.execute(made.replace(right, wrong))
    ways.execute("set local role alongside_app")
    add("T9", "wrong forms of who can speak, all noticed", 1)

    assert told(ways, world) != promised(world)


def write_down(connection, world, who, whom, by, where="ours"):
    """Write down for somebody, behind the policy's back, what they never said."""
    ids = world.ids["participant"]
    enter(connection, world, who)
    with connection.transaction(force_rollback=True):
        connection.execute(KEEP, (world.ids["programme"][where], ids[whom], ids[by]))


@pytest.mark.parametrize(
    ("who", "whom", "by"),
    [
        ("efe", "amara", "efe"),  # she has an address
        ("efe", "hana", "efe"),  # and she a passkey
        ("efe", "idris", "efe"),  # he has come in
        ("efe", "xan", "gwen"),  # in another's name
        ("tess", "tess.coach", "tess.coordinator"),  # for oneself, without an address
        ("amara", "xan", "amara"),
        ("jo", "xan", "jo"),
        ("wren", "xan", "wren.ours"),  # who coordinated there once
        ("farah", "xan", "efe"),
    ],
)
def test_nobody_keeps_words_of_who_can_speak_or_is_not_theirs(ways, world, who, whom, by):
    add("T8", "words put into somebody's mouth, all refused", 1)
    with pytest.raises(InsufficientPrivilege, match="said_for"):
        write_down(ways, world, who, whom, by)


def test_a_silent_one_of_ones_own_under_the_same_id_opens_no_other_programme(ways, world):
    enter(ways, world, "jo")
    xan = world.ids["participant"]["xan"]
    ways.execute(SAME_ID, (world.ids["programme"]["elsewhere"], xan))
    assert rows(ways, "select can_speak(%s)", xan) == [(False,)]

    write_down(ways, world, "jo", "xan", "jo", "elsewhere")
    with pytest.raises(InsufficientPrivilege, match="said_for"):
        write_down(ways, world, "jo", "xan", "jo", "ours")


def test_their_coordinators_keep_it(ways, world):
    write_down(ways, world, "efe", "xan", "efe")
    write_down(ways, world, "gwen", "tess.coach", "gwen")
