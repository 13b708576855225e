"""A safeguarding lead reads what nobody else does: two steps for each, whatever their role."""

import pytest
from tests.identity.signing import cookie_of
from tests.identity.test_second_factor import code_of, finish


@pytest.fixture
def lead(api, cast):
    """Say who the safeguarding leads are."""

    def name(*whom):
        told = {"safeguarding_leads": [one.id for one in whom]}
        answer = api.as_(cast.efe).patch(f"/programmes/{cast.programme.id}", told)
        assert answer.status_code == 200, answer.text

    return name


@pytest.fixture
def tie(api, cast):
    """Say something that only the leads read."""
    said = {"participant_id": cast.amara.id, "text": "My sister works there."}
    made = api.as_(cast.amara).post("/declarations", said)
    assert made.status_code == 201, made.text
    return made.json()["id"]


def test_a_coach_who_is_a_lead_reads_nothing_by_a_password_alone(
    signing, lead, cast, required, tie
):
    assert "access_token" in signing.in_with().json(), "a coach needs none"
    lead(cast.gwen, cast.hana)
    told = signing.in_with().json()

    assert told.keys() == {"next", "ticket"}
    assert told["next"] == "set_up_second_factor"
    begun = signing.ask("POST", "/sign-in/second-factor/set-up", {"ticket": told["ticket"]})
    given = finish(signing, told["ticket"], code_of(begun.json()["secret"])).json()
    seen = signing.ask("GET", "/declarations", token=given["access_token"]).json()["items"]
    assert tie in [one["id"] for one in seen]


def test_who_becomes_one_meanwhile_shows_it_at_the_next_refresh(signing, lead, cast, required):
    cookie = cookie_of(signing.in_with())
    assert signing.refresh(cookie).status_code == 200
    lead(cast.gwen, cast.hana)

    assert signing.refresh(cookie).status_code == 401


def test_their_page_says_that_it_is_needed(signing, lead, cast, required):
    token = signing.in_with().json()["access_token"]
    before = signing.ask("GET", "/me/second-factor", token=token).json()["required"]
    lead(cast.gwen, cast.hana)

    after = signing.ask("GET", "/me/second-factor", token=token).json()["required"]
    assert (before, after) == (False, True)


def test_who_is_one_no_more_needs_none(signing, lead, cast, required):
    lead(cast.gwen, cast.hana)
    assert "next" in signing.in_with().json()
    lead(cast.gwen)

    assert "access_token" in signing.in_with().json()
