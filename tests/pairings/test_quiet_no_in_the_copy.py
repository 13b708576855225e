"""One's copy tells of a pairing what one is told as one of the two, whatever place one has left."""

from tests.figures import record


def states(caller):
    copy = caller.post("/me/copy")
    assert copy.status_code == 200, copy.text
    return [one["state"] for one in copy.json()["pairings"]]


def was_a_coordinator(api, cast, email):
    """Have somebody of the programme run it as well, until now."""
    efe, path = api.as_(cast.efe), f"/programmes/{cast.programme.id}/coordinators"
    added = efe.post(path, {"email": email, "given_name": "Idris", "family_name": "E"})
    assert added.status_code == 201
    assert efe.post(f"/participants/{added.json()['id']}/end").status_code == 200


def test_who_ran_the_programme_learns_of_no_decline_by_their_copy(api, cast):
    was_a_coordinator(api, cast, "idris@example.org")
    for answer in ("accept", "decline"):
        path = f"/pairings/{cast.proposal.id}/{answer}"
        assert api.as_(cast.hana).post(path).status_code == 200
    idris = api.as_(cast.idris)

    told = states(idris)

    record("T1", "declines that a copy tells to who ran the programme", told.count("declined"))
    assert idris.get(f"/pairings/{cast.proposal.id}").json()["state"] == "ended"
    assert told == ["ended"]


def test_ones_own_no_is_in_ones_own_copy(api, cast):
    was_a_coordinator(api, cast, "hana@example.org")
    declined = api.as_(cast.hana).post(f"/pairings/{cast.proposal.id}/decline")
    assert declined.status_code == 200

    assert states(api.as_(cast.hana)) == ["declined"]
