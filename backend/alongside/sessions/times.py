"""Nobody is in two places: people are locked in order, then PostgreSQL refuses an overlap."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.errors import ExclusionViolation
from sqlalchemy import Text, bindparam, cast, func, insert, or_, select, true, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.bulk import table_of
from alongside.core.db import run_kept, run_later
from alongside.core.trips import Answer
from alongside.models import Participant, Session, SessionPerson
from alongside.models.session import TimeTaken

SALT, BOTH = 20261123, 2
_session, _time, _people = table_of(Session), table_of(SessionPerson), table_of(Participant)

# Both locks at once, the lower key first: two bookings of the same people wait in line.
_both = (
    select(func.hashtextextended(cast(_people.c.person_id, Text), SALT).label("key"))
    .where(
        _people.c.programme_id == bindparam("programme_id"),
        or_(_people.c.id == bindparam("coach_id"), _people.c.id == bindparam("leader_id")),
    )
    .order_by("key")
    .subquery()
)
LOCK = select(func.count(func.pg_advisory_xact_lock(_both.c.key)).label("held"))

# A booking takes the locks, then makes the session, then takes the time: all in one trip.
_locked = LOCK.cte("locked")
_given = (bindparam(column.name, type_=column.type) for column in _session.c)
_made = (
    insert(_session)
    .from_select(_session.c.keys(), select(*_given).where(_locked.c.held == BOTH))
    .returning(*_session.c)
    .cte("made")
)
BOOK = (
    insert(_time)
    .from_select(
        ("programme_id", "session_id", "participant_id", "person_id", "during", "blocking"),
        select(
            _made.c.programme_id,
            _made.c.id,
            _people.c.id,
            _people.c.person_id,
            func.tstzrange(_made.c.starts_at, _made.c.ends_at, "[)"),
            true(),
        ).join(
            _people,
            (_people.c.programme_id == _made.c.programme_id)
            & or_(_people.c.id == _made.c.coach_id, _people.c.id == _made.c.leader_id),
        ),
    )
    .returning(_time.c.session_id)
)


@contextmanager
def one_place_at_a_time() -> Iterator[None]:
    """Say an overlap in words, whichever way PostgreSQL's refusal comes."""
    try:
        yield
    except ExclusionViolation:
        raise TimeTaken from None
    except IntegrityError as error:
        if not isinstance(error.orig, ExclusionViolation):
            raise
        raise TimeTaken from None


def take_time(db: AsyncSession, session: dict[str, Any]) -> None:
    """Keep a new session, and the time of both who meet, in the next trip.

    Whoever makes that trip does so within one_place_at_a_time().
    """
    run_later(db, BOOK, session, look=_both_are_taken)


def _both_are_taken(answer: Answer) -> None:
    if answer.number() != BOTH:
        raise RuntimeError("a session takes the time of two people")


def _during(session: Session) -> Range[object]:
    return Range(session.starts_at, session.ends_at, bounds="[)")


async def _set_time(db: AsyncSession, session: Session, **values: object) -> None:
    its_people = (
        SessionPerson.programme_id == session.programme_id,
        SessionPerson.session_id == session.id,
    )
    await db.execute(update(SessionPerson).where(*its_people).values(**values))


async def move_time(db: AsyncSession, session: Session) -> None:
    """Give both people's time to where the session is now: raises TimeTaken."""
    both = {name: getattr(session, name) for name in ("programme_id", "coach_id", "leader_id")}
    await run_kept(db, LOCK, both)
    with one_place_at_a_time():
        await _set_time(db, session, during=_during(session))
        await db.flush()


async def free_time(db: AsyncSession, session: Session) -> None:
    """Give both people their time back."""
    await _set_time(db, session, blocking=False)
