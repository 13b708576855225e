"""What was written down for people over HTTP."""

from uuid import UUID

from fastapi import Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    Limit,
    SignedIn,
    answer,
    answer_page,
    asked_for,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.said_for import service
from alongside.said_for.schemas import SaidForPage, SaidForView

router = make_router("/said-for", "On behalf")


@router.get("", response_model=SaidForPage, **governed_by(Action.SAID_FOR_READ))
async def list_said_for(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    programme_id: UUID | None = None,
    participant_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List what coordinators wrote down for you; coordinators see that of their programme.

    It says by whom, how the person had told them, and what was done.
    """
    asked = asked_for(limit, cursor, programme_id=programme_id, participant_id=participant_id)
    shown = await service.list_said_for(db, actor, cursors, asked)
    return answer_page(request, shown, shown.next)


@router.get("/{said_for_id}", response_model=SaidForView, **governed_by(Action.SAID_FOR_READ, 404))
async def read_said_for(said_for_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read one thing that was written down."""
    return answer(await service.read_said_for(db, actor, said_for_id))
