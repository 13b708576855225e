"""A second step of signing in: codes from an app, recovery codes, and who must have them."""

import pyotp
import pytest
from tests.answers import codes, said
from tests.identity.conftest import KNOWN
from tests.identity.signing import PASSWORD, QUICK_HASH, cookie_of

from alongside.core.clock import now
from alongside.identity.tries import wait_after


def code_of(secret):
    return pyotp.TOTP(secret).at(now())


def finish(signing, ticket, code):
    sent = {"ticket": ticket, "code": code}
    return signing.ask("POST", "/sign-in/second-factor", sent)


@pytest.fixture
def secret(signing, token, later):
    """Give Hana an app, and move on to its next code."""
    made = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    sent = {"code": code_of(made)}
    assert signing.ask("POST", "/me/second-factor/confirm", sent, token=token).status_code == 204
    later(seconds=30)
    return made


def ticket_of(signing):
    told = signing.in_with().json()
    assert told["next"] == "second_factor"
    return told["ticket"]


@pytest.fixture
def ticket(signing, secret):
    return ticket_of(signing)


def test_without_one_signing_in_is_as_ever(signing, token):
    shown = signing.ask("GET", "/me/second-factor", token=token).json()

    assert signing.in_with().json().keys() == {"access_token", "token_type", "expires_in"}
    assert shown == {"confirmed_at": None, "recovery_codes_left": 0, "required": False}


def test_an_app_is_told_its_secret_as_words_and_as_a_picture(signing, token):
    made = signing.ask("POST", "/me/second-factor", token=token).json()

    assert made["uri"].startswith("otpauth://totp/Alongside:hana%40example.org?secret=")
    assert made["secret"] in made["uri"]
    assert made["qr"].startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    assert signing.in_with().status_code == 200, "it asks for nothing before it is confirmed"


def test_the_secret_is_kept_sealed(signing, secret, as_owner):
    (row,) = as_owner("select * from second_factor")

    assert secret not in str(dict(row))
    assert len(row["sealed_secret"]) > len(secret)


def test_a_password_gives_a_ticket_and_a_code_the_token(signing, secret, ticket):
    assert signing.me(ticket) == 401
    given = finish(signing, ticket, f" {code_of(secret)[:3]} {code_of(secret)[3:]} ")

    assert given.status_code == 200
    assert signing.me(given) == 200
    assert signing.refresh(cookie_of(given)).status_code == 200


def test_a_ticket_comes_without_a_cookie(signing, secret):
    assert "set-cookie" not in signing.in_with().headers


def test_a_code_works_once(signing, secret, ticket, later):
    code = code_of(secret)
    assert finish(signing, ticket, code).status_code == 200

    again = finish(signing, ticket_of(signing), code)
    assert (again.status_code, again.json()["code"]) == (401, "wrong_code")
    later(seconds=30)
    assert finish(signing, ticket_of(signing), code_of(secret)).status_code == 200


def test_a_clock_that_is_half_a_minute_off_is_forgiven_and_no_more(signing, secret, ticket, later):
    old = code_of(secret)
    later(seconds=60)
    assert finish(signing, ticket, old).status_code == 401
    recent = code_of(secret)
    later(seconds=30)
    assert finish(signing, ticket, recent).status_code == 200


def test_a_ticket_is_good_for_ten_minutes_and_cannot_be_made_up(signing, secret, ticket, later):
    assert finish(signing, "x" * 60, code_of(secret)).json()["code"] == "ticket_over"
    assert finish(signing, ticket[:-2] + "zz", code_of(secret)).json()["code"] == "ticket_over"
    later(minutes=10)
    assert finish(signing, ticket, code_of(secret)).json()["code"] == "ticket_over"


def test_guessing_gets_slow_and_never_locks(signing, secret, ticket, later):
    for _ in range(5):
        assert finish(signing, ticket, "000000").status_code == 401
    slowed = finish(signing, ticket, code_of(secret))

    assert slowed.status_code == 429
    assert slowed.headers["content-type"] == "application/problem+json"
    assert slowed.headers["retry-after"] == "1"
    later(seconds=1)
    assert finish(signing, ticket, code_of(secret)).status_code == 200
    assert [wait_after(n) for n in range(4, 13)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_recovery_codes_stand_in_once_each(signing, token, secret, ticket, as_owner):
    made = signing.ask("POST", "/me/second-factor/recovery-codes", token=token).json()["codes"]
    assert len(set(made)) == 10

    assert finish(signing, ticket, made[0].upper()).status_code == 200
    another = ticket_of(signing)
    assert finish(signing, another, made[0]).status_code == 401
    assert finish(signing, another, made[1].replace("-", "")).status_code == 200
    shown = signing.ask("GET", "/me/second-factor", token=token).json()
    assert shown["recovery_codes_left"] == 8
    kept = str([bytes(row["digest"]) for row in as_owner("select digest from recovery_code")])
    assert not any(code in kept for code in made)


def test_new_recovery_codes_make_the_old_ones_useless(signing, token, secret, ticket):
    path = "/me/second-factor/recovery-codes"
    old, new = (signing.ask("POST", path, token=token).json()["codes"] for _ in range(2))

    assert finish(signing, ticket, old[0]).status_code == 401
    assert finish(signing, ticket, new[0]).status_code == 200


def test_another_app_needs_the_first_to_be_turned_off(signing, token, secret):
    refused = signing.ask("POST", "/me/second-factor", token=token)
    assert (refused.status_code, refused.json()["code"]) == (409, "has_second_factor")

    assert signing.ask("DELETE", "/me/second-factor", token=token).status_code == 204
    assert "access_token" in signing.in_with().json()


def test_a_wrong_code_confirms_nothing(signing, token):
    signing.ask("POST", "/me/second-factor", token=token)
    refused = signing.ask("POST", "/me/second-factor/confirm", {"code": "000000"}, token=token)

    assert codes(refused) == [("/code", "code_not_good")]
    assert "access_token" in signing.in_with().json()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/me/second-factor"),
        ("DELETE", "/me/second-factor"),
    ],
)
def test_what_changes_it_asks_for_a_password_of_the_last_ten_minutes(
    signing, token, later, method, path
):
    later(minutes=9)
    assert signing.ask(method, path, token=token).status_code < 300
    this = signing.in_with()
    if "next" in this.json():
        pytest.fail("nothing was confirmed yet")
    later(minutes=11)
    fresh = signing.refresh(cookie_of(this)).json()["access_token"]

    refused = signing.ask(method, path, token=fresh)
    assert (refused.status_code, refused.json()["code"]) == (403, "show_who_you_are")
    wrong = signing.ask("POST", "/me/confirm", {"password": "a wild guess"}, token=fresh)
    assert codes(wrong) == [("/password", "wrong_password")]
    assert signing.ask(method, path, token=fresh).status_code == 403
    proved = signing.ask("POST", "/me/confirm", {"password": PASSWORD}, token=fresh)
    assert proved.status_code == 204
    assert signing.ask(method, path, token=fresh).status_code < 300


def test_who_must_have_one_is_led_to_it_before_anything_opens(
    signing, required, as_owner, cast, later
):
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.efe.person_id)
    told = signing.in_with("efe@example.org").json()

    assert told.keys() == {"next", "ticket"}
    assert told["next"] == "set_up_second_factor"
    sent = {"ticket": told["ticket"]}
    made = signing.ask("POST", "/sign-in/second-factor/set-up", sent).json()["secret"]
    given = finish(signing, told["ticket"], code_of(made))
    assert signing.me(given) == 200
    assert signing.in_with("efe@example.org").json()["next"] == "second_factor"


@pytest.mark.parametrize(
    ("who", "must"),
    [("efe", True), ("chen", True), ("dilys", True), ("farah", True), ("hana", False),
     ("idris", False), ("gwen", True)],
)  # fmt: skip
def test_only_some_roles_must(signing, required, as_owner, cast, who, must):
    as_owner(KNOWN, hash=QUICK_HASH, id=getattr(cast, who).person_id)
    told = signing.in_with(f"{who}@example.org").json()

    assert ("next" in told) == must


def test_a_ticket_does_not_replace_an_app_that_is_there(signing, secret, ticket):
    again = signing.ask("POST", "/sign-in/second-factor/set-up", {"ticket": ticket})

    assert (again.status_code, again.json()["code"]) == (401, "ticket_over")


def test_who_is_given_such_a_role_meanwhile_sets_one_up_at_the_next_refresh(
    signing, required, as_owner, cast
):
    this = signing.in_with()
    promoted = "update participant set role = 'coordinator', joined_at = now() where id = :id"
    as_owner(promoted, id=cast.hana.participant_id)

    assert signing.refresh(cookie_of(this)).status_code == 401
    assert signing.in_with().json()["next"] == "set_up_second_factor"


def test_a_first_sign_in_link_does_not_go_past_it(signing, secret, as_owner, cast):
    forget = "update person set password_hash = null, claimed_at = null where id = :id"
    as_owner(forget, id=cast.hana.person_id)
    link = signing.link_for(cast.hana, cast.efe)

    assert signing.first(link).json()["next"] == "second_factor"


def test_what_is_wrong_tells_nothing_of_the_code(signing, secret, ticket):
    near, far = code_of(secret)[:-1] + "x", "recovery?"

    assert said(finish(signing, ticket, near)) == said(finish(signing, ticket, far))
