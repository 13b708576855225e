"""Nobody is in two places: people are locked in order, then PostgreSQL refuses an overlap."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from psycopg.errors import ExclusionViolation
from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.db import retrying
from alongside.models import Session, SessionPerson
from alongside.models.session import TimeTaken
from alongside.sessions.queries import people_of


def lock_key(person_id: UUID) -> int:
    """Turn a person into a key for pg_advisory_xact_lock: a signed number of 64 bits."""
    digest = hashlib.sha256(b"session time of " + person_id.bytes).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


async def _lock(db: AsyncSession, people: Sequence[UUID]) -> None:
    for key in sorted(lock_key(person) for person in people):
        await db.execute(select(func.pg_advisory_xact_lock(key)))


async def _people(db: AsyncSession, session: Session) -> Sequence[tuple[UUID, UUID]]:
    wanted = people_of(session.programme_id, session.coach_id, session.leader_id)
    return [(row.id, row.person_id) for row in (await db.execute(wanted)).all()]


def _during(session: Session) -> Range[object]:
    return Range(session.starts_at, session.ends_at, bounds="[)")


async def _hold(db: AsyncSession, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await retrying(db, work)
    except IntegrityError as error:
        if not isinstance(error.orig, ExclusionViolation):
            raise
        raise TimeTaken from None


async def take_time(db: AsyncSession, session: Session) -> None:
    """Keep a new session, and the time of both who meet: raises TimeTaken."""
    people = await _people(db, session)
    await _lock(db, [person for _, person in people])
    time_of_both = insert(SessionPerson).values(
        [
            {
                "programme_id": session.programme_id,
                "session_id": session.id,
                "person_id": person,
                "participant_id": participant,
                "during": _during(session),
                "blocking": True,
            }
            for participant, person in people
        ]
    )

    async def keep() -> None:
        db.add(session)
        await db.flush()
        await db.execute(time_of_both)

    await _hold(db, keep)


async def _set_time(db: AsyncSession, session: Session, **values: object) -> None:
    its_people = (
        SessionPerson.programme_id == session.programme_id,
        SessionPerson.session_id == session.id,
    )
    await db.execute(update(SessionPerson).where(*its_people).values(**values))


async def move_time(db: AsyncSession, session: Session) -> None:
    """Give both people's time to where the session is now: raises TimeTaken."""
    people = await _people(db, session)
    await _lock(db, [person for _, person in people])

    async def move() -> None:
        await _set_time(db, session, during=_during(session))
        await db.flush()

    await _hold(db, move)


async def free_time(db: AsyncSession, session: Session) -> None:
    """Give both people their time back."""
    await _set_time(db, session, blocking=False)
