"""Coaches decide first, and a decline stays with the one who declined."""


def act(api, who, what, pairing_id):
    return api.as_(who).post(f"/pairings/{pairing_id}/{what}")


def test_a_leader_sees_nothing_until_the_coach_has_said_yes(api, cast):
    unknown = api.as_(cast.idris).get(f"/pairings/{cast.trust.id}")
    before = api.as_(cast.idris).get(f"/pairings/{cast.proposal.id}")

    assert before.status_code == 404
    assert {**before.json(), "instance": ""} == {**unknown.json(), "instance": ""}
    assert api.as_(cast.idris).get("/pairings").json()["items"] == []

    act(api, cast.hana, "accept", cast.proposal.id)

    after = api.as_(cast.idris).get(f"/pairings/{cast.proposal.id}").json()
    assert after["state"] == "proposed"
    assert after["allowed"] == ["pairing:accept", "pairing:decline"]


def test_both_say_yes_and_it_is_active(api, cast):
    act(api, cast.hana, "accept", cast.proposal.id)
    agreed = act(api, cast.idris, "accept", cast.proposal.id)

    assert agreed.status_code == 200
    assert agreed.json()["state"] == "active"
    assert agreed.json()["started_at"] is not None
