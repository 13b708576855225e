"""Whom somebody else put in charge is not held up by it, and holds nobody up."""

import pytest
from tests.erasure.conftest import later

APPOINTED = {"email": "hana@example.org", "given_name": "Hana", "family_name": "Example"}
ENDED = "update participant set state = 'ended' where id = any (:ids)"
JOINED = "update participant set joined_at = now() where id = :id"


def appoint(house, who, programme, **fields):
    made = house.as_(who).post(f"/programmes/{programme.id}/coordinators", APPOINTED | fields)
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture
def alone(house):
    """Have another programme make Hana its coordinator, and be left by all others."""
    cast = house.cast
    place = appoint(house, "jo", cast.elsewhere)
    house.sql(ENDED, ids=[cast.jo.participant_id, cast.pia.others["coordinator"]])
    return place


def test_a_place_that_was_never_taken_up_holds_nobody_up(house, alone):
    hana = house.as_("hana")
    assert hana.get("/me/erasure").json()["held_up_by"] is None
    assert hana.post("/me/erasure").status_code == 201

    with later(days=15):
        assert house.keep().people == 1


def test_one_that_was_taken_up_does(house, alone):
    assert house.as_("hana").post(f"/me/participants/{alone}/open").status_code == 200

    assert house.as_("hana").get("/me/erasure").json()["held_up_by"] == "last_coordinator"


def test_nobody_leaves_a_programme_to_whoever_has_not_come_in(house):
    cast = house.cast
    house.sql(ENDED, ids=[cast.gwen.participant_id])
    place = appoint(house, "efe", cast.programme)
    assert house.as_("efe").post("/me/erasure").json()["code"] == "last_coordinator_leaves"

    house.sql(JOINED, id=place)
    assert house.as_("efe").post("/me/erasure").status_code == 201
