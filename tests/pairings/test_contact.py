"""Contact details and access needs are shared while a pairing is active or paused, only then."""

import pytest
from tests.answers import NOBODYS, said
from tests.pairings.conftest import STEPS

NAME_AND_TOPICS = {"id", "programme_id", "role", "display_name", "topics", "allowed", "readers"}
CONTACT = {"email", "phone", "contact_by", "access_needs"}
SHARED = NAME_AND_TOPICS | CONTACT | {"lived_experience", "organisation_id", "job_title"}
BOTH_SHARE = (SHARED, SHARED)
NAMES_ONLY = (NAME_AND_TOPICS, NAME_AND_TOPICS)
NOTHING_TO_THE_LEADER = (NAME_AND_TOPICS, None)

# What the coach reads of the leader, and the leader of the coach.
FIELDS = {
    "proposed": NOTHING_TO_THE_LEADER,
    "agreed": NAMES_ONLY,
    "active": BOTH_SHARE,
    "paused": BOTH_SHARE,
    "ended": NAMES_ONLY,
    "ended in a break": NAMES_ONLY,
    "declined by the coach": NOTHING_TO_THE_LEADER,
    "declined by the coach after a yes": NAMES_ONLY,
    "declined by the leader": NAMES_ONLY,
    "withdrawn": NOTHING_TO_THE_LEADER,
    "withdrawn after a yes": NAMES_ONLY,
}


@pytest.mark.parametrize("stage", STEPS)
def test_what_the_two_read_of_each_other(api, cast, reach, stage):
    reach(stage)

    for reader, other, fields in (
        (cast.hana, cast.idris, FIELDS[stage][0]),
        (cast.idris, cast.hana, FIELDS[stage][1]),
    ):
        caller = api.as_(reader)
        answer = caller.get(f"/participants/{other.id}")
        listed = {one["id"]: one for one in caller.get("/participants").json()["items"]}
        if fields is None:
            assert said(answer) == said(caller.get(f"/participants/{NOBODYS}"))
            assert other.id not in listed
            continue
        assert answer.json().keys() == fields
        assert listed[other.id] == answer.json() | {"readers": None}
        assert answer.json()["topics"] == f"Topics of {other.name.capitalize()}"


def test_what_is_shared_is_what_was_written(api, cast, reach):
    reach("active")

    seen = api.as_(cast.idris).get(f"/participants/{cast.hana.id}").json()

    assert seen["email"] == "hana@side.example"
    assert seen["access_needs"] == "What helps Hana"
    assert seen["phone"].startswith("07700")


def test_a_second_pairing_that_is_active_keeps_them_shared(api, cast, reach, propose):
    """What ended once may begin again: the details follow the pairing that is going on."""
    reach("ended")
    made = propose(cast.efe, cast.hana.id, cast.idris.id).json()["id"]
    for who in (cast.hana, cast.idris):
        assert api.as_(who).post(f"/pairings/{made}/accept").status_code == 200

    hana, idris = api.as_(cast.hana), api.as_(cast.idris)
    assert hana.get(f"/participants/{cast.idris.id}").json().keys() == SHARED
    assert idris.get(f"/participants/{cast.hana.id}").json().keys() == SHARED
    assert [one["id"] for one in hana.get("/participants").json()["items"]].count(
        cast.idris.id
    ) == 1


def test_a_coordinator_reads_it_at_every_stage(api, cast, act):
    for step in (None, ("coach", "accept"), ("leader", "accept"), ("coach", "end")):
        if step:
            act(*step)
        for one in (cast.hana, cast.idris):
            assert api.as_(cast.efe).get(f"/participants/{one.id}").json().keys() > SHARED
