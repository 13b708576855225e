"""A no looks like a withdrawal, byte for byte, wherever the other member may look."""

import pytest
from tests.answers import said
from tests.pairings.test_states import ACTIONS


@pytest.fixture
def all_that_is_told(api, cast, members):
    """Gather everything that one of the two is told of the pairing and of the other."""

    def gather(who, other):
        caller = api.as_(members[who])
        reads = [
            f"/pairings/{cast.proposal.id}", "/pairings", "/sessions", "/feedback",
            *(f"/pairings?state={state}" for state in ("proposed", "ended", "declined")),
            f"/participants/{members[other].id}", "/participants", "/participants?q=a",
            f"/programmes/{cast.programme.id}", "/me", f"/sessions?pairing_id={cast.proposal.id}",
        ]  # fmt: skip
        told = [said(caller.get(path)) for path in reads]
        acts = [said(caller.post(f"/pairings/{cast.proposal.id}/{one}")) for one in ACTIONS]
        booking = {
            "pairing_id": str(cast.proposal.id), "mode": "phone",
            "starts_at": "2027-01-04T10:00:00Z", "ends_at": "2027-01-04T11:00:00Z",
        }  # fmt: skip
        return [*told, *acts, said(caller.post("/sessions", booking))]

    return gather


def outcomes(act, undone, gather, *endings):
    found = []
    for who, what in endings:
        with undone():
            assert act(who, what).status_code == 200
            found.append(gather())
    return found


def test_to_the_coach_the_leaders_no_is_a_withdrawal(act, undone, all_that_is_told):
    act("coach", "accept")

    declined, withdrawn = outcomes(
        act, undone, lambda: all_that_is_told("coach", "leader"),
        ("leader", "decline"), ("coordinator", "end"),
    )  # fmt: skip

    assert declined == withdrawn


def test_to_the_leader_the_coachs_second_thoughts_are_a_withdrawal(act, undone, all_that_is_told):
    act("coach", "accept")

    declined, withdrawn = outcomes(
        act, undone, lambda: all_that_is_told("leader", "coach"),
        ("coach", "decline"), ("coordinator", "end"),
    )  # fmt: skip

    assert declined == withdrawn


def test_to_the_leader_nothing_has_ever_been(act, undone, all_that_is_told):
    before = all_that_is_told("leader", "coach")

    declined, withdrawn = outcomes(
        act, undone, lambda: all_that_is_told("leader", "coach"),
        ("coach", "decline"), ("coordinator", "end"),
    )  # fmt: skip

    assert declined == withdrawn == before


@pytest.mark.parametrize("action", ["pause", "end"])
def test_nobody_can_tell_who_paused_or_ended(act, undone, all_that_is_told, action):
    act("coach", "accept")
    act("leader", "accept")

    for who, other in (("coach", "leader"), ("leader", "coach")):
        by = [("coach", action), ("leader", action), ("coordinator", action)]
        told = outcomes(act, undone, lambda who=who, other=other: all_that_is_told(who, other), *by)
        assert told[0] == told[1] == told[2]


def test_a_no_is_answered_to_the_coordinators_next_proposal_as_an_ending_is(
    api, cast, act, undone, propose
):
    for ending in (("coach", "decline"), ("coordinator", "end")):
        with undone():
            act(*ending)
            again = propose(cast.efe, cast.hana.id, cast.idris.id)
            assert (again.status_code, again.json()["state"]) == (201, "proposed")
            assert api.as_(cast.idris).get("/pairings").json()["items"] == []
