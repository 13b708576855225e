"""Pairings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    Limit,
    RetryOf,
    SignedIn,
    answer,
    answer_page,
    asked_for,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.models import PairingState
from alongside.pairings import service
from alongside.pairings.schemas import (
    AnswerFor,
    PairingPage,
    PairingView,
    ProposePairing,
    see_pairing,
)

router = make_router("/pairings", "Pairings")


@router.get("", response_model=PairingPage, **governed_by(Action.PAIRING_READ))
async def list_pairings(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    programme_id: UUID | None = None,
    state: Annotated[PairingState | None, Query(description="As you see it.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the pairings you may see, newest first.

    A leader sees a pairing only once its coach has said yes. What one of the two declined
    shows as `ended` to the other, in the same words as a withdrawal by the programme team.
    """
    asked = asked_for(limit, cursor, programme_id=programme_id, state=state)
    page = await service.list_pairings(db, actor, cursors, asked)
    items = [see_pairing(row, actor.participant_ids) for row in page.rows]
    shown = PairingPage(items=items, next=page.next)
    return answer_page(request, shown, page.next)


@router.post(
    "",
    status_code=201,
    response_model=PairingView,
    **governed_by(Action.PAIRING_PROPOSE, 404, 409),
)
async def propose_pairing(
    proposal: ProposePairing, db: Db, actor: SignedIn, retry_of: RetryOf
) -> Response:
    """Propose a coach and a leader to each other. The coach is asked first.

    Until the coach has said yes the leader does not see the pairing at all.
    """
    retry = retry_of(proposal)
    made = await service.propose_pairing(db, actor, retry, proposal)
    return answer(made, status=201, location=f"/api/v1/pairings/{made.id}", tagged=True)


@router.get("/{pairing_id}", response_model=PairingView, **governed_by(Action.PAIRING_READ, 404))
async def read_pairing(pairing_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read one pairing, with what you may do with it just now."""
    return answer(await service.read_pairing(db, actor, pairing_id), tagged=True)


@router.post(
    "/{pairing_id}/accept",
    response_model=PairingView,
    **governed_by(Action.PAIRING_ACCEPT, 404, 409),
)
async def accept_pairing(pairing_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Say yes. With the coach's yes the leader is asked; with the leader's yes it is active.

    From then on each can read the other's contact details and access needs.
    """
    return answer(await service.accept_pairing(db, actor, pairing_id), tagged=True)


@router.post(
    "/{pairing_id}/decline",
    response_model=PairingView,
    **governed_by(Action.PAIRING_DECLINE, 404, 409),
)
async def decline_pairing(pairing_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Say not this time, without a reason. The other member never learns of it."""
    return answer(await service.decline_pairing(db, actor, pairing_id), tagged=True)


@router.post(
    "/{pairing_id}/answer-for",
    response_model=PairingView,
    **governed_by(Action.PAIRING_ANSWER_FOR, 404, 409),
)
async def answer_for(pairing_id: UUID, told: AnswerFor, db: Db, actor: SignedIn) -> Response:
    """Write down the answer of somebody who has no e-mail address and cannot sign in.

    For coordinators, and only while it is that person who is asked. Say how they told you. They can
    read what was written down for them, and a page for them to keep can be printed.
    """
    return answer(await service.answer_for(db, actor, pairing_id, told), tagged=True)


@router.post(
    "/{pairing_id}/pause",
    response_model=PairingView,
    **governed_by(Action.PAIRING_PAUSE, 404, 409),
)
async def pause_pairing(pairing_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Take a break. Coming sessions are cancelled. Nobody is asked why."""
    return answer(await service.pause_pairing(db, actor, pairing_id), tagged=True)


@router.post(
    "/{pairing_id}/resume",
    response_model=PairingView,
    **governed_by(Action.PAIRING_RESUME, 404, 409),
)
async def resume_pairing(pairing_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Begin again after a break. Either member may; the programme team may not do it for them."""
    return answer(await service.resume_pairing(db, actor, pairing_id), tagged=True)


@router.post(
    "/{pairing_id}/end",
    response_model=PairingView,
    **governed_by(Action.PAIRING_END, 404, 409),
)
async def end_pairing(pairing_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Bring a pairing to a close. Coming sessions are cancelled; what each could read stays.

    The programme team may also withdraw one that is only proposed.
    """
    return answer(await service.end_pairing(db, actor, pairing_id), tagged=True)
