"""However many strangers try passwords at once, a known device does not wait behind them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, current_thread

import pytest
from sqlalchemy import text
from tests.answers import said
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.signing import PASSWORD, QUICK_HASH, device_of

from alongside.identity import account, passwords, queues, service

WRONG = "three herons on a wall"
PATIENCE = 60  # seconds, until a test gives up; nothing that it waits for takes as long
HANA, NOBODY = "hana@example.org", "nobody@example.org"
KEPT_TRIES = "select count(*) from tries"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(passwords, "_stand_in", lambda: QUICK_HASH)


@pytest.fixture
def device(signing_for_good):
    """Give the cookie of a device on which Hana signed in before."""
    return device_of(signing_for_good.in_with())


@pytest.fixture
def crowd(signing_for_good, monkeypatch):
    """Have the strangers' line as full as it may be, and its work stand still, for a while."""
    go, full, waiting = Event(), Event(), []
    run, verify = queues.Line.run, passwords._hasher.verify

    async def waited(line, work):
        if line is queues.STRANGERS:
            waiting.append(work)
            if len(waiting) == line.most:
                full.set()
        return await run(line, work)

    def slowly(given, stored):
        if "strangers" in current_thread().name:
            assert go.wait(PATIENCE)
        return verify(given, stored)

    @contextmanager
    def stands_still():
        monkeypatch.setattr(queues.Line, "run", waited)
        monkeypatch.setattr(passwords._hasher, "verify", slowly)
        most = queues.STRANGERS.most
        with ThreadPoolExecutor(most) as pool:
            asked = [
                pool.submit(signing_for_good.in_with, f"p{n}@x.example", WRONG) for n in range(most)
            ]
            try:
                assert full.wait(PATIENCE)
                yield [one.result for one in asked]
            finally:
                go.set()

    return stands_still


def test_a_known_device_passes_a_full_line_of_strangers_and_the_next_stranger_comes_again(
    signing_for_good, device, crowd
):
    signing = signing_for_good
    with crowd() as strangers:
        known = signing.in_with(device=device)
        next_one = signing.in_with(NOBODY, WRONG)
    after = [one(PATIENCE).status_code for one in strangers]

    assert known.status_code == 200
    assert next_one.status_code == 503
    assert next_one.json()["code"] == "unavailable"
    assert next_one.headers["content-type"] == "application/problem+json"
    assert next_one.headers["retry-after"] == str(queues.COME_AGAIN)
    record("SIGN-IN", "strangers in line when a known device came in", len(after))
    record("SIGN-IN", "of these refused once they stood there", len(after) - after.count(401))
    assert after == [401] * queues.STRANGERS.most


def test_all_places_are_free_again_afterwards(signing_for_good, device, crowd):
    with crowd():
        assert signing_for_good.in_with(NOBODY, WRONG).status_code == 503
    assert signing_for_good.in_with(NOBODY, WRONG).status_code == 401
    for _ in range(5):
        signing_for_good.in_with("slow@x.example", WRONG)
    assert signing_for_good.in_with("slow@x.example", WRONG).status_code == 429
    assert signing_for_good.in_with(device=device).status_code == 200

    assert (queues.STRANGERS.here, queues.KNOWN.here) == (0, 0)


def test_strangers_are_refused_alike_before_anybody_looks_whose_address_it_is(
    signing_for_good, crowd, monkeypatch, own_database
):
    signing = signing_for_good
    with crowd():
        monkeypatch.setattr(service, "find_account", lambda *_: pytest.fail("it was looked at"))
        refused = [signing.in_with(HANA), signing.in_with(HANA, WRONG), signing.in_with(NOBODY)]
        with owners_engine(own_database.owner_url) as engine, engine.connect() as owner:
            counted = owner.scalar(text(KEPT_TRIES))

    assert [one.status_code for one in refused] == [503] * 3
    assert said(refused[0]) == said(refused[1]) == said(refused[2])
    assert counted == 2 * queues.STRANGERS.most, "two budgets for each of them, and none for these"


def test_whoever_is_known_elsewhere_only_is_a_stranger_here(signing_for_good, device, crowd):
    """A device on which Hana is known opens no line to other addresses, whosever they are."""
    signing = signing_for_good
    with crowd():
        others = [signing.in_with(who, WRONG, device=device) for who in ("ben@example.org", NOBODY)]
        made_up = signing.in_with(HANA, device="x" * 150)

    assert [one.status_code for one in (*others, made_up)] == [503] * 3
    assert said(others[0]) == said(others[1]) == said(made_up)


def test_whoever_is_signed_in_shows_and_changes_a_password_meanwhile(signing_for_good, crowd):
    signing = signing_for_good
    token = signing.in_with().json()["access_token"]
    new = {"current_password": PASSWORD, "new_password": "seven geese over the loch"}
    with crowd():
        shown = signing.ask("POST", "/me/confirm", {"password": PASSWORD}, token=token)
        changed = signing.ask("POST", "/me/password", new, token=token)

    assert (shown.status_code, changed.status_code) == (204, 204)


def test_a_first_link_stays_good_where_the_line_is_full_and_no_password_needs_no_line(
    signing_for_good, cast, crowd, monkeypatch
):
    signing = signing_for_good
    link = signing.link_for(cast.idris, cast.efe)
    with crowd():
        with monkeypatch.context() as looking:
            looking.setattr(account, "look_at_link", lambda *_: pytest.fail("it was looked at"))
            assert signing.first(link).status_code == 503
            assert said(signing.first(link)) == said(signing.first("A" * 43))
        assert signing.first(link, None).status_code == 200


def test_the_line_of_known_devices_is_not_without_end_either(signing_for_good, device, monkeypatch):
    monkeypatch.setattr(queues.KNOWN, "most", 0)

    assert signing_for_good.in_with(device=device).status_code == 503
    assert signing_for_good.in_with().status_code == 200
