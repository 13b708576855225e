"""Participants over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    IfMatch,
    Limit,
    RecentHere,
    RetryOf,
    SignedIn,
    answer,
    answer_page,
    asked_for,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.core.views import Line
from alongside.models import ParticipantState, Role
from alongside.participants import appointing, service
from alongside.participants.schemas import (
    AddParticipant,
    AnyParticipant,
    AppointCoordinator,
    ChangeParticipant,
    ParticipantPage,
    see_participants,
)

router = make_router("", "Participants")


@router.get("/participants", response_model=ParticipantPage, **governed_by(Action.PARTICIPANT_READ))
async def list_participants(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    recent: RecentHere,
    programme_id: UUID | None = None,
    role: Role | None = None,
    state: ParticipantState | None = None,
    joined: Annotated[
        bool | None, Query(description="Whether they have come in; where you may know it.")
    ] = None,
    q: Annotated[Line | None, Query(description="Part of a name or an e-mail address.")] = None,
    in_short: Annotated[bool, Query(description="By name alone: it is not noted.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the people you may see, newest first.

    Coordinators see everybody in their programme; a coach and a leader see themselves and each
    other. What you may not read of somebody is absent. Whose contact details are shown can see
    that you looked, so ask for them `in_short` where names will do.
    """
    narrowed = {"role": role, "state": state, "joined": joined, "q": q or None}
    asked = asked_for(limit, cursor, programme_id=programme_id, **narrowed)
    find = service.list_in_short if in_short else service.list_participants
    page = await find(db, actor, cursors, asked, recent)
    shown = see_participants(page.rows, page.next, in_short=in_short)
    return answer_page(request, shown, page.next)


@router.post(
    "/participants",
    status_code=201,
    response_model=AnyParticipant,
    **governed_by(Action.PARTICIPANT_ADD, 404, 409),
)
async def add_participant(
    command: AddParticipant, db: Db, actor: SignedIn, retry_of: RetryOf, recent: RecentHere
) -> Response:
    """Add somebody to a programme. An e-mail address is welcome, and not needed."""
    retry = retry_of(command)
    made = await service.add_participant(db, actor, recent, retry, command)
    return answer(made, status=201, location=f"/api/v1/participants/{made.id}", tagged=True)


@router.get(
    "/participants/{participant_id}",
    response_model=AnyParticipant,
    **governed_by(Action.PARTICIPANT_READ, 404),
)
async def read_participant(
    participant_id: UUID, db: Db, actor: SignedIn, recent: RecentHere
) -> Response:
    """Read one participant, as far as they are yours to read."""
    return answer(await service.look_at_participant(db, actor, recent, participant_id), tagged=True)


@router.patch(
    "/participants/{participant_id}",
    response_model=AnyParticipant,
    **governed_by(Action.PARTICIPANT_CHANGE, 404, 409, 412, 428),
)
async def change_participant(
    participant_id: UUID,
    change: ChangeParticipant,
    db: Db,
    actor: SignedIn,
    if_match: IfMatch = None,
) -> Response:
    """Change what others read about you; or, as a coordinator, correct somebody's entry.

    Before somebody's first sign-in a corrected `email` makes this entry the person of the new
    address; afterwards it is only how this programme reaches them. One that was written to may
    be corrected, and not taken away.
    """
    changed = await service.change_participant(db, actor, participant_id, change, if_match)
    return answer(changed, tagged=True)


@router.post(
    "/participants/{participant_id}/end",
    response_model=AnyParticipant,
    **governed_by(Action.PARTICIPANT_END, 404, 409),
)
async def end_participant(participant_id: UUID, db: Db, actor: SignedIn) -> Response:
    """End somebody's part in a programme. Their pairings end, coming sessions are cancelled."""
    return answer(await service.end_participant(db, actor, participant_id), tagged=True)


@router.post(
    "/programmes/{programme_id}/coordinators",
    status_code=201,
    response_model=AnyParticipant,
    **governed_by(Action.COORDINATOR_APPOINT, 404, 409),
)
async def appoint_coordinator(
    *,
    programme_id: UUID,
    command: AppointCoordinator,
    db: Db,
    actor: SignedIn,
    retry_of: RetryOf,
    recent: RecentHere,
) -> Response:
    """Appoint a coordinator. Make their sign-in link next."""
    retry = retry_of(command)
    made = await appointing.appoint_coordinator(
        db, actor, recent, retry, programme_id=programme_id, command=command
    )
    return answer(made, status=201, location=f"/api/v1/participants/{made.id}", tagged=True)
