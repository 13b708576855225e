"""Each is told their own part of the trail; the restricted one, a lead who says why."""

import pytest
from tests.answers import NOBODYS

WHY = {"reason": "concern"}


def restricted(api, cast, who, **body):
    where = f"/programmes/{cast.programme.id}/restricted-entries"
    return api.as_(getattr(cast, who)).post(where, WHY | body)


def test_everybody_sees_who_looked_at_their_record_and_nobody_elses(api, cast):
    api.as_(cast.efe).get(f"/participants/{cast.amara.participant_id}")

    (look,) = api.as_(cast.amara).get("/who-looked").json()["items"]
    assert (look["action"], look["display_name"], look["role"]) == (
        "participant:read", api.as_(cast.efe).get("/me").json()["participants"][0]["display_name"],
        "coordinator",
    )  # fmt: skip
    assert api.as_(cast.efe).get("/who-looked").json() == {"items": [], "next": None}
    assert api.as_(cast.ben).get("/who-looked").json() == {"items": [], "next": None}


def test_it_is_told_to_somebody_whose_part_has_ended(api, cast):
    api.as_(cast.efe).post(f"/participants/{cast.hana.participant_id}/end")

    looks = api.as_(cast.hana).get("/who-looked").json()["items"]
    assert [look["action"] for look in looks] == ["participant:end"]


def test_a_long_list_comes_in_pages(api, cast):
    efe = api.as_(cast.efe)
    for topic in range(60):
        path = f"/participants/{cast.pia.participant_id}"
        efe.patch(path, {"topics": f"{topic}"}, headers={"If-Match": "*"})

    pia = api.as_(cast.pia)
    first = pia.get("/who-looked").json()
    second = pia.get(f"/who-looked?cursor={first['next']}").json()
    ids = [one["id"] for one in (*first["items"], *second["items"])]
    assert (len(first["items"]), len(set(ids)), second["next"]) == (50, 60, None)
    other = api.as_(cast.amara).get(f"/who-looked?cursor={first['next']}")
    assert other.status_code == 422


def test_a_coordinator_sees_what_was_done_and_neither_reading_nor_the_restricted_part(api, cast):
    efe = api.as_(cast.efe)
    efe.get("/participants")
    api.as_(cast.amara).post(f"/pairings/{cast.pairing.id}/pause")
    path = f"/programmes/{cast.programme.id}"
    efe.patch(path, {"aims": "To learn."}, headers={"If-Match": "*"})

    events = api.as_(cast.gwen).get(f"{path}/events").json()["items"]
    assert [one["action"] for one in events] == ["programme:change"]


@pytest.mark.parametrize("who", ["efe", "amara", "ben", "chen", "kofi"])
def test_only_a_lead_is_told_of_the_restricted_part(api, cast, trail, who):
    answer = restricted(api, cast, who)
    missing = api.as_(getattr(cast, who)).post(f"/programmes/{NOBODYS}/restricted-entries", WHY)

    assert answer.status_code == missing.status_code == 404
    assert {**answer.json(), "instance": ""} == {**missing.json(), "instance": ""}
    assert trail("restricted_entry") == []


def test_a_lead_reads_who_paused_and_that_is_noted_with_the_reason(api, cast, trail):
    api.as_(cast.amara).post(f"/pairings/{cast.pairing.id}/pause")
    api.as_(cast.ben).post(f"/pairings/{cast.pairing.id}/resume")

    items = restricted(api, cast, "gwen").json()["items"]
    told = [(one["action"], one["actor_id"], one["reason"]) for one in items]
    assert told == [
        ("restricted_audit:read", str(cast.gwen.participant_id), "concern"),
        ("pairing:resume", str(cast.ben.participant_id), None),
        ("pairing:pause", str(cast.amara.participant_id), None),
    ]
    asked = [row for row in trail("restricted_entry") if row["reason"]]
    assert [(row["reason"], row["actor_id"]) for row in asked] == [
        ("concern", cast.gwen.participant_id)
    ]


def test_it_may_be_asked_of_one_thing_and_of_what_is_older(api, cast):
    api.as_(cast.amara).post(f"/pairings/{cast.pairing.id}/pause")
    api.as_(cast.hana).post(f"/pairings/{cast.proposal.id}/accept")

    about = restricted(api, cast, "gwen", thing_id=str(cast.proposal.id)).json()["items"]
    assert {one["thing_id"] for one in about} == {str(cast.proposal.id)}
    older = restricted(api, cast, "gwen", before="2020-01-01T00:00:00Z").json()["items"]
    assert older == []


def test_without_a_reason_of_the_list_nothing_is_told(api, cast, trail):
    assert restricted(api, cast, "gwen", reason="curious").status_code == 422
    assert restricted(api, cast, "gwen", reason=None).status_code == 422
    assert trail("restricted_entry") == []
