"""People who keep no password: by the first link and by mail they come in all the same."""

from tests.answers import codes
from tests.identity.by_mail import FORGET
from tests.identity.signing import PASSWORD, cookie_of


def test_who_chooses_no_password_comes_in_by_the_first_link_and_by_mail_from_then_on(
    asking, as_owner, cast
):
    link = asking.link_for(cast.hana, cast.efe)
    given = asking.ask("POST", "/sign-in/first", {"token": link, "password": None})
    assert asking.me(given) == 200
    me = asking.ask("GET", "/me", token=given.json()["access_token"]).json()["person"]

    assert me["has_password"] is False
    attempt, code, _ = asking.start()
    assert asking.by_code(attempt, code).status_code == 200
    again = asking.api.as_(cast.efe).post(f"/participants/{cast.hana.id}/sign-in-link")
    assert again.status_code == 409, "nobody else can come in as them by a new link"


def test_who_came_in_by_mail_first_has_made_the_account_their_own(asking, as_owner, cast):
    as_owner(FORGET, id=cast.hana.person_id)
    link = asking.link_for(cast.hana, cast.efe)
    _, _, token = asking.start()
    assert asking.by_link(token).status_code == 200

    assert asking.look(link).status_code == 404, "a link from before is of no use any more"
    refused = asking.api.as_(cast.efe).post(f"/participants/{cast.hana.id}/sign-in-link")
    assert refused.json()["code"] == "no_sign_in_link"


def test_without_an_address_one_needs_a_password(asking, as_owner, cast):
    as_owner("update person set email = null where id = :id", id=cast.hana.person_id)
    link = asking.link_for(cast.hana, cast.efe)
    refused = asking.ask("POST", "/sign-in/first", {"token": link})

    assert codes(refused) == [("/password", "password_needed")]
    assert asking.first(link).status_code == 200


def test_who_has_no_password_chooses_one_soon_after_signing_in(asking, later):
    attempt, code, _ = asking.start()
    given = asking.by_code(attempt, code)
    sent = {"new_password": PASSWORD}
    later(minutes=11)
    held = asking.refresh(cookie_of(given)).json()["access_token"]
    late = asking.ask("POST", "/me/password", sent, token=held)
    assert (late.status_code, late.json()["code"]) == (403, "show_who_you_are")

    attempt, code, _ = asking.start()
    fresh = asking.by_code(attempt, code).json()["access_token"]
    assert asking.ask("POST", "/me/password", sent, token=fresh).status_code == 204
    assert asking.in_with().status_code == 200
    without = asking.ask("POST", "/me/password", {"new_password": PASSWORD}, token=fresh)
    assert codes(without) == [("/current_password", "wrong_password")]


def test_nobody_without_a_password_is_signed_in_by_any(asking, as_owner, cast):
    as_owner(FORGET, id=cast.hana.person_id)
    for password in (PASSWORD, "None", "null"):
        assert asking.in_with(password=password).status_code == 401
