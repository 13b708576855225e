"""A safeguarding lead reads what nobody else does: two steps for each, whatever their role."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.identity.signing import cookie_of
from tests.identity.test_second_factor import KNOWN, QUICK_HASH, code_of, finish

from alongside.access.actor import Actor, Seat
from alongside.access.policy import NEED_SECOND_FACTOR
from alongside.identity.second_factor.service import must_have_one
from alongside.models import Role


@pytest.mark.parametrize("role", Role)
def test_each_of_them_must_show_who_they_are_a_second_time(api, role):
    site = replace(api.app.state.site, second_factor_required=True)

    def must(*, lead):
        return must_have_one(site, Actor(uuid4(), None, (Seat(uuid4(), uuid4(), role, lead),)))

    assert must(lead=True)
    assert must(lead=False) == (role in NEED_SECOND_FACTOR)


@pytest.fixture(autouse=True)
def joined(as_owner, cast):
    """Let them have taken up their places: else nothing is asked of them."""
    came = [cast.gwen.participant_id, cast.hana.participant_id]
    as_owner("update participant set joined_at = now() where id = any (:ids)", ids=came)


@pytest.fixture
def tie(api, cast):
    """Say something that only the leads read."""
    said = {"participant_id": cast.amara.id, "text": "My sister works there."}
    made = api.as_(cast.amara).post("/declarations", said)
    assert made.status_code == 201, made.text
    return made.json()["id"]


def test_a_lead_reads_nothing_by_a_password_alone(signing, as_owner, cast, required, tie):
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.gwen.person_id)
    told = signing.in_with("gwen@example.org").json()

    assert told.keys() == {"next", "ticket"}
    assert told["next"] == "set_up_second_factor"
    begun = signing.ask("POST", "/sign-in/second-factor/set-up", {"ticket": told["ticket"]})
    given = finish(signing, told["ticket"], code_of(begun.json()["secret"])).json()
    seen = signing.ask("GET", "/declarations", token=given["access_token"]).json()["items"]
    assert tie in [one["id"] for one in seen]


def test_who_is_named_one_without_a_second_step_shows_it_at_the_next_refresh(
    signing, api, as_owner, cast, required
):
    """Even where the role alone would ask for none: the password was enough until now."""
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.hana.person_id)
    cookie = cookie_of(signing.in_with())
    assert signing.refresh(cookie).status_code == 200
    as_owner(
        "update participant set role = 'learning_partner', safeguarding_lead = true where id = :id",
        id=cast.hana.participant_id,
    )

    assert signing.refresh(cookie).status_code == 401
