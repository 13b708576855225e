"""Whatever is asked, the answer is one that the contract tells: schemathesis asks."""

import random

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text
from starlette.responses import JSONResponse
from tests.api.fuzzing import run
from tests.api.seeding import bindings, give_password, look_around, seed
from tests.api.watching import KEEP, Kept, Watched
from tests.conftest import make_site, owners_engine
from tests.figures import FULL, counts, record

from alongside.app import create_app
from alongside.core.db import Database, make_engine
from alongside.identity import passwords
from alongside.settings import Settings

SEED = 20270104
EXAMPLES = counts(8, 100)

# Who asks, and how many operations they reach at the least: that is, get a 2xx from.
PEOPLE = {"efe": ("coordinator", 45), "amara": ("coach", 45), "chen": ("learning partner", 26)}
OTHERS = {"farah": ("operator", 20), "ben": ("leader", 40)}
# In `make test` one person tries every bound of every field: they are the same for all.
THOROUGH = {"efe"}

REOPEN = "update sign_in set ended_at = null"


@pytest.fixture
def cheap_passwords(monkeypatch):
    """Hash at little cost: how dear it is to guess a password is tested elsewhere."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "_hasher", cheap)
    passwords._stand_in.cache_clear()
    yield
    passwords._stand_in.cache_clear()


def as_superuser(database, statement):
    with owners_engine(database.superuser_url) as engine, engine.begin() as connection:
        connection.execute(text(statement))


@pytest.fixture
def learn(own_api, own_database, cast, cheap_passwords):
    """Make a programme in full swing, keep it as it is, and tell what somebody knows of it."""

    def learned(member):
        seed(own_api, cast)
        cookie = give_password(own_api, cast, member) if member.participant_id else ""
        as_superuser(own_database, REOPEN)  # whoever sets a password is signed out elsewhere
        known = look_around(own_api, cast, member, cookie)
        as_superuser(own_database, KEEP)
        return known

    return learned


CALLED = "http://testserver"  # by schemathesis


@pytest.fixture
def app(own_database, keys):
    """Give an application that schemathesis starts and stops in a loop of its own."""
    site = make_site(Database(make_engine(own_database.app_url)), keys)
    return create_app(Settings(public_url=CALLED), site, keys)


@pytest.fixture
def watched(app, own_database):
    return Watched(app, app.openapi(), Kept(own_database.superuser_url))


def settings(name):
    return {
        "seed": SEED,
        "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
        "phases": {
            "coverage": {"enabled": FULL or name in THOROUGH},
            # What is asked follows from the seed, and not from what was answered.
            "fuzzing": {"error-feedback": {"enabled": False}},
        },
    }


def tell(role, watched, met):
    calls, fitting = watched.answers.total(), met.fitting
    share = fitting[True] / fitting.total()
    record(
        "schemathesis",
        role,
        f"{calls} calls, {met.checks} checks, {len(watched.reached)} operations answered 2xx,"
        f" as was {share:.0%} of what fits its schema",
    )


@pytest.mark.parametrize("name", [*PEOPLE, *(OTHERS if FULL else ())])
def test_every_answer_is_as_the_contract_says(watched, learn, cast, document, name):
    role, least = (PEOPLE | OTHERS)[name]
    known = learn(getattr(cast, name))
    random.seed(SEED)

    met = run(watched, settings(name) | bindings(known, document))

    tell(role, watched, met)
    assert met.failures == []
    assert len(watched.reached) >= least


def test_one_wrong_answer_would_be_noticed(app, watched, learn, cast):
    health = {"exclude-operation-id": "read_health", "enabled": False}

    async def lying(scope, receive, send):
        if (scope.get("method"), scope.get("path")) == ("GET", "/healthz"):
            await JSONResponse({"status": 3})(scope, receive, send)
        else:
            await app(scope, receive, send)

    learn(cast.chen)
    watched.app = lying
    met = run(watched, settings("chen") | {"operations": [health]})

    told = "\n".join(met.failures)
    assert "response_schema_conformance" in told
    assert "response_headers_conformance" in told
