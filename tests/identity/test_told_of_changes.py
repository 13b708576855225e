"""Whatever changes in how somebody signs in, they are told by a mail that lets them object."""

import re

import pyotp
import pytest
from tests.identity.conftest import KNOWN
from tests.identity.signing import ANOTHER, PASSWORD, QUICK_HASH
from tests.identity.soft_key import SoftKey

from alongside.core.clock import now
from alongside.identity.links import LINK_LIFE, make_link
from alongside.mail import Kind, token_in
from alongside.mail.kinds import WORTH_SENDING
from alongside.mail.words import LETTERS
from alongside.mail.writing import Desk, Mail, write

POSTED = "select id, kind, person_id from mail where kind <> 'new_device' order by created_at, id"
SITE = "https://alongside.example.org"
OF_CHANGES = (
    Kind.NEW_DEVICE, Kind.PASSWORD_CHANGED, Kind.PASSKEY_ADDED, Kind.PASSKEY_REMOVED,
    Kind.SECOND_STEP_ON, Kind.SECOND_STEP_OFF, Kind.RECOVERY_CODES, Kind.SECOND_STEP_RESET,
    Kind.SIGN_IN_REPLAYED,
)  # fmt: skip


@pytest.fixture
def told(as_owner):
    """Say what was told, by kind: the clock stands still here, so the order says nothing."""
    return lambda: sorted(row["kind"] for row in as_owner(POSTED))


def code_of(secret):
    return {"code": pyotp.TOTP(secret).at(now())}


def set_up(signing, token):
    secret = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    sent = code_of(secret)
    assert signing.ask("POST", "/me/second-factor/confirm", sent, token=token).status_code == 204
    return secret


def disown(signing, as_owner, kind):
    """Press “this was not me” in the newest mail of a kind."""
    mail_id = [row["id"] for row in as_owner(POSTED) if row["kind"] == kind][-1]
    secret = token_in(signing.api.app.state.site.mail_key, mail_id)
    return signing.ask("POST", "/sign-in/not-me", {"token": secret})


def test_a_new_password_is_told_of(signing, token, told):
    sent = {"current_password": PASSWORD, "new_password": ANOTHER}
    assert signing.ask("POST", "/me/password", sent, token=token).status_code == 204

    assert told() == ["password_changed"]


LINK = """
    insert into sign_in_link (person_id, digest, expires_at, created_at)
    values (:id, :digest, :until, :at)
"""


def test_so_is_one_that_was_set_by_a_link_unless_it_is_the_very_first(
    signing, later, cast, as_owner, told
):
    forget = "update person set password_hash = null, claimed_at = null where id = :id"
    as_owner(forget, id=cast.hana.person_id)
    assert signing.first(signing.link_for(cast.hana, cast.efe)).status_code == 200
    assert told() == ["first_link"]

    secret, digest = make_link()
    kept = {"digest": digest, "at": now(), "until": now() + LINK_LIFE}
    as_owner(LINK, id=cast.hana.person_id, **kept)
    assert signing.first(secret, ANOTHER).status_code == 200
    assert told() == ["first_link", "password_changed"]


def test_a_passkey_is_told_of_when_it_comes_and_when_it_goes(passkeys, token, told):
    passkeys.added(token)
    assert told() == ["passkey_added"]
    passkeys.remove(token, passkeys.list(token)[0]["id"])

    assert told() == ["passkey_added", "passkey_removed"]


def test_a_second_step_is_told_of_when_it_is_set_up_changed_and_turned_off(signing, token, told):
    secret = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    assert told() == [], "nothing counts before a code was shown"
    signing.ask("POST", "/me/second-factor/confirm", code_of(secret), token=token)
    signing.ask("POST", "/me/second-factor/recovery-codes", token=token)
    assert told() == ["second_step_on"], "the first codes come with it"
    signing.ask("POST", "/me/second-factor/recovery-codes", token=token)
    signing.ask("DELETE", "/me/second-factor", token=token)
    signing.ask("DELETE", "/me/second-factor", token=token)

    assert told() == ["recovery_codes", "second_step_off", "second_step_on"]


def test_what_was_refused_is_told_to_nobody(signing, passkeys, token, told):
    wrong = {"current_password": ANOTHER, "new_password": ANOTHER}
    assert signing.ask("POST", "/me/password", wrong, token=token).status_code == 422
    begun = passkeys.begin(token)
    another = {**begun, "ticket": f"{begun['ticket']}x"}
    assert passkeys.add(token, SoftKey(), another).status_code == 422
    signing.ask("POST", "/me/second-factor", token=token)
    sent = {"code": "000000"}
    signing.ask("POST", "/me/second-factor/confirm", sent, token=token)
    signing.ask("DELETE", "/me/second-factor", token=token)

    assert told() == []


def test_each_is_noted_in_the_trail(signing, passkeys, token, cast, as_owner):
    passkeys.added(token)
    set_up(signing, token)
    signing.ask("DELETE", "/me/second-factor", token=token)

    asked = "select action from audit_entry where actor_person_id = :id order by at, id"
    noted = [row["action"] for row in as_owner(asked, id=cast.hana.person_id)]
    assert sorted(noted) == sorted([
        "sign_in", "passkey:add", "second_factor:set_up", "second_factor:turn_off",
    ])  # fmt: skip


def test_a_passkey_that_a_stranger_added_goes_by_the_link_and_an_old_one_stays(
    signing, passkeys, token, later, as_owner, cast
):
    own = passkeys.added(token)
    later(days=31)
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.hana.person_id)
    strangers = passkeys.added(signing.in_with().json()["access_token"])
    assert disown(signing, as_owner, "passkey_added").status_code == 204

    assert passkeys.enter(strangers).status_code == 401
    assert passkeys.enter(own).status_code == 200
    assert signing.in_with().status_code == 401


def test_mail_alone_takes_nobodys_only_second_step_away(
    signing, passkeys, required, later, as_owner, cast
):
    """Were it otherwise, whoever reads their mail could come in by it."""
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.efe.person_id)
    key = passkeys.added(cast.efe.token)
    assert disown(signing, as_owner, "passkey_added").status_code == 204

    assert passkeys.enter(key).status_code == 200


@pytest.mark.parametrize("kind", OF_CHANGES)
def test_the_mail_says_what_changed_and_nothing_else(kind, cast):
    mail = Mail(cast.hana.person_id, kind, 0, now(), "hana@example.org", "Hana", in_demo=False)
    text = write(mail, Desk("a@b.example", SITE, b"k" * 32)).get_body(("plain",)).get_content()

    assert text.startswith("Hello Hana,")
    assert re.findall(r"https?://\S+", text) == [
        f"{SITE}/sign-in/not-me#{token_in(b'k' * 32, cast.hana.person_id)}"
    ]
    assert "tell your programme team" in text
    for word in ("Side by Side", "Ben", "Amara", "coach", "leader", "pairing"):
        assert word not in text


def test_every_kind_of_mail_has_words_and_a_time_in_which_it_is_worth_sending():
    assert set(LETTERS) == set(WORTH_SENDING) == set(Kind)
