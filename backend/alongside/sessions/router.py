"""Sessions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    IfMatch,
    Limit,
    RetryOf,
    SignedIn,
    answer,
    answer_rows,
    asked_for,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.models import SessionState
from alongside.sessions import service
from alongside.sessions.schemas import (
    BookSession,
    CancelSession,
    ChangeSession,
    Instant,
    RecordSession,
    SessionPage,
    SessionView,
)

router = make_router("/sessions", "Sessions")


@router.get("", response_model=SessionPage, **governed_by(Action.SESSION_READ))
async def list_sessions(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    programme_id: UUID | None = None,
    pairing_id: UUID | None = None,
    state: SessionState | None = None,
    from_: Annotated[
        Instant | None, Query(alias="from", description="Starting then or later.")
    ] = None,
    to: Annotated[Instant | None, Query(description="Starting before then.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the sessions you may see, the latest start first."""
    asked = asked_for(
        limit, cursor, programme_id=programme_id, pairing_id=pairing_id, state=state,
        **{"from": from_, "to": to},
    )  # fmt: skip
    page = await service.list_sessions(db, actor, cursors, asked)
    return answer_rows(request, page)


@router.post(
    "",
    status_code=201,
    response_model=SessionView,
    **governed_by(Action.SESSION_BOOK, 404, 409),
)
async def book_session(
    booking: BookSession, db: Db, actor: SignedIn, retry_of: RetryOf
) -> Response:
    """Book a session of an active pairing, from 10 minutes to 8 hours long.

    Times in the past are allowed: people log what has happened. Nobody can be in two sessions of
    a programme at once; back to back is fine.
    """
    retry = retry_of(booking)
    made = await service.book_session(db, actor, retry, booking)
    return answer(made, status=201, location=f"/api/v1/sessions/{made.id}", tagged=True)


@router.get("/{session_id}", response_model=SessionView, **governed_by(Action.SESSION_READ, 404))
async def read_session(session_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read when, where and how one session is, and what you may do with it."""
    return answer(await service.read_session(db, actor, session_id), tagged=True)


@router.patch(
    "/{session_id}",
    response_model=SessionView,
    **governed_by(Action.SESSION_CHANGE, 404, 409, 412, 428),
)
async def change_session(
    session_id: UUID, change: ChangeSession, db: Db, actor: SignedIn, if_match: IfMatch = None
) -> Response:
    """Move a booked session, or change how and where you meet."""
    changed = await service.change_session(db, actor, session_id, change, if_match)
    return answer(changed, tagged=True)


@router.post(
    "/{session_id}/cancel",
    response_model=SessionView,
    **governed_by(Action.SESSION_CANCEL, 404, 409),
)
async def cancel_session(
    session_id: UUID, db: Db, actor: SignedIn, said: CancelSession | None = None
) -> Response:
    """Cancel a booked session. No reason is asked, and no body has to be sent."""
    on_behalf = said.on_behalf if said else None
    return answer(await service.cancel_session(db, actor, session_id, on_behalf), tagged=True)


@router.post(
    "/{session_id}/record",
    response_model=SessionView,
    **governed_by(Action.SESSION_RECORD, 404, 409),
)
async def record_session(
    session_id: UUID, record: RecordSession, db: Db, actor: SignedIn
) -> Response:
    """Say whether a session took place. This can be said once it has begun."""
    return answer(await service.record_session(db, actor, session_id, record), tagged=True)
