"""Nobody is served from a database that could lose, or show, what it should not."""

import asyncio

import pytest
from sqlalchemy import make_url, text
from tests.conftest import owners_engine

from alongside.core.checks import UnsafeDatabase, check_database
from alongside.core.db import make_engine

ROLE = "somebody"
PASSWORD = "herons"  # of a role that lives as long as one test
LIKE_OURS = f"create role {ROLE} login password '{PASSWORD}' nosuperuser nocreaterole nobypassrls"

UNSAFE = {
    "a superuser": (f"alter role {ROLE} superuser", "is a superuser"),
    "one that row security does not bind": (f"alter role {ROLE} bypassrls", "bypasses row"),
    "the owner of a table": (f"alter table note owner to {ROLE}", "owns tables"),
    "a member of the owner": (f"grant alongside_owner to {ROLE}", "member of one that owns"),
    "a member that has to say so": (
        f"alter role {ROLE} noinherit; grant alongside_owner to {ROLE}", "member of one that owns"
    ),
    "a member of a member": (
        f"create role between; grant alongside_owner to between; grant between to {ROLE}",
        "member of one that owns",
    ),
    "one that makes roles": (f"alter role {ROLE} createrole", "may become one"),
    "one that makes tables": (f"grant create on schema public to {ROLE}", "may make things"),
    "anybody, who makes tables": ("grant create on schema public to public", "may make things"),
    "one that makes technical tables": (
        f"grant create on schema technical to {ROLE}", "may make things"
    ),
    "one that makes schemas": (f"grant create on database {{name}} to {ROLE}", "may make things"),
    "one that empties tables": (f"grant truncate on note to {ROLE}", "may empty tables"),
    "one that adds triggers": (f"grant trigger on note to {ROLE}", "may empty tables"),
    "one that waits for no disk": (
        f"alter role {ROLE} set synchronous_commit = off", "synchronous_commit is off"
    ),
}  # fmt: skip


@pytest.fixture
def tell(own_database):
    """Say something to the database as its superuser. A role of the test is gone afterwards."""
    with owners_engine(own_database.superuser_url, isolation_level="AUTOCOMMIT") as engine:

        def say(statement):
            with engine.connect() as superuser:
                superuser.execute(text(statement.format(name=own_database.name)))

        say(LIKE_OURS)
        yield say
        say(f"reassign owned by {ROLE} to alongside_owner; drop owned by {ROLE}; drop role {ROLE}")
        say("drop role if exists between")


def check(url):
    async def look():
        engine = make_engine(url)
        try:
            await check_database(engine)
        finally:
            await engine.dispose()

    asyncio.run(look())


def test_our_own_role_is_safe(own_database):
    check(own_database.app_url)


def test_a_role_of_which_nothing_was_said_is_safe(own_database, tell):
    check(as_somebody(own_database))


def as_somebody(own_database):
    url = make_url(own_database.app_url).set(username=ROLE, password=PASSWORD)
    return url.render_as_string(hide_password=False)


@pytest.mark.parametrize(("said", "words"), UNSAFE.values(), ids=UNSAFE)
def test_others_are_refused_in_words(own_database, tell, said, words):
    tell(said)

    with pytest.raises(UnsafeDatabase) as refused:
        check(as_somebody(own_database))

    assert words in str(refused.value)


def test_the_owner_itself_is_refused(own_database):
    with pytest.raises(UnsafeDatabase, match="owns tables"):
        check(own_database.owner_url)
