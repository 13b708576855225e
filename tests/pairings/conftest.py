"""Taking a proposal as far as a test wants it."""

from functools import partial

import pytest
from tests.undoing import undoing

# Each stage of a pairing, and the steps that lead there from a proposal: who does what.
STEPS = {
    "proposed": (),
    "agreed": (("coach", "accept"),),
    "active": (("coach", "accept"), ("leader", "accept")),
    "paused": (("coach", "accept"), ("leader", "accept"), ("leader", "pause")),
    "ended": (("coach", "accept"), ("leader", "accept"), ("coach", "end")),
    "ended in a break": (
        ("coach", "accept"), ("leader", "accept"), ("coach", "pause"), ("leader", "end"),
    ),
    "declined by the coach": (("coach", "decline"),),
    "declined by the coach after a yes": (("coach", "accept"), ("coach", "decline")),
    "declined by the leader": (("coach", "accept"), ("leader", "decline")),
    "withdrawn": (("coordinator", "end"),),
    "withdrawn after a yes": (("coach", "accept"), ("coordinator", "end")),
}  # fmt: skip


@pytest.fixture
def members(cast):
    """Name who is who in the proposal: Hana has been asked about Idris."""
    return {"coach": cast.hana, "leader": cast.idris, "coordinator": cast.efe}


@pytest.fixture
def act(api, cast, members):
    """Do something about the proposal: `act("coach", "accept")`."""

    def acting(who, what):
        caller = api.as_(members.get(who) or getattr(cast, who))
        return caller.post(f"/pairings/{cast.proposal.id}/{what}")

    return acting


@pytest.fixture
def reach(act):
    """Bring the proposal to one of the stages."""

    def reaching(stage):
        for who, what in STEPS[stage]:
            assert act(who, what).status_code == 200

    return reaching


@pytest.fixture
def undone(api):
    """Give a block that leaves nothing behind: `with undone(): …`."""
    return partial(undoing, api)


@pytest.fixture
def propose(api, cast):
    """Ask a coach about a leader: `propose(cast.efe, cast.hana.id, cast.ben.id)`."""

    def proposing(who, coach, leader, programme=None, **headers):
        body = {
            "programme_id": str(programme or cast.programme.id),
            "coach_id": str(coach), "leader_id": str(leader),
        }  # fmt: skip
        return api.as_(who).post("/pairings", body, headers=headers)

    return proposing
