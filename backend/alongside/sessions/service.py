"""What people do with sessions."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Thing, thing_of
from alongside.access.enforce import fetch, hold, one, page_of
from alongside.access.on_behalf import OnBehalf, must_be_theirs_to_say, note_or_keep
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.core.clock import now
from alongside.core.errors import FieldError, NotFound, Unprocessable
from alongside.core.ids import new_id
from alongside.core.pages import Asked, Cursors, Page
from alongside.core.views import must_match
from alongside.models import Pairing, Session, SessionState
from alongside.models.pairing import check_active
from alongside.sessions.queries import SESSION, SESSIONS
from alongside.sessions.schemas import (
    LONGEST,
    SHORTEST,
    BookSession,
    ChangeSession,
    RecordSession,
    SessionView,
    see_session,
)
from alongside.sessions.times import free_time, move_time, one_place_at_a_time, take_time


class SessionLength(Unprocessable):
    code = "session_length"
    title = "A session lasts from 10 minutes to 8 hours. Check when it starts and ends."


async def list_sessions(db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked) -> Page:
    return await page_of(db, actor, SESSIONS, asked, cursors)


async def read_session(
    db: AsyncSession, actor: Actor, session_id: UUID, *, last: bool = False
) -> SessionView:
    row = await one(db, actor, SESSION, session_id, last=last)
    return see_session(row, actor.participant_ids)


async def _book(db: AsyncSession, actor: Actor, booking: BookSession) -> UUID:
    pairing = await hold(db, actor, booking.pairing_id, to=Action.SESSION_BOOK)
    check_active(pairing["state"])
    its_own = {name: pairing[name] for name in ("programme_id", "coach_id", "leader_id")}
    session_id = new_id()
    made = {"id": session_id, "state": SessionState.BOOKED.value, "created_at": now()}
    asked = booking.model_dump(exclude={"on_behalf"}) | {"mode": booking.mode.value}
    both = (pairing["coach_id"], pairing["leader_id"])
    booked = Thing("session", session_id, pairing["programme_id"])
    if booking.on_behalf:
        await must_be_theirs_to_say(db, actor, booked.programme_id, booking.on_behalf, both)
    take_time(db, its_own | made | asked)
    note_or_keep(db, actor, Action.SESSION_BOOK, booked, both, booking.on_behalf)
    return session_id


async def book_session(
    db: AsyncSession, actor: Actor, retry: Retry | None, booking: BookSession
) -> SessionView:
    """Book a time for both; what has happened already may be logged too."""
    with one_place_at_a_time():
        return await once(
            db,
            actor,
            retry,
            make=lambda: _book(db, actor, booking),
            tell=lambda session_id: read_session(db, actor, session_id, last=True),
        )


async def _note(
    db: AsyncSession,
    actor: Actor,
    session: Session,
    done: Action,
    said: OnBehalf | None,
) -> None:
    both = (session.coach_id, session.leader_id)
    if said:
        await must_be_theirs_to_say(db, actor, session.programme_id, said, both)
    note_or_keep(db, actor, done, thing_of(session), both, said)


async def _hold(
    db: AsyncSession, actor: Actor, session_id: UUID, to: Action
) -> tuple[Pairing, Session]:
    """Lock the pairing, then the session: always in that order, so that nobody waits in a ring."""
    seen = await one(db, actor, SESSIONS, session_id)
    its_pairing = select(Pairing).where(
        Pairing.programme_id == seen["programme_id"], Pairing.id == seen["pairing_id"]
    )
    pairing = await db.scalar(its_pairing.with_for_update(key_share=True))
    if pairing is None:
        raise NotFound
    return pairing, await fetch(db, actor, Session, session_id, to=to)


def _changed(session: Session, change: ChangeSession) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(session, name) for name in ("starts_at", "ends_at", "mode", "place")
    }
    values |= change.model_dump(exclude={"on_behalf"})
    values["place"] = values["place"] or ""
    if not SHORTEST <= values["ends_at"] - values["starts_at"] <= LONGEST:
        mend = FieldError("/ends_at", SessionLength.code, SessionLength.title)
        raise SessionLength(errors=[mend])
    return values


async def change_session(
    db: AsyncSession,
    actor: Actor,
    session_id: UUID,
    change: ChangeSession,
    if_match: str | None,
) -> SessionView:
    """Move a session, or say another way or place to meet."""
    pairing, session = await _hold(db, actor, session_id, Action.SESSION_CHANGE)
    must_match(if_match, await read_session(db, actor, session_id))
    pairing.must_be_active()
    before = (session.starts_at, session.ends_at)
    session.change(**_changed(session, change))
    if before != (session.starts_at, session.ends_at):
        await move_time(db, session)
    await db.flush()
    await _note(db, actor, session, Action.SESSION_CHANGE, change.on_behalf)
    return await read_session(db, actor, session_id)


async def cancel_session(
    db: AsyncSession, actor: Actor, session_id: UUID, said: OnBehalf | None
) -> SessionView:
    _, session = await _hold(db, actor, session_id, Action.SESSION_CANCEL)
    session.cancel()
    await db.flush()
    await free_time(db, session)
    await _note(db, actor, session, Action.SESSION_CANCEL, said)
    return await read_session(db, actor, session_id)


async def record_session(
    db: AsyncSession, actor: Actor, session_id: UUID, record: RecordSession
) -> SessionView:
    """Say whether a session took place, once it has begun."""
    session = await fetch(db, actor, Session, session_id, to=Action.SESSION_RECORD)
    session.record(held=record.held, at=now())
    await db.flush()
    if not record.held:
        await free_time(db, session)
    await _note(db, actor, session, Action.SESSION_RECORD, record.on_behalf)
    return await read_session(db, actor, session_id)
