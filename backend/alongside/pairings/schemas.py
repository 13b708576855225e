"""What goes in and out about pairings."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.core.people import Named, named
from alongside.core.views import Allowed, Command, View
from alongside.models import PairingState

STILL = {
    PairingState.PROPOSED: {Action.PAIRING_ACCEPT, Action.PAIRING_DECLINE},
    PairingState.ACTIVE: {Action.PAIRING_PAUSE, Action.PAIRING_END, Action.SESSION_BOOK},
    PairingState.PAUSED: {Action.PAIRING_RESUME, Action.PAIRING_END},
    PairingState.ENDED: set[Action](),
    PairingState.DECLINED: set[Action](),
}


class ProposePairing(Command):
    programme_id: UUID
    coach_id: Annotated[UUID, Field(description="A participant whose role is coach.")]
    leader_id: Annotated[UUID, Field(description="A participant whose role is leader.")]


class PairingView(View):
    """A pairing as its reader sees it. Only who declined, and the team, see `declined`."""

    id: UUID
    programme_id: UUID
    coach: Named
    leader: Named
    state: PairingState
    coach_accepted: Annotated[bool, Field(description="The coach has said yes.")]
    started_at: Annotated[datetime | None, Field(description="When both had said yes.")]
    created_at: datetime
    allowed: Allowed


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
    return sorted(still)


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
    )
