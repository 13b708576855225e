"""One's own account: its name, its password, and what it lets one do."""

import pytest
from tests.answers import all_at_once, codes
from tests.identity.signing import ANOTHER, PASSWORD, cookie_of

from alongside.identity import passwords


@pytest.fixture
def token(signing):
    return signing.in_with().json()["access_token"]


@pytest.fixture
def change(signing):
    """Ask for a new password."""

    def ask(token, current=PASSWORD, new=ANOTHER):
        sent = {"current_password": current, "new_password": new}
        return signing.ask("POST", "/me/password", sent, token=token)

    return ask


def test_it_says_who_one_is_and_where(signing, token, cast):
    me = signing.ask("GET", "/me", token=token).json()

    assert me["person"] == {
        "id": str(cast.hana.person_id), "display_name": "Hana", "email": "hana@example.org",
        "has_password": True,
    }  # fmt: skip
    (place,) = me["participants"]
    assert place["id"] == cast.hana.id
    assert place["programme_id"] == str(cast.programme.id)
    assert (place["role"], place["state"]) == ("coach", "active")
    assert "pairing:accept" in place["allowed"]
    assert "pairing:propose" not in place["allowed"]
    assert me["allowed"] == []


def test_a_new_name_is_the_accounts_alone(signing, token, api, cast):
    changed = signing.ask("PATCH", "/me", {"display_name": "  Hana Q  "}, token=token)

    assert changed.status_code == 200
    assert changed.json()["person"]["display_name"] == "Hana Q"
    here = api.as_(cast.efe).get(f"/participants/{cast.hana.id}").json()
    assert here["display_name"] == "Hana"


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, ("/display_name", "missing")),
        ({"display_name": None}, ("/display_name", "string_type")),
        ({"display_name": "  "}, ("/display_name", "string_too_short")),
        ({"display_name": "a" * 201}, ("/display_name", "string_too_long")),
        ({"display_name": "A", "email": "new@example.org"}, ("/email", "extra_forbidden")),
        ({"display_name": "A", "operator": True}, ("/operator", "extra_forbidden")),
    ],
)
def test_what_cannot_be_changed_is_told(signing, token, sent, fault):
    assert codes(signing.ask("PATCH", "/me", sent, token=token)) == [fault]


def test_a_new_password_signs_every_other_device_out(signing, change):
    this, other = signing.in_with(), signing.in_with()

    assert change(this.json()["access_token"]).status_code == 204

    assert (signing.me(this), signing.me(other)) == (200, 401)
    assert signing.refresh(cookie_of(other)).status_code == 401
    assert signing.refresh(cookie_of(this)).status_code == 200
    assert signing.in_with().status_code == 401
    assert signing.in_with(password=ANOTHER).status_code == 200


def test_whoever_does_not_know_the_old_one_changes_nothing(signing, change, token):
    other = signing.in_with()
    refused = change(token, current="a wild guess of mine")

    assert refused.status_code == 422
    assert codes(refused) == [("/current_password", "wrong_password")]
    assert signing.me(other) == 200
    assert signing.in_with().status_code == 200


@pytest.mark.parametrize("poor", ["short", "hana@example.org", "HanaExample.org1", "a" * 300])
def test_a_poor_new_one_is_told(signing, change, token, poor):
    refused = change(token, new=poor)

    assert refused.status_code == 422
    assert [pointer for pointer, _ in codes(refused)] == ["/new_password"]
    assert signing.in_with().status_code == 200


def test_who_is_signed_out_is_told_so_before_any_work_is_done(signing, change, token, monkeypatch):
    monkeypatch.setattr(passwords._hasher, "verify", lambda *_: pytest.fail("worked for nobody"))
    signing.out(token=token)

    assert change(token).status_code == 401
    assert change(token, new="short").status_code == 401


def test_being_signed_out_meanwhile_stops_the_change(signing_for_good, monkeypatch):
    """The password is checked without a connection; who one is, before and after."""
    signing = signing_for_good
    this = signing.in_with()
    token = this.json()["access_token"]
    make = passwords._hasher.hash

    def slow(given):
        assert signing.out(cookie_of(this)).status_code == 204
        return make(given)

    monkeypatch.setattr(passwords._hasher, "hash", slow)
    sent = {"current_password": PASSWORD, "new_password": ANOTHER}

    assert signing.ask("POST", "/me/password", sent, token=token).status_code == 401
    assert signing.in_with(password=PASSWORD).status_code == 200


def test_of_two_changes_at_once_one_password_stands(signing_for_good):
    signing = signing_for_good
    tokens = [signing.in_with().json()["access_token"] for _ in range(2)]
    words = (ANOTHER, "four tall ships at sunrise")

    def ask(token, word):
        sent = {"current_password": PASSWORD, "new_password": word}
        return signing.ask("POST", "/me/password", sent, token=token).status_code

    told = all_at_once(*(lambda t=t, w=w: ask(t, w) for t, w in zip(tokens, words, strict=True)))
    works = [signing.in_with(password=word).status_code for word in (*words, PASSWORD)]

    assert set(told) <= {204, 401, 422}
    assert sorted(works) == [200, 401, 401]
    assert works[2] == 401
