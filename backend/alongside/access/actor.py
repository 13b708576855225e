"""Who is asking, and the seats from which they may ask."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.db import trips_of
from alongside.core.trips import Ask, Kept
from alongside.models.participant import Role

ENTER_AS = text("select enter_as(:servant)")
ENTER = Kept(b"select enter($1::uuid, $2::uuid, $3::timestamptz)", ("person", "sign_in", "at"))


class Post(StrEnum):
    """A place on the whole installation, held outside of every programme."""

    OPERATOR = "operator"


class Servant(StrEnum):
    """What works by itself, with nobody asking. It takes on its name before it touches anything."""

    POSTMAN = "postman"
    HOUSEKEEPER = "housekeeper"


class Seat(NamedTuple):
    """One role that one person holds in one programme; ids, or the parameters that stand for them.

    An operator's seat has no programme and no participant. One that is not `joined` was given to
    somebody who has not taken it up.
    """

    programme_id: Any
    participant_id: Any
    role: Role | Post
    lead: bool = False
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in, and the seats that they hold at this moment.

    Those that are closed count for nothing: they ask for a second step, and this sign-in has shown
    none.
    """

    person_id: UUID
    sign_in_id: UUID | None
    seats: tuple[Seat, ...]
    demo: bool = False
    participant_ids: frozenset[UUID] = field(default=frozenset())
    closed: tuple[Seat, ...] = ()

    def seats_in(self, programme_id: UUID) -> tuple[Seat, ...]:
        """Give the seats that count in one programme; the operator's counts in all."""
        return tuple(s for s in self.seats if s.programme_id in (programme_id, None))

    def runs(self, programme_id: UUID) -> bool:
        """Say whether they coordinate this programme."""
        return any(
            s.programme_id == programme_id and s.role is Role.COORDINATOR for s in self.seats
        )


def _seat(words: str) -> Seat:
    programme_id, participant_id, role, *flags = words.split(" ")
    lead, joined = (flag == "true" for flag in flags)
    return Seat(UUID(programme_id), UUID(participant_id), Role(role), lead, joined)


def read_places(words: str) -> tuple[Seat, ...]:
    """Read seats, in a steady order."""
    return tuple(sorted((_seat(one) for one in words.split(",") if one), key=lambda s: s[:3]))


@lru_cache(maxsize=4096)
def read_seats(told: str) -> tuple[bool, tuple[Seat, ...], tuple[Seat, ...]]:
    """Read what enter() answers: is it a demo account, which seats count, and which are closed."""
    operator, demo, words, closed = told.split("|")
    posts = (Seat(None, None, Post.OPERATOR),) if operator == "true" else ()
    return demo == "true", (*read_places(words), *posts), read_places(closed)


def entering(person_id: UUID, sign_in_id: UUID | None, at: datetime) -> Ask:
    """Tell the database who is asking. It answers what actor_of() reads."""
    return Ask(ENTER, {"person": person_id, "sign_in": sign_in_id, "at": at})


def actor_of(person_id: UUID, sign_in_id: UUID | None, told: str | None) -> Actor | None:
    """Make an actor of what enter() told; nothing if that sign-in has ended."""
    if told is None:
        return None
    demo, seats, closed = read_seats(told)
    mine = frozenset(seat.participant_id for seat in seats if seat.participant_id)
    return Actor(person_id, sign_in_id, seats, demo, mine, closed)


async def enter(
    db: AsyncSession, person_id: UUID, sign_in_id: UUID | None, at: datetime
) -> Actor | None:
    """Tell the database who is asking; nothing if that sign-in has ended."""
    (answer,) = await (await trips_of(db)).go(entering(person_id, sign_in_id, at))
    return actor_of(person_id, sign_in_id, answer.value())


async def enter_as(db: AsyncSession, servant: Servant) -> None:
    """Tell the database that a servant is at work in this transaction, and no person."""
    await db.execute(ENTER_AS, {"servant": servant.value})
