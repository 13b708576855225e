"""Who reads what is kept about somebody is said by name, and follows each change at once."""

import pytest

PAIRED, ASKED = (
    "anybody else you are paired with",
    "anybody else who is asked to be paired with you",
)
THEIRS = "anybody else they are paired with"


@pytest.fixture
def readers(api):
    """Ask who reads one field of somebody's: `readers(cast.amara, "topics", to=cast.ben)`."""

    def reading(whose, field, to=None):
        answer = api.as_(to or whose).get(f"/participants/{whose.id}")
        assert answer.status_code == 200
        return answer.json()["readers"].get(field)

    return reading


def test_what_helps_is_read_by_oneself_the_partner_and_the_team(cast, readers):
    assert readers(cast.amara, "access_needs") == ["You", "Ben", "Efe", "Gwen", PAIRED]
    assert readers(cast.ben, "access_needs") == ["You", "Amara", "Efe", "Gwen", PAIRED]
    assert readers(cast.amara, "topics") == ["You", "Ben", "Efe", "Gwen", PAIRED, ASKED]


def test_the_partner_is_told_so_and_learns_of_nobody_else(cast, readers):
    assert readers(cast.amara, "access_needs", to=cast.ben) == [
        "You", "Amara", "Efe", "Gwen", THEIRS,
    ]  # fmt: skip
    assert readers(cast.amara, "capacity", to=cast.ben) is None


def test_who_runs_the_programme_is_read_of_by_no_partner(cast, readers):
    """Operators see how to reach a coordinator, and none of their words."""
    assert readers(cast.efe, "topics") == ["You", "Gwen"]
    assert readers(cast.efe, "email") == ["You", "Gwen", "the people who run Alongside"]
    assert readers(cast.efe, "email", to=cast.farah) == [
        "Efe", "the programme team", "the people who run Alongside",
    ]  # fmt: skip
    assert readers(cast.efe, "topics", to=cast.farah) is None


def test_an_ended_pairing_takes_the_partner_away_at_once(api, cast, readers):
    ben = api.as_(cast.ben)
    assert ben.get(f"/participants/{cast.amara.id}").json()["access_needs"]
    ben.post(f"/pairings/{cast.pairing.id}/end")

    assert readers(cast.amara, "access_needs") == ["You", "Efe", "Gwen", PAIRED]
    assert readers(cast.amara, "topics") == ["You", "Ben", "Efe", "Gwen", PAIRED, ASKED]
    seen = ben.get(f"/participants/{cast.amara.id}").json()
    assert "access_needs" not in seen
    assert seen["topics"] == "Topics of Amara"


def test_while_only_the_coach_is_asked_the_leader_is_named_to_nobody_but_the_team(
    api, cast, readers
):
    before = readers(cast.idris, "topics")

    assert readers(cast.hana, "topics") == ["You", "Efe", "Gwen", PAIRED, ASKED]
    assert "Hana" not in before
    assert readers(cast.idris, "topics", to=cast.efe) == [
        "You", "Idris", "Hana", "Gwen", THEIRS, "anybody else who is asked to be paired with them",
    ]  # fmt: skip
    api.as_(cast.hana).post(f"/pairings/{cast.proposal.id}/decline")
    assert readers(cast.idris, "topics") == before


def test_once_the_leader_is_asked_each_is_named_to_the_other(api, cast, readers):
    api.as_(cast.hana).post(f"/pairings/{cast.proposal.id}/accept")

    assert "Idris" in readers(cast.hana, "topics")
    assert "Hana" in readers(cast.idris, "topics")
    assert "Idris" not in readers(cast.hana, "access_needs")
    api.as_(cast.idris).post(f"/pairings/{cast.proposal.id}/accept")
    assert "Idris" in readers(cast.hana, "access_needs")


def test_a_tie_is_said_to_be_for_oneself_and_the_safeguarding_leads(cast, readers):
    assert readers(cast.amara, "declaration") == ["You", "Gwen"]
    assert readers(cast.amara, "declaration", to=cast.efe) is None


def test_saving_waits_for_another_look_when_there_is_another_reader(api, cast):
    """Whoever writes has been shown by name who will read it, at the moment of saving."""
    hana, path = api.as_(cast.hana), f"/participants/{cast.hana.id}"
    tag = hana.get(path).headers["etag"]
    hana.post(f"/pairings/{cast.proposal.id}/accept")
    api.as_(cast.idris).post(f"/pairings/{cast.proposal.id}/accept")

    late = hana.patch(path, {"access_needs": "Large print."}, headers={"If-Match": tag})
    assert late.status_code == 412
    again = hana.get(path)
    assert "Idris" in again.json()["readers"]["access_needs"]
    saved = hana.patch(
        path, {"access_needs": "Large print."}, headers={"If-Match": again.headers["etag"]}
    )
    assert saved.status_code == 200


def test_lists_name_nobody(api, cast):
    items = api.as_(cast.efe).get("/participants").json()["items"]

    assert {str(one["readers"]) for one in items} == {"None"}


def test_before_somebody_is_added_it_is_said_who_would_read_of_them(api, cast):
    told = api.as_(cast.efe).get(f"/programmes/{cast.programme.id}").json()["readers"]

    assert told["access_needs"] == ["the person themselves", "Efe", "Gwen", THEIRS]
    assert told["declaration"] == ["the person whose it is", "Gwen"]
    assert told["aims"] == ["everybody in the programme", "the people who run Alongside"]
    seen = api.as_(cast.amara).get(f"/programmes/{cast.programme.id}").json()["readers"]
    assert set(seen) == {"name", "aims", "labels"}
