"""What goes in and out about pairings."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.access.audiences import Someone, readers_of_place
from alongside.access.enforce import words
from alongside.access.on_behalf import OnBehalf
from alongside.access.policy import Action
from alongside.access.readers import told_helpers
from alongside.core.people import Named, Readers, named
from alongside.core.views import UNTAGGED, Allowed, Command, View
from alongside.models import PairingState

STILL = {
    PairingState.PROPOSED: {
        Action.PAIRING_ACCEPT,
        Action.PAIRING_DECLINE,
        Action.PAIRING_ANSWER_FOR,
    },
    PairingState.ACTIVE: {Action.PAIRING_PAUSE, Action.PAIRING_END, Action.SESSION_BOOK},
    PairingState.PAUSED: {Action.PAIRING_RESUME, Action.PAIRING_END},
    PairingState.ENDED: set[Action](),
    PairingState.DECLINED: set[Action](),
}


class ProposePairing(Command):
    programme_id: UUID
    coach_id: Annotated[UUID, Field(description="A participant whose role is coach.")]
    leader_id: Annotated[UUID, Field(description="A participant whose role is leader.")]


class AnswerFor(Command):
    """What somebody who cannot sign in has answered to a proposal."""

    on_behalf: OnBehalf
    accept: Annotated[
        bool,
        Field(strict=True, description="true: yes. false: not this time.", examples=[True]),
    ]


class PairingView(View):
    """A pairing as its reader sees it. Only who declined, and the team, see `declined`."""

    untagged = UNTAGGED

    id: UUID
    programme_id: UUID
    coach: Named
    leader: Named
    state: PairingState
    coach_accepted: Annotated[bool, Field(description="The coach has said yes.")]
    started_at: Annotated[datetime | None, Field(description="When both had said yes.")]
    created_at: Annotated[
        datetime,
        Field(
            description="When it was proposed; to its leader, when they were asked. Lists go by it."
        ),
    ]
    allowed: Allowed
    readers: Annotated[
        Readers | None,
        Field(
            description=(
                "Who reads where and how its sessions are, said before one is booked. Null in"
                " lists, and until both have said yes."
            )
        ),
    ]


class PairingPage(View):
    items: Annotated[list[PairingView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


def _open_now(row: Any, mine: Collection[UUID]) -> list[str]:
    may = words(Action.PAIRING_READ, row["allowed"])
    still = may & STILL[PairingState(row["state"])]
    if row["state"] == PairingState.PROPOSED:
        if Action.PAIRING_WITHDRAW in may:
            still |= {Action.PAIRING_END}
        if row["coach_accepted"] and row["coach_id"] in mine:
            still -= {Action.PAIRING_ACCEPT}
        if {row["coach_id"], row["leader_id"]} & {*mine}:
            still -= {Action.PAIRING_ANSWER_FOR}
    return sorted(still)


def _who_reads(row: Any, mine: Collection[UUID]) -> list[str] | None:
    """Name who reads of its sessions; nobody before both have said yes, when there can be none."""
    if "helpers" not in row or row["started_at"] is None:
        return None
    coach = Someone(row["coach_id"], row["coach_name"])
    leader = Someone(row["leader_id"], row["leader_name"])
    return readers_of_place(coach, leader, told_helpers(row), mine)


def see_pairing(row: Any, mine: Collection[UUID]) -> PairingView:
    """Show a pairing to the person who is these participants."""
    return PairingView(
        id=row["id"],
        programme_id=row["programme_id"],
        coach=Named(**named(row, "coach")),
        leader=Named(**named(row, "leader")),
        state=PairingState(row["state"]),
        coach_accepted=row["coach_accepted"],
        started_at=row["started_at"],
        created_at=row["created_at"],
        allowed=_open_now(row, mine),
        readers=_who_reads(row, mine),
    )
