"""What people do with feedback."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Thing, note
from alongside.access.enforce import fetch, one, page_of
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.access.readers import readers_in
from alongside.core.errors import Conflict, FieldError, NotFound, Unprocessable
from alongside.core.ids import secret_id
from alongside.core.pages import Asked, Cursors
from alongside.feedback.queries import FEEDBACK, OFFERED, pseudonym_of, taking_back
from alongside.feedback.schemas import (
    FeedbackPage,
    FeedbackView,
    GiveFeedback,
    OfferedPage,
    OfferedView,
    see_feedback,
    see_offered,
)
from alongside.models import Audience, Feedback, Role, Session


class FeedbackGiven(Conflict):
    code = "feedback_given"
    title = "You have already told them about this session. Take that back first to say it anew."


class NothingSaid(Unprocessable):
    code = "nothing_said"
    title = "Answer at least one question, or write something."


async def _see(db: AsyncSession, actor: Actor, rows: Sequence[Any]) -> list[FeedbackView]:
    wide = {row["programme_id"] for row in rows if row["audience"] != Audience.PAIRING}
    readers = await readers_in(db, wide)
    mine = actor.participant_ids
    return [see_feedback(row, readers.get(row["programme_id"], ()), mine) for row in rows]


async def list_feedback(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked
) -> FeedbackPage:
    page = await page_of(db, actor, FEEDBACK, asked, cursors)
    return FeedbackPage(items=await _see(db, actor, page.rows), next=page.next)


async def read_feedback(db: AsyncSession, actor: Actor, feedback_id: UUID) -> FeedbackView:
    (seen,) = await _see(db, actor, [await one(db, actor, FEEDBACK, feedback_id)])
    return seen


async def _written(
    db: AsyncSession, actor: Actor, session: Session, given: GiveFeedback
) -> Feedback:
    author_id, role = session.coach_id, Role.COACH
    if author_id not in actor.participant_ids:
        author_id, role = session.leader_id, Role.LEADER
    return Feedback(
        programme_id=session.programme_id,
        id=secret_id(),
        session_id=session.id,
        pairing_id=session.pairing_id,
        coach_id=session.coach_id,
        leader_id=session.leader_id,
        author_id=author_id,
        author_role=role.value,
        pseudonym=await db.scalar(pseudonym_of(session.programme_id, author_id)),
        audience=given.audience,
        text=given.text,
        **given.answers.model_dump(),
    )


async def _give(db: AsyncSession, actor: Actor, given: GiveFeedback) -> UUID:
    session = await fetch(db, actor, Session, given.session_id, to=Action.FEEDBACK_GIVE, lock=False)
    if given.says_nothing:
        raise NothingSaid(errors=[FieldError("/text", NothingSaid.code, NothingSaid.title)])
    session.must_be_held()
    feedback = await _written(db, actor, session, given)
    db.add(feedback)
    try:
        await db.flush()
    except IntegrityError as error:
        if "feedback_once" not in str(error.orig):
            raise
        raise FeedbackGiven from None
    return feedback.id


async def give_feedback(
    db: AsyncSession, actor: Actor, retry: Retry | None, given: GiveFeedback
) -> FeedbackView:
    """Tell one audience how a session was. They can read it at once."""
    return await once(
        db,
        actor,
        retry,
        make=lambda: _give(db, actor, given),
        tell=lambda feedback_id: read_feedback(db, actor, feedback_id),
    )


async def withdraw_feedback(db: AsyncSession, actor: Actor, feedback_id: UUID) -> None:
    """Take it back from everybody at once: nothing of it is kept."""
    feedback = await fetch(
        db, actor, Feedback, feedback_id, to=Action.FEEDBACK_WITHDRAW, lock=False
    )
    if await db.scalar(taking_back(feedback)) is None:
        raise NotFound
    about = Thing("session", feedback.session_id, feedback.programme_id)
    note(db, actor, Action.FEEDBACK_WITHDRAW, about, among=(feedback.author_id,))


async def _see_offered(db: AsyncSession, rows: Sequence[Any]) -> list[OfferedView]:
    readers = await readers_in(db, {row["programme_id"] for row in rows})
    return [see_offered(row, readers.get(row["programme_id"], ())) for row in rows]


async def list_offered(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked
) -> OfferedPage:
    page = await page_of(db, actor, OFFERED, asked, cursors)
    return OfferedPage(items=await _see_offered(db, page.rows), next=page.next)


async def read_offered(db: AsyncSession, actor: Actor, offered_id: UUID) -> OfferedView:
    (seen,) = await _see_offered(db, [await one(db, actor, OFFERED, offered_id)])
    return seen
