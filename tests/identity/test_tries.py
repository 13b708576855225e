"""Guessing gets slow, from wherever it is done, and nobody is locked out by what others do."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.answers import said
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.conftest import KNOWN
from tests.identity.signing import ANOTHER, PASSWORD, QUICK_HASH, device_of

from alongside.core.clock import now
from alongside.identity import passwords
from alongside.identity.tries import PASSWORD as RULE
from alongside.identity.tries import at_account, wait_after

WRONG = "three herons on a wall"
HANA, NOBODY = "hana@example.org", "nobody@example.org"
ATTACKERS = 1000


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(passwords, "_stand_in", lambda: QUICK_HASH)


@pytest.fixture
def device(signing, later):
    """Give the cookie of a device on which Hana signed in before."""
    return device_of(signing.in_with())


def hosts(number):
    return [f"10.{n // 250}.{n % 250}.7" for n in range(number)]


def test_a_few_wrong_tries_are_free_and_then_each_wait_is_longer(signing, later):
    statuses = [signing.in_with(password=WRONG).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]

    waits = []
    for _ in range(8):
        refused = signing.in_with()
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_tries")
        waits.append(int(refused.headers["retry-after"]))
        later(seconds=waits[-1])
        assert signing.in_with(password=WRONG).status_code == 401
    assert waits == [wait_after(n) for n in range(5, 13)] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_to_ask_while_one_has_to_wait_makes_the_wait_no_longer(signing, later):
    for _ in range(50):
        signing.in_with(password=WRONG)
    later(seconds=1)

    assert signing.in_with().status_code == 200


def test_whoever_has_to_wait_costs_no_work(signing, later, monkeypatch):
    for _ in range(5):
        signing.in_with(password=WRONG)
    monkeypatch.setattr(passwords._hasher, "verify", lambda *_: pytest.fail("work was done"))

    assert signing.in_with().status_code == 429


def test_who_signs_in_begins_anew(signing, later):
    for _ in range(3):
        statuses = {signing.in_with(password=WRONG).status_code for _ in range(4)}
        assert statuses == {401}
        assert signing.in_with().status_code == 200


def test_after_a_quiet_hour_all_is_forgotten(signing, later):
    for _ in range(5):
        signing.in_with(password=WRONG)
    assert signing.in_with().status_code == 429
    later(hours=1)

    assert [signing.in_with(password=WRONG).status_code for _ in range(5)] == [401] * 5


def test_an_attacker_with_a_thousand_addresses_does_not_keep_a_known_device_out(
    signing, device, later
):
    tries, wrong, refused = 0, 0, 0
    for host in hosts(ATTACKERS):
        answer = signing.in_with(password=WRONG, host=host)
        wrong, refused = wrong + (answer.status_code == 401), refused + (answer.status_code == 429)
        if refused == 1:
            tries += 1
            assert signing.in_with(device=device).status_code == 200
    last = [signing.in_with(device=device, host=hosts(ATTACKERS)[0]).status_code for _ in range(2)]

    record("SIGN-IN", "addresses an attacker tried one account from", ATTACKERS)
    record("SIGN-IN", "tries of theirs that were checked, and refused", f"{wrong}, {refused}")
    record("SIGN-IN", "tries at which a known device was kept out", last.count(429))
    assert (wrong, refused) == (RULE.free_in_all, ATTACKERS - RULE.free_in_all)
    assert tries > 0
    assert last == [200, 200]


def test_a_known_device_that_guesses_wrong_waits_too(signing, device):
    for _ in range(5):
        assert signing.in_with(password=WRONG, device=device).status_code == 401

    assert signing.in_with(device=device).status_code == 429
    assert signing.in_with().status_code == 200, "another device has a budget of its own"


def test_a_device_is_known_to_those_alone_who_signed_in_there(signing, device, as_owner, cast):
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.amara.person_id)
    for _ in range(5):
        signing.in_with("amara@example.org", WRONG)
    assert signing.in_with("amara@example.org", device=device).status_code == 429
    assert signing.in_with("amara@example.org", device="x" * 150).status_code == 429

    shared = device_of(signing.in_with("amara@example.org", device=device, host="10.9.9.9"))
    for email in ("amara@example.org", HANA):
        for _ in range(5):
            signing.in_with(email, WRONG, host="10.8.8.8")
        assert signing.in_with(email, host="10.8.8.8").status_code == 429
        assert signing.in_with(email, device=shared, host="10.8.8.8").status_code == 200


def test_neighbours_share_a_budget_and_others_do_not(signing, later):
    for host in ("192.0.2.1", "192.0.2.99", "::ffff:192.0.2.7", "192.0.2.255", "192.0.2.3"):
        assert signing.in_with(password=WRONG, host=host).status_code == 401
    assert signing.in_with(host="192.0.2.42").status_code == 429
    assert signing.in_with(host="192.0.3.42").status_code == 200

    for last in range(5):
        host = f"2001:db8:1:22{last}::7"
        assert signing.in_with(password=WRONG, host=host).status_code == 401
    assert signing.in_with(host="2001:db8:1:2ff::1").status_code == 429
    assert signing.in_with(host="2001:db8:1:300::1").status_code == 200


def test_one_password_tried_at_many_accounts_keeps_nobody_of_that_network_out(signing, later):
    """A whole trust may come from one address: what is sprayed from there is nobody's fault."""
    sprayed = [signing.in_with(f"person{n}@example.org", WRONG) for n in range(60)]

    assert {one.status_code for one in sprayed} == {401}
    assert signing.in_with().status_code == 200


def test_known_and_unknown_addresses_are_answered_alike_before_and_after(signing, later):
    def told(answer):
        kept = {k: v for k, v in answer.headers.items() if k != "x-request-id"}
        return said(answer), kept

    statuses = []
    for _ in range(7):
        known, unknown = (signing.in_with(email, WRONG) for email in (HANA, NOBODY))
        assert told(known) == told(unknown)
        statuses.append(known.status_code)
    assert statuses == [401] * 5 + [429] * 2
    later(seconds=1)
    assert told(signing.in_with(HANA, WRONG)) == told(signing.in_with(NOBODY, WRONG))


@pytest.mark.parametrize("email", ["Hana@Example.ORG", "ha\u200bna@example.org"])
def test_another_spelling_of_an_address_is_no_other_account(signing, later, email):
    for _ in range(5):
        signing.in_with(email, WRONG)

    assert signing.in_with().status_code == 429


def test_the_old_password_cannot_be_guessed_by_who_holds_a_token(signing, later):
    this, that = signing.in_with(), signing.in_with()
    change = {"current_password": WRONG, "new_password": ANOTHER}
    held = this.json()["access_token"]

    for path, sent in (("/me/confirm", {"password": WRONG}), ("/me/password", change)) * 3:
        answer = signing.ask("POST", path, sent, token=held)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    elsewhere = signing.ask(
        "POST", "/me/confirm", {"password": PASSWORD}, token=that.json()["access_token"]
    )
    assert elsewhere.status_code == 204
    later(seconds=1)
    given = signing.ask("POST", "/me/confirm", {"password": PASSWORD}, token=held)
    assert given.status_code == 204


def test_what_is_kept_of_it_names_nobody_and_is_swept_away(signing, later, as_owner):
    signing.in_with(password=WRONG, host="192.0.2.1")
    rows = as_owner("select * from tries")

    assert [row["wrong"] for row in rows] == [1, 1]
    assert {len(row["key"]) for row in rows} == {32}
    later(days=1, seconds=1)
    signing.in_with(NOBODY, WRONG)
    kept = as_owner("select key from tries")
    assert len(kept) == 2
    assert {bytes(row["key"]) for row in kept}.isdisjoint({bytes(row["key"]) for row in rows})


def test_two_at_the_same_moment_are_both_counted(own_api, own_database, keys):
    site, tries = own_api.app.state.site, at_account(keys, RULE, HANA, "192.0.2.0/24", None)
    at_once = 20

    async def one():
        async with site.database.transaction() as db:
            return await tries.count(db)

    async def all_of_them():
        return await asyncio.gather(*(one() for _ in range(at_once)))

    waits = own_api.client.portal.call(all_of_them)
    with owners_engine(own_database.owner_url) as engine, engine.connect() as owner:
        counted = owner.scalars(text("select wrong from tries")).all()

    assert sorted(waits)[:5] == [0] * 5
    assert all(sorted(waits)[5:])
    assert counted == [5, 5]


def test_a_moment_that_was_told_a_little_late_keeps_nobody_waiting(api, keys, later):
    """Two servers may tell the time differently: what is free stays free."""
    site, tries = api.app.state.site, at_account(keys, RULE, HANA, "192.0.2.0/24", None)

    async def count():
        async with site.database.transaction() as db:
            return await tries.count(db)

    before = now()
    assert api.client.portal.call(count) == 0
    later(seconds=-3)
    assert now() == before - timedelta(seconds=3)
    assert api.client.portal.call(count) == 0
