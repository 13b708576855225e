"""A password takes a while to check. What was begun with an old one comes to nothing after it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text
from tests.answers import codes, overtaken_by, said
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.signing import ANOTHER, PASSWORD
from tests.identity.test_second_factor import code_of, finish

from alongside.identity import password_change, service
from alongside.mail import token_in

THIRD = "eleven kites above the moor"
LONGEST = 60  # seconds, until a test gives up; nothing that it waits for takes as long
NEWEST = "select id from mail where kind = 'new_device' order by created_at desc, id limit 1"
LEFT = """
    select count(*) from sign_in s join person p on p.id = s.person_id
     where s.ended_at is null and p.email = 'hana@example.org'
"""
TAKEN_AWAY = "update person set password_hash = null where email = 'hana@example.org'"
ENDED = """
    update person set tickets_from = now() + interval '1 minute' where email = 'hana@example.org'
"""


@pytest.fixture
def ask_own(own_database):
    """Ask the database, as its owner."""

    def ask(sql):
        with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
            return owner.scalar(text(sql))

    return ask


@pytest.fixture
def during(monkeypatch):
    """Do something after a password was found good, and before anything comes of it."""

    def do(module, ask, meanwhile):
        verify, checked, go = module.verify_password, Event(), Event()

        async def slowly(*asked):
            good = await verify(*asked)
            checked.set()
            await asyncio.to_thread(go.wait, LONGEST)
            return good

        with ThreadPoolExecutor(1) as pool:
            monkeypatch.setattr(module, "verify_password", slowly)
            late = pool.submit(ask)
            assert checked.wait(LONGEST)
            monkeypatch.setattr(module, "verify_password", verify)
            try:
                done = meanwhile()
            finally:
                go.set()
            return late.result(LONGEST), done

    return do


@pytest.fixture
def change(signing_for_good):
    """Change the password on a device of Hana's own."""
    token = signing_for_good.in_with().json()["access_token"]

    def to(new=ANOTHER):
        sent = {"current_password": PASSWORD, "new_password": new}
        return signing_for_good.ask("POST", "/me/password", sent, token=token)

    return to


@pytest.fixture
def not_me(signing_for_good, ask_own):
    """Say of a new device that it was not oneself."""
    for _ in range(2):
        signing_for_good.in_with()
    secret = token_in(signing_for_good.api.app.state.site.mail_key, ask_own(NEWEST))
    return lambda: signing_for_good.ask("POST", "/sign-in/not-me", {"token": secret})


@pytest.mark.parametrize(("how", "own"), [("change", 1), ("not_me", 0)])
def test_who_signs_in_with_the_old_one_meanwhile_does_not_come_in(
    signing_for_good, during, ask_own, request, how, own
):
    end_it = request.getfixturevalue(how)

    def stranger():
        return signing_for_good.in_with(host="203.0.113.9")

    late, done = during(service, stranger, end_it)
    left = ask_own(LEFT) - own

    record("Sign-in", f"sign-ins by an old password that outlive it ({how})", left)
    assert done.status_code == 204
    assert said(late) == said(signing_for_good.in_with(password="a wild guess"))
    assert late.status_code == 401
    assert left == 0


def test_of_two_who_change_it_at_once_the_second_is_told_that_it_was_changed(
    signing_for_good, during, change
):
    late, done = during(password_change, lambda: change(THIRD), change)

    assert done.status_code == 204
    assert (late.status_code, codes(late)) == (422, [("/current_password", "wrong_password")])
    assert signing_for_good.in_with(password=ANOTHER).status_code == 200
    assert signing_for_good.in_with(password=THIRD).status_code == 401


def test_whoever_changes_one_that_was_just_taken_away_does_not_bring_it_back(
    signing_for_good, own_database, change
):
    late = overtaken_by(own_database.superuser_url, TAKEN_AWAY, change)

    assert (late.status_code, codes(late)) == (422, [("/current_password", "wrong_password")])
    assert signing_for_good.in_with(password=ANOTHER).status_code == 401


def test_who_is_half_way_in_waits_for_what_ends_it(signing_for_good, own_database):
    """It was done a moment ago, and is about to be kept."""
    signing = signing_for_good
    token = signing.in_with().json()["access_token"]
    secret = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    sent = {"code": code_of(secret)}
    assert signing.ask("POST", "/me/second-factor/confirm", sent, token=token).status_code == 204
    ticket = signing.in_with().json()["ticket"]
    made = signing.ask("POST", "/me/second-factor/recovery-codes", token=token)
    one, *_ = made.json()["codes"]

    late = overtaken_by(own_database.superuser_url, ENDED, lambda: finish(signing, ticket, one))

    assert (late.status_code, late.json()["code"]) == (401, "ticket_over")
