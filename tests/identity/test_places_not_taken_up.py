"""What another programme gives somebody asks nothing of them, and opens nothing by one step."""

from dataclasses import replace

import pytest
from tests.figures import record
from tests.identity.signing import cookie_of
from tests.identity.test_second_factor import code_of

from alongside.access.policy import NEED_SECOND_FACTOR
from alongside.models import Role

STAFF = tuple(role.value for role in Role if role in NEED_SECOND_FACTOR)
SEATS = """
    select enter(:who, :through, now()) as told, current_setting('app.mine') as mine,
           current_setting('app.member') as member, current_setting('app.coordinator') as runs,
           current_setting('app.learning_partner') as learns, current_setting('app.lead') as leads
"""


@pytest.fixture
def given(api, cast):
    """Have the other programme give Hana a place in its team."""

    def give(role="coordinator"):
        told = {
            "programme_id": str(cast.elsewhere.id), "role": role, "given_name": "Hana",
            "family_name": "Example", "email": "hana@example.org",
        }  # fmt: skip
        made = api.as_(cast.jo).post("/participants", told)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    return give


@pytest.fixture
def opens(signing, cast):
    """Say what of the other programme is open to somebody who is signed in."""
    there = cast.elsewhere.id
    pages = (f"/programmes/{there}", f"/programmes/{there}/events", f"/programmes/{there}/helpers")
    lists = ("/participants", "/pairings", "/sessions", "/offered-feedback", "/imports")

    def look(token):
        found = {one for one in pages if signing.ask("GET", one, token=token).status_code == 200}
        for one in lists:
            answer = signing.ask("GET", f"{one}?programme_id={there}", token=token)
            if answer.status_code == 200 and answer.json()["items"]:
                found.add(one)
        return found

    return look


def token_of(answer):
    return answer.json()["access_token"]


def set_up(signing, token):
    secret = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    sent = {"code": code_of(secret)}
    assert signing.ask("POST", "/me/second-factor/confirm", sent, token=token).status_code == 204
    return secret


def enter(signing, token, place):
    return signing.ask("POST", f"/me/participants/{place}/open", token=token)


@pytest.mark.parametrize("role", STAFF)
def test_a_place_that_somebody_else_gave_asks_for_no_second_step(
    signing, given, required, later, role
):
    given(role)
    come = signing.in_with()

    record("Sign-in", "second steps asked by a place not taken up", int("next" in come.json()))
    assert come.json().keys() == {"access_token", "token_type", "expires_in"}
    told = signing.ask("GET", "/me/second-factor", token=token_of(come)).json()
    assert told["required"] is False
    later(seconds=11)
    assert signing.refresh(cookie_of(come)).status_code == 200
    assert signing.in_with().status_code == 200


@pytest.mark.parametrize("role", STAFF)
def test_it_is_no_way_around_the_second_step(signing, given, opens, required, later, cast, role):
    """By one step it opens nothing: neither before somebody opens it, nor by trying to."""
    place = given(role)
    come = signing.in_with()
    token = token_of(come)
    opened = opens(token)
    refused = enter(signing, token, place)
    later(seconds=11)
    renewed = token_of(signing.refresh(cookie_of(come)))
    opened |= opens(token) | opens(renewed)

    record("Sign-in", "pages of a team opened by one step alone", len(opened))
    assert opened == set()
    assert (refused.status_code, refused.json()["code"]) == (403, "second_step_first")
    me = signing.ask("GET", "/me", token=renewed).json()["participants"]
    (there,) = [one for one in me if one["id"] == place]
    assert (there["allowed"], there["joined"]) == ([], False)
    (here,) = [one for one in me if one["id"] == cast.hana.id]
    assert "participant:change" in here["allowed"], "what was theirs before is open as ever"


@pytest.mark.parametrize("role", STAFF)
def test_by_a_second_step_it_opens_and_then_asks_for_one_each_time(
    signing, given, opens, required, later, role
):
    place = given(role)
    token = token_of(signing.in_with())
    set_up(signing, token)
    assert opens(token)
    assert enter(signing, token, place).status_code == 200

    told = signing.ask("GET", "/me/second-factor", token=token).json()
    assert told["required"] is True
    assert signing.in_with().json()["next"] == "second_factor"


def test_a_passkey_opens_it_too(signing, given, opens, required, passkeys, later):
    place = given()
    key = passkeys.added(token_of(signing.in_with()))
    by_key = token_of(passkeys.enter(key))
    assert opens(by_key)
    assert enter(signing, by_key, place).status_code == 200

    assert signing.in_with().json()["next"] == "passkey"


def test_turning_the_second_step_off_closes_it_at_once(signing, given, opens, required, later):
    given()
    token = token_of(signing.in_with())
    set_up(signing, token)
    assert opens(token)
    assert signing.ask("DELETE", "/me/second-factor", token=token).status_code == 204

    assert opens(token) == set()


def test_row_security_is_told_the_same(signing, given, required, as_owner, cast):
    """The second lock: of a sign-in by one step, it knows of no place in a team at all."""
    place = given()
    token = token_of(signing.in_with())
    (through,) = as_owner(
        "select id from sign_in where person_id = :id order by created_at desc limit 1",
        id=cast.hana.person_id,
    )
    (told,) = as_owner(SEATS, who=cast.hana.person_id, through=through["id"])
    assert place not in told["mine"]
    assert str(cast.elsewhere.id) not in told["member"] + told["runs"] + told["learns"]
    assert cast.hana.id in told["mine"]

    set_up(signing, token)
    (told,) = as_owner(SEATS, who=cast.hana.person_id, through=through["id"])
    assert place in told["mine"]
    assert str(cast.elsewhere.id) in told["runs"]


def test_who_came_in_before_it_was_asked_of_anybody_is_asked_at_the_next_refresh(
    signing, given, opens, api, later
):
    given()
    come = signing.in_with()
    assert opens(token_of(come)), "where one step is enough for everybody, it is for this, too"
    later(seconds=11)
    state = api.app.state
    before, state.site = state.site, replace(state.site, second_factor_required=True)
    try:
        renewed = token_of(signing.refresh(cookie_of(come)))
        assert opens(renewed) == set()
    finally:
        state.site = before


def test_who_becomes_a_lead_meanwhile_reads_nothing_more_by_one_step(
    signing, required, as_owner, api, cast
):
    """Nor until the next refresh, which asks for the second step."""
    said = {"participant_id": cast.amara.id, "text": "My sister works there."}
    assert api.as_(cast.amara).post("/declarations", said).status_code == 201
    as_owner("update participant set joined_at = now() where id = :id",
             id=cast.hana.participant_id)  # fmt: skip
    come = signing.in_with()
    as_owner("update participant set role = 'learning_partner', safeguarding_lead = true"
             " where id = :id", id=cast.hana.participant_id)  # fmt: skip

    assert signing.ask("GET", "/declarations", token=token_of(come)).json()["items"] == []
    assert signing.refresh(cookie_of(come)).status_code == 401


def test_a_copy_of_ones_data_has_a_place_that_is_closed(signing, given, required):
    place = given()
    token = token_of(signing.in_with())
    copy = signing.ask("POST", "/me/copy", token=token).json()

    assert place in [one["id"] for one in copy["places"]]
