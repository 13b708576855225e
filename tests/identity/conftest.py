from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from sqlalchemy import text
from tests.conftest import owners_engine
from tests.identity.by_mail import Asking
from tests.identity.passkeys import Passkeys
from tests.identity.signing import QUICK_HASH, Signing

from alongside.core.clock import now, use_clock
from alongside.identity import tokens
from alongside.identity.keys import load_keys

settings.register_profile("same_each_time", derandomize=True, deadline=None, max_examples=200)


KNOWN = "update person set password_hash = :hash where id = :id"


class MovedClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, at=datetime(2027, 3, 27, 12, tzinfo=UTC)):
        self.at = at

    def __call__(self):
        return self.at

    def move(self, **by):
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Iterator[MovedClock]:
    moved = MovedClock()
    before = use_clock(moved)
    yield moved
    use_clock(before)


@pytest.fixture
def later() -> Iterator[Callable[..., None]]:
    """Stand still at this moment, and move on when told: `later(seconds=11)`."""
    moved = MovedClock(now())
    before = use_clock(moved)
    yield moved.move
    use_clock(before)


@pytest.fixture
def signing(api, as_owner, cast):
    """Sign in as Hana, who has a password, within a transaction that nobody will keep."""
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.hana.person_id)
    return Signing(api)


@pytest.fixture
def signing_for_good(own_api, own_database, cast):
    """Sign in as Hana where every request is committed."""
    with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
        owner.execute(text(KNOWN), {"hash": QUICK_HASH, "id": cast.hana.person_id})
    return Signing(own_api)


@pytest.fixture
def passkeys(signing):
    return Passkeys(signing)


@pytest.fixture
def token(signing, later):
    """Sign Hana in at a moment that stays until it is told to pass."""
    return signing.in_with().json()["access_token"]


@pytest.fixture
def required(api):
    """Serve as with ALONGSIDE_SECOND_FACTOR=required."""
    state = api.app.state
    before, state.site = state.site, replace(state.site, second_factor_required=True)
    yield
    state.site = before


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def ring(clock, folder):  # the clock is moved before a key is made
    return load_keys(folder)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    tokens._memory.clear()


@pytest.fixture
def asking(api, as_owner, later):
    """Ask for mails, and read what was posted."""
    return Asking(api, as_owner)
