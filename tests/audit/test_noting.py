"""What is noted of what people do: ids and codes, once, and in the right part."""

import pytest
from tests.cast import NOW

from alongside.core.clock import use_clock

STEPS = {
    "accept": ("hana", "proposal"),
    "decline": ("hana", "proposal"),
    "pause": ("amara", "pairing"),
    "end": ("ben", "pairing"),
}


def acts(rows):
    return [(row["action"], row["thing"], row["kind"]) for row in rows]


@pytest.mark.parametrize("verb", STEPS)
def test_what_either_of_two_does_is_noted_in_the_restricted_part_alone(api, cast, trail, verb):
    who, which = STEPS[verb]
    pairing = getattr(cast, which)

    assert api.as_(getattr(cast, who)).post(f"/pairings/{pairing.id}/{verb}").status_code == 200

    (entry,) = trail("restricted_entry")
    member = getattr(cast, who)
    assert entry["action"] == f"pairing:{verb}"
    assert (entry["actor_person_id"], entry["actor_id"]) == (
        member.person_id, member.participant_id
    )  # fmt: skip
    assert (entry["thing"], entry["thing_id"]) == ("pairing", pairing.id)
    assert trail() == []


def test_what_the_team_does_to_a_pairing_is_noted_there_too(api, cast, trail):
    """Were it noted elsewhere, its absence there would say that it was one of the two."""
    api.as_(cast.efe).post(f"/pairings/{cast.pairing.id}/end")

    assert [row["action"] for row in trail("restricted_entry")] == ["pairing:end"]
    assert trail() == []


def test_what_is_refused_is_not_noted(api, cast, trail):
    answer = api.as_(cast.idris).post(f"/pairings/{cast.pairing.id}/end")

    assert answer.status_code == 404
    assert trail("restricted_entry") == []


def test_adding_and_ending_somebody_is_an_event_about_them(api, cast, trail):
    efe = api.as_(cast.efe)
    told = {"programme_id": str(cast.programme.id), "role": "coach", "given_name": "Zed"}
    told["family_name"] = "Example"
    made = efe.post("/participants", told, headers={"Idempotency-Key": "k"}).json()
    efe.post("/participants", told, headers={"Idempotency-Key": "k"})
    efe.post(f"/participants/{made['id']}/end")

    rows = trail()
    assert acts(rows) == [
        ("participant:add", "participant", "event"),
        ("participant:read", "participant", "reading"),
        ("participant:end", "participant", "event"),
    ]
    assert {str(row["subject_id"]) for row in rows} == {made["id"]}
    assert all(len(row["request_id"]) == 32 for row in rows)


def test_a_list_is_noted_once_for_each_person_and_hour(api, cast, trail):
    efe = api.as_(cast.efe)
    listed = efe.get(f"/participants?programme_id={cast.programme.id}").json()["items"]
    others = {one["id"] for one in listed} - {str(cast.efe.participant_id)}
    efe.get(f"/participants/{cast.amara.participant_id}")
    efe.get("/participants")

    rows = trail()
    assert acts(rows) == [("participant:read", "participant", "reading")] * len(others)
    assert {str(row["subject_id"]) for row in rows} == others
    assert {row["actor_id"] for row in rows} == {cast.efe.participant_id}


def test_a_list_in_short_gives_nothing_that_would_be_noted(api, cast, trail):
    here = f"/participants?programme_id={cast.programme.id}"
    efe = api.as_(cast.efe)
    short = efe.get(f"{here}&in_short=true").json()["items"]
    noted = trail()
    whole = efe.get(here).json()["items"]

    assert noted == []
    assert [one["id"] for one in short] == [one["id"] for one in whole]
    assert {key for one in short for key in one} == {
        "id", "programme_id", "role", "display_name", "allowed", "joined", "has_email",
    }  # fmt: skip
    assert [one["joined"] for one in short] == [one["joined"] for one in whole]
    assert [one["has_email"] for one in short] == [one["email"] is not None for one in whole]
    assert len(trail()) == len(whole) - 1


def test_a_list_in_short_tells_a_partner_and_an_operator_no_more_than_a_name(api, cast):
    for who in (cast.ben, cast.farah):
        listed = api.as_(who).get("/participants?in_short=true").json()["items"]
        whole = api.as_(who).get("/participants").json()["items"]

        assert [one["id"] for one in listed] == [one["id"] for one in whole]
        assert any("joined" not in one for one in listed)
        assert {key for one in listed if "joined" not in one for key in one} == {
            "id", "programme_id", "role", "display_name", "allowed",
        }  # fmt: skip


def test_to_look_for_an_address_is_noted_in_short_as_well(api, cast, trail):
    """Else one could find out how to reach somebody, letter by letter, and unseen."""
    found = api.as_(cast.efe).get("/participants?in_short=true&q=amara").json()["items"]

    assert str(cast.amara.participant_id) in {one["id"] for one in found}
    assert cast.amara.participant_id in {row["subject_id"] for row in trail()}


def test_an_operator_who_reads_how_to_reach_a_coordinator_is_noted(api, cast, trail):
    operator = api.as_(cast.farah)
    listed = {one["id"] for one in operator.get("/participants").json()["items"]}
    operator.get(f"/participants/{cast.efe.participant_id}")

    rows = trail()
    assert {str(row["subject_id"]) for row in rows} == listed
    assert len(rows) == len(listed)
    assert str(cast.efe.participant_id) in listed
    assert {(row["actor_person_id"], row["actor_id"]) for row in rows} == {
        (cast.farah.person_id, None)
    }
    looked = api.as_(cast.efe).get("/who-looked").json()["items"]
    assert [(one["action"], one["display_name"]) for one in looked] == [("participant:read", None)]


def test_another_process_that_knows_nothing_of_it_notes_nothing_twice(api, cast, trail):
    at = f"/participants/{cast.amara.participant_id}"
    before = use_clock(lambda: NOW)
    try:
        api.as_(cast.efe).get(at)
        api.app.state.site.recent.forget()
        api.as_(cast.efe).get(at)
        noted = len(trail())
        use_clock(lambda: NOW.replace(year=NOW.year + 1))
        api.as_(cast.gwen).get(at)
    finally:
        use_clock(before)

    assert (noted, len(trail())) == (1, 2)


def test_a_partner_is_noted_while_contact_is_shared_and_oneself_never(api, cast, trail):
    ben, amara = api.as_(cast.ben), api.as_(cast.amara)
    amara.get(f"/participants/{cast.amara.participant_id}")
    ben.get(f"/participants/{cast.amara.participant_id}")
    amara.post(f"/pairings/{cast.pairing.id}/end")
    api.app.state.site.recent.forget()
    ben.get(f"/participants/{cast.amara.participant_id}")

    assert [(row["actor_id"], row["subject_id"]) for row in trail()] == [
        (cast.ben.participant_id, cast.amara.participant_id)
    ]


def test_a_lead_who_reads_ties_is_noted_and_their_owner_is_not(api, cast, trail):
    amara = api.as_(cast.amara)
    tie = {"participant_id": str(cast.amara.participant_id), "text": "My sister."}
    made = amara.post("/declarations", tie).json()
    amara.get("/declarations")
    api.as_(cast.gwen).get(f"/declarations/{made['id']}")

    (entry,) = trail()
    assert (entry["action"], entry["actor_id"]) == ("declaration:read", cast.gwen.participant_id)
    assert entry["subject_id"] == cast.amara.participant_id
    assert [row["action"] for row in trail("restricted_entry")] == ["declaration:add"]
