"""Ending somebody's part: it acts at once, kindly, and once."""

import pytest
from tests.answers import NOBODYS, said


@pytest.fixture
def end(api, cast):
    return lambda who, member: api.as_(who).post(f"/participants/{member.id}/end")


def test_they_are_out_at_once_and_their_pairings_are_over(api, cast, end):
    answer = end(cast.efe, cast.idris)

    assert (answer.status_code, answer.json()["state"]) == (200, "ended")
    assert answer.json()["allowed"] == ["participant:change"]
    idris = api.as_(cast.idris)
    assert idris.get(f"/participants/{cast.idris.id}").status_code == 404
    assert idris.get("/pairings").json()["items"] == []
    seen = api.as_(cast.hana).get(f"/pairings/{cast.proposal.id}").json()
    assert (seen["state"], seen["allowed"]) == ("ended", [])


def test_it_looks_like_a_withdrawal_to_the_other(api, cast, end, undone):
    told = []
    for ending in (
        lambda: end(cast.efe, cast.idris),
        lambda: api.as_(cast.efe).post(f"/pairings/{cast.proposal.id}/end"),
    ):
        with undone():
            assert ending().status_code == 200
            paths = (f"/pairings/{cast.proposal.id}", f"/participants/{cast.idris.id}", "/pairings")
            told.append([said(api.as_(cast.hana).get(path)) for path in paths])

    assert told[0] == told[1]


def test_nobody_leaves_twice(cast, end):
    end(cast.efe, cast.ben)

    for member in (cast.ben, cast.noor):
        again = end(cast.gwen, member)
        assert (again.status_code, again.json()["code"]) == (409, "participant_ended")


def test_only_coordinators_end_a_part(cast, end):
    assert end(cast.amara, cast.amara).status_code == 403
    assert end(cast.amara, cast.ben).status_code == 403
    assert end(cast.farah, cast.efe).status_code == 403
    for name in ("hana", "idris", "chen", "noor", "jo", "farah"):
        who = getattr(cast, name)
        missing = said(end(who, type("Nobody", (), {"id": NOBODYS})))
        assert missing[0] == 404
        assert said(end(who, cast.amara)) == missing, name


def test_a_programme_keeps_a_coordinator(api, cast, end):
    assert end(cast.efe, cast.gwen).status_code == 200

    last = end(cast.efe, cast.efe)

    assert (last.status_code, last.json()["code"]) == (409, "last_coordinator")
    assert api.as_(cast.efe).get(f"/participants/{cast.efe.id}").json()["state"] == "active"
    assert end(cast.jo, cast.jo).status_code == 200  # Pia coordinates there, too


def test_whoever_has_not_come_in_does_not_count_as_another_one(api, cast, end, as_owner):
    assert end(cast.efe, cast.gwen).status_code == 200
    new = {"email": "zed@new.example", "given_name": "Zed", "family_name": "Zander"}
    appointed = api.as_(cast.efe).post(f"/programmes/{cast.programme.id}/coordinators", new)
    last = end(cast.efe, cast.efe)
    assert (last.status_code, last.json()["code"]) == (409, "last_coordinator")

    as_owner("update participant set joined_at = now() where id = :id", id=appointed.json()["id"])
    assert end(cast.efe, cast.efe).status_code == 200


def test_who_ends_their_own_part_sees_it_no_more(api, cast, end):
    answer = end(cast.gwen, cast.gwen)

    assert answer.status_code == 200
    assert api.as_(cast.efe).get(f"/participants/{cast.gwen.id}").json()["state"] == "ended"
    assert api.as_(cast.gwen).get("/participants").json()["items"] == []


def test_other_parts_of_the_same_person_go_on(api, cast, end):
    end(cast.efe, cast.pia)

    assert api.as_(cast.pia).get(f"/participants/{cast.pia.id}").status_code == 404
    there = cast.pia.others["coordinator"]
    assert api.as_(cast.pia).get(f"/participants/{there}").status_code == 200
    held = {one["id"]: one["state"] for one in api.as_(cast.pia).get("/me").json()["participants"]}
    assert (held[str(there)], held[cast.pia.id]) == ("active", "ended")


def test_nobody_proposes_or_links_who_has_left(api, cast, end):
    end(cast.efe, cast.idris)
    efe = api.as_(cast.efe)

    body = {
        "programme_id": str(cast.programme.id), "coach_id": cast.pia.id, "leader_id": cast.idris.id,
    }  # fmt: skip
    assert efe.post("/pairings", body).status_code == 422
    assert efe.post(f"/participants/{cast.idris.id}/sign-in-link").status_code == 409
