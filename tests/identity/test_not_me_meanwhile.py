"""“This was not me” at the very moment at which a stranger leaves something behind: it is first."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from sqlalchemy import text
from tests.answers import WAITING, overtaken_by
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.passkeys import Passkeys
from tests.identity.signing import ANOTHER, PASSWORD, QUICK_HASH
from tests.identity.soft_key import SoftKey
from tests.identity.test_second_factor import code_of

from alongside.identity.by_mail import service as by_mail
from alongside.identity.passkeys import sign_in as by_passkey
from alongside.mail import token_in

LONGEST = 60  # seconds, until a test gives up; nothing that it waits for takes as long
NEWEST = "select id from mail where kind = 'new_device' order by created_at desc, id limit 1"
LEFT = """
    select (select count(*) from sign_in s where s.person_id = p.id and s.ended_at is null)
         + (select count(*) from passkey k where k.person_id = p.id)
         + (select count(*) from recovery_code c where c.person_id = p.id)
         + (select count(*) from erasure e where e.person_id = p.id)
         + num_nonnulls(p.password_hash)
      from person p where p.email = 'hana@example.org'
"""
NO_PASSWORD = "update person set password_hash = null where email = 'hana@example.org'"
OLD_APP = "update second_factor set confirmed_at = now() - interval '40 days'"
# What “this was not me” does for who has no address: the password is their only way in, and stays.
ENDED = """
    with ended as (update sign_in set ended_at = now() where ended_at is null returning id)
    update person set tickets_from = now(), email = null where email = 'hana@example.org'
"""
HASH = "select password_hash from person where id = '{id}'"


@pytest.fixture
def ask_own(own_database):
    """Ask the database, as its owner."""

    def ask(sql):
        with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
            done = owner.execute(text(sql))
            return done.scalar() if done.returns_rows else None

    return ask


@pytest.fixture
def stranger(signing_for_good):
    """Come in by the password that one knows, on a device that Hana does not know."""
    signing_for_good.in_with()
    return signing_for_good.in_with(host="203.0.113.9").json()["access_token"]


@pytest.fixture
def disown(signing_for_good, stranger, ask_own):
    """Say, as Hana does, of the newest device that it was not oneself."""
    secret = token_in(signing_for_good.api.app.state.site.mail_key, ask_own(NEWEST))
    return lambda: signing_for_good.ask("POST", "/sign-in/not-me", {"token": secret})


@pytest.fixture
def overtaking(own_database, monkeypatch):
    """Ask for two things: the second when `step` of the first is done, and nothing of it kept."""

    def do(module, step, first, second):
        done, go, whole = Event(), Event(), getattr(module, step)

        async def slowly(*given, **named):
            found = await whole(*given, **named)
            done.set()
            await asyncio.to_thread(go.wait, LONGEST)
            return found

        monkeypatch.setattr(module, step, slowly)
        with ThreadPoolExecutor(2) as pool:
            early = pool.submit(first)
            assert done.wait(LONGEST)
            late = pool.submit(second)
            _until_it_waits(own_database.superuser_url, late)
            go.set()
            return early.result(LONGEST), late.result(LONGEST)

    return do


def _until_it_waits(url, late):
    with owners_engine(url, isolation_level="AUTOCOMMIT") as engine, engine.connect() as seen:
        while not late.done() and not seen.scalar(WAITING):
            sleep(0.01)


def _a_first_password(signing, token, ask_own):
    ask_own(NO_PASSWORD)
    return lambda: signing.ask("POST", "/me/password", {"new_password": ANOTHER}, token=token)


def _another_password(signing, token, _ask_own):
    sent = {"current_password": PASSWORD, "new_password": ANOTHER}
    return lambda: signing.ask("POST", "/me/password", sent, token=token)


def _a_passkey(signing, token, _ask_own):
    passkeys = Passkeys(signing)
    begun = passkeys.begin(token)
    return lambda: passkeys.add(token, SoftKey(), begun)


def _recovery_codes(signing, token, ask_own):
    secret = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    sent = {"code": code_of(secret)}
    signing.ask("POST", "/me/second-factor/confirm", sent, token=token)
    ask_own(OLD_APP)
    return lambda: signing.ask("POST", "/me/second-factor/recovery-codes", token=token)


def _a_wish_to_be_erased(signing, token, _ask_own):
    return lambda: signing.ask("POST", "/me/erasure", token=token)


def _a_sign_in_by_a_passkey(signing, token, _ask_own):
    passkeys = Passkeys(signing)
    sent = passkeys.sent(passkeys.added(token), passkeys.begin_in())
    return lambda: signing.ask("POST", "/sign-in/passkey", sent)


BEHIND = {
    "a first password": _a_first_password,
    "another password": _another_password,
    "a passkey": _a_passkey,
    "recovery codes": _recovery_codes,
    "a wish to be erased": _a_wish_to_be_erased,
    "a sign-in by a passkey": _a_sign_in_by_a_passkey,
}


@pytest.mark.parametrize("what", BEHIND)
def test_nothing_of_a_stranger_is_left(
    signing_for_good, stranger, disown, overtaking, ask_own, what
):
    ask = BEHIND[what](signing_for_good, stranger, ask_own)
    first, late = overtaking(by_mail, "_give_up_what_is_new", disown, ask)

    left = ask_own(LEFT)
    assert first.status_code == 204
    record("Sign-in", f"left behind by a stranger at the same moment ({what})", left)
    assert left == 0
    assert late.status_code in {401, 422}
    assert signing_for_good.in_with(password=ANOTHER).status_code == 401


def test_nor_a_sign_in_by_their_passkey_that_was_first(
    signing_for_good, stranger, disown, overtaking, ask_own
):
    """It is about to be kept when the passkey is taken away: that waits, and then ends it."""
    ask = _a_sign_in_by_a_passkey(signing_for_good, stranger, ask_own)
    first, late = overtaking(by_passkey, "keep_sign_in", ask, disown)

    assert (first.status_code, late.status_code) == (200, 204)
    assert ask_own(LEFT) == 0
    assert signing_for_good.me(first) == 401


def test_nor_a_password_of_theirs_where_the_old_one_stays(
    signing_for_good, stranger, own_database, ask_own, cast
):
    ask = _another_password(signing_for_good, stranger, ask_own)
    late = overtaken_by(own_database.superuser_url, ENDED, ask)

    assert (late.status_code, late.json()["code"]) == (401, "not_signed_in")
    assert ask_own(HASH.format(id=cast.hana.person_id)) == QUICK_HASH
