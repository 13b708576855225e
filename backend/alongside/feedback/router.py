"""Feedback over HTTP, and what was offered to learning at an address of its own."""

from uuid import UUID

from fastapi import Request, Response

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
from alongside.feedback import service
from alongside.feedback.schemas import (
    FeedbackPage,
    FeedbackView,
    GiveFeedback,
    OfferedPage,
    OfferedView,
    To,
)

router = make_router("/feedback", "Feedback")
offered = make_router("/offered-feedback", "Feedback")


@router.get("", response_model=FeedbackPage, **governed_by(Action.FEEDBACK_READ))
async def list_feedback(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    programme_id: UUID | None = None,
    session_id: UUID | None = None,
    audience: To | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the feedback that you gave or that was given to you, newest first.

    What was offered to learning is at `/api/v1/offered-feedback`.
    """
    asked = asked_for(
        limit, cursor, programme_id=programme_id, session_id=session_id, audience=audience
    )
    shown = await service.list_feedback(db, actor, cursors, asked)
    return answer_page(request, shown, shown.next)


@router.post(
    "",
    status_code=201,
    response_model=FeedbackView,
    **governed_by(Action.FEEDBACK_GIVE, 404, 409),
)
async def give_feedback(
    given: GiveFeedback, db: Db, actor: SignedIn, retry_of: RetryOf
) -> Response:
    """Say how a session was that has been held, to one audience. They can read it at once.

    `GET /api/v1/sessions/{session_id}/readers` says beforehand who they are. Every question may
    be skipped; without an answer there must be a text. It can be given once to each audience, is
    not edited afterwards, and can be withdrawn at any time.
    """
    retry = retry_of(given)
    made = await service.give_feedback(db, actor, retry, given)
    return answer(made, status=201, location=f"/api/v1/feedback/{made.id}", tagged=True)


@router.get("/{feedback_id}", response_model=FeedbackView, **governed_by(Action.FEEDBACK_READ, 404))
async def read_feedback(feedback_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read feedback that you gave, or that was given to you or to your team."""
    return answer(await service.read_feedback(db, actor, feedback_id), tagged=True)


@router.delete("/{feedback_id}", status_code=204, **governed_by(Action.FEEDBACK_WITHDRAW, 404))
async def withdraw_feedback(feedback_id: UUID, db: Db, actor: SignedIn) -> None:
    """Take back what you said. From the next moment on nobody can read it any more."""
    await service.withdraw_feedback(db, actor, feedback_id)


@offered.get("", response_model=OfferedPage, **governed_by(Action.OFFERED_FEEDBACK_READ))
async def list_offered_feedback(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    programme_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List what was offered to learning partners, newest first, under pseudonyms.

    Two pieces with one pseudonym are by the same person. Nothing here leads to who that is.
    """
    asked = asked_for(limit, cursor, programme_id=programme_id)
    shown = await service.list_offered(db, actor, cursors, asked)
    return answer_page(request, shown, shown.next)


@offered.get(
    "/{offered_id}", response_model=OfferedView, **governed_by(Action.OFFERED_FEEDBACK_READ, 404)
)
async def read_offered_feedback(offered_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read one piece that was offered to learning partners."""
    return answer(await service.read_offered(db, actor, offered_id), tagged=True)
