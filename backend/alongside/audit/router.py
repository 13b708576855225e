"""The audit trail over HTTP."""

from uuid import UUID

from fastapi import Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    SignedIn,
    answer,
    answer_page,
    governed_by,
    make_router,
    own_account,
)
from alongside.access.policy import Action
from alongside.audit import service
from alongside.audit.schemas import EventPage, LookPage, OpenRestricted, RestrictedEntries

router = make_router("", "Audit")


@router.get("/who-looked", response_model=LookPage, **own_account("who_looked"))
async def who_looked(
    *, request: Request, db: Db, actor: SignedIn, cursors: CursorsHere, cursor: Cursor = None
) -> Response:
    """List who looked at what is kept about you, newest first.

    Reading is noted once an hour for each reader. It outlives your part in a programme.
    """
    shown = await service.who_looked(db, actor, cursors, cursor)
    return answer_page(request, shown, shown.next)


@router.get(
    "/programmes/{programme_id}/events",
    response_model=EventPage,
    **governed_by(Action.AUDIT_READ, 404),
)
async def list_programme_events(
    *,
    request: Request,
    programme_id: UUID,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    cursor: Cursor = None,
) -> Response:
    """List what was done to run a programme, newest first.

    What people read, and what either of a pairing did, is not among it.
    """
    shown = await service.list_events(db, actor, cursors, programme_id, cursor)
    return answer_page(request, shown, shown.next)


@router.post(
    "/programmes/{programme_id}/restricted-entries",
    response_model=RestrictedEntries,
    **governed_by(Action.RESTRICTED_AUDIT_READ, 404),
)
async def open_restricted_entries(
    programme_id: UUID, wanted: OpenRestricted, db: Db, actor: SignedIn
) -> Response:
    """Read who ended, paused or declined, newest first. Say why; that you asked is noted.

    Nothing is told of a pairing that you are in yourself.
    """
    return answer(await service.open_restricted(db, actor, programme_id, wanted))
