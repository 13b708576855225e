"""Passkeys: adding them, signing in by one, and everything that is refused, all alike."""

import pytest
from tests.answers import said
from tests.identity.passkeys import not_good, refused, with_format
from tests.identity.signing import cookie_of
from tests.identity.soft_key import PRESENT, VERIFIED, SoftKey

from alongside.core import base64url


def test_what_is_asked_of_the_browser(passkeys, token, cast):
    asked = passkeys.begin(token)["options"]

    assert asked["rp"] == {"id": "localhost", "name": "Alongside"}
    assert asked["user"]["name"] == "hana@example.org"
    assert asked["attestation"] == "none"
    chosen = asked["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")


def test_a_passkey_is_added_and_signs_in(signing, passkeys, token):
    key = passkeys.added(token)
    given = passkeys.enter(key)

    assert given.status_code == 200
    assert signing.me(given) == 200
    assert signing.refresh(cookie_of(given)).status_code == 200
    (held,) = passkeys.list(token)
    assert held["name"] == "Chrome on Linux"
    assert held["used_at"] is not None


def test_it_may_have_a_name_and_another_one_later(passkeys, token):
    made = passkeys.add(token, SoftKey(), name="My phone").json()
    assert (made["name"], made["used_at"]) == ("My phone", None)

    path = f"/me/passkeys/{made['id']}"
    changed = passkeys.ask("PATCH", path, {"name": "My old phone"}, token=token)
    assert changed.json()["name"] == "My old phone"
    assert [one["name"] for one in passkeys.list(token)] == ["My old phone"]


def test_signing_in_begins_alike_for_everybody(passkeys, token):
    before = passkeys.begin_in()
    passkeys.added(token)
    after = passkeys.begin_in()

    assert before["options"]["allowCredentials"] == []
    assert before["options"]["userVerification"] == "required"
    assert before["options"]["challenge"] != after["options"]["challenge"]
    plain = [{**one["options"], "challenge": ""} for one in (before, after)]
    assert plain[0] == plain[1]
    assert len(before["ticket"]) == len(after["ticket"])


def test_one_that_counts_and_one_that_does_not_both_serve_again_and_again(passkeys, token):
    for key in (passkeys.added(token), passkeys.added(token, counts=False)):
        assert [passkeys.enter(key).status_code for _ in range(3)] == [200] * 3


WRONG = {
    "another origin": {"origin": "https://alongside.example.net"},
    "another port": {"origin": "http://localhost:9000"},
    "within another page": {"cross": True},
    "another name": {"rp": "example.net"},
    "nobody was asked who they are": {"flags": PRESENT},
    "nobody was there": {"flags": VERIFIED},
    "an unknown passkey": {"id": b"unknown"},
    "another key": {"private": SoftKey().private},
    "somebody else's name on it": {"handle": b"x" * 16},
    "a copy that counts from the start": {"count": 0},
    "a copy that counts as far": {"count": 1},
}


@pytest.mark.parametrize("how", WRONG)
def test_what_does_not_fit_is_refused(passkeys, token, how):
    key = passkeys.added(token)
    assert passkeys.enter(key).status_code == 200  # it has counted to two by now

    assert refused(passkeys.enter(key.but(**WRONG[how])))
    assert passkeys.enter(key.but(count=9)).status_code == 200


def test_all_refusals_are_alike_in_every_byte(passkeys, token):
    key = passkeys.added(token)
    assert passkeys.enter(key).status_code == 200
    old = passkeys.begin_in()
    sent = passkeys.sent(key, old)
    answers = [passkeys.enter(key.but(**how)) for how in WRONG.values()]
    answers.append(passkeys.enter(key, {**old, "ticket": "x" * 60}))
    answers += [
        passkeys.ask("POST", "/sign-in/passkey", {**sent, "credential": credential})
        for credential in ({}, {"rawId": 7}, {**sent["credential"], "response": "?"})
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({str(said(answer)) for answer in answers}) == 1


def test_a_challenge_is_256_bits_of_chance(passkeys):
    given = {passkeys.begin_in()["options"]["challenge"] for _ in range(20)}

    assert len(given) == 20
    assert {len(base64url.from_text(one)) for one in given} == {32}


def test_a_challenge_is_taken_once(passkeys, token):
    key = passkeys.added(token, counts=False)  # so that no counter helps
    begun = passkeys.begin_in()
    sent = passkeys.sent(key, begun)

    assert passkeys.ask("POST", "/sign-in/passkey", sent).status_code == 200
    assert refused(passkeys.ask("POST", "/sign-in/passkey", sent))
    assert refused(passkeys.enter(key, begun)), "nor signed anew"


def test_a_challenge_is_for_its_own_ticket_and_purpose(passkeys, token):
    key = passkeys.added(token)
    one, other = passkeys.begin_in(), passkeys.begin_in()
    confirming = passkeys.ask("POST", "/me/confirm/passkey/begin", token=token).json()

    assert refused(passkeys.enter(key, {**one, "ticket": other["ticket"]}))
    assert refused(passkeys.enter(key, passkeys.begin(token)))
    assert refused(passkeys.enter(key, confirming))
    assert not_good(passkeys.confirm(token, key, one))
    assert not_good(
        passkeys.add(token, SoftKey(), passkeys.begin(token) | {"ticket": one["ticket"]})
    )


def test_a_ticket_is_good_for_ten_minutes(passkeys, token, later):
    key = passkeys.added(token)
    begun, also = passkeys.begin_in(), passkeys.begin_in()
    later(minutes=9, seconds=59)
    assert passkeys.enter(key, begun).status_code == 200
    later(seconds=1)
    assert refused(passkeys.enter(key, also))


def test_used_challenges_are_forgotten_when_their_tickets_are_over(
    passkeys, token, later, as_owner
):
    key = passkeys.added(token)
    passkeys.enter(key)
    later(minutes=11)
    passkeys.enter(key)

    assert len(as_owner("select * from used_challenge")) == 1


NOT_GOOD = {name: WRONG[name] for name in list(WRONG)[:6]}


@pytest.mark.parametrize("how", NOT_GOOD)
def test_one_that_does_not_fit_is_not_added(passkeys, token, how):
    assert not_good(passkeys.add(token, SoftKey(**NOT_GOOD[how])))
    assert passkeys.list(token) == []


def test_a_ticket_for_adding_is_for_one_person_and_one_passkey(passkeys, token, api, cast):
    begun = passkeys.begin(token)
    assert not_good(passkeys.add(cast.ben.token, SoftKey(), begun))
    assert passkeys.add(token, SoftKey(), begun).status_code == 201
    assert not_good(passkeys.add(token, SoftKey(), begun))


def test_a_passkey_belongs_to_one_person(passkeys, token, cast):
    key = passkeys.added(token)

    assert not_good(passkeys.add(token, key))
    assert not_good(passkeys.add(cast.ben.token, key.but()))
    assert passkeys.list(cast.ben.token) == []


def test_no_certificate_of_a_maker_is_read(passkeys, token, monkeypatch):
    key = SoftKey()
    begun = passkeys.begin(token)
    credential = key.make(begun["options"])
    whole = credential["response"]["attestationObject"]
    for fmt in ("tpm", "android-safetynet", "fido-u2f"):
        credential["response"]["attestationObject"] = with_format(whole, fmt)
        sent = {"ticket": begun["ticket"], "credential": credential}
        assert not_good(passkeys.ask("POST", "/me/passkeys", sent, token=token))
