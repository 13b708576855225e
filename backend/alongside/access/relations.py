"""How a seat may stand to a row. Each is written once, and serves lists, single rows and tests.

A relation is asked of one seat and of the columns of one table, and answers a condition, or
`NEVER` (it leaves no trace in the statement) or `ALWAYS` (every row of the seat's programme).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    not_,
    select,
    true,
)

from alongside.access.actor import Post, Seat
from alongside.models import Audience, Pairing, Participant
from alongside.models.pairing import TOGETHER
from alongside.models.participant import Role

Way = ColumnElement[bool]
Relation = Callable[[Seat, Any], Way]

NEVER: Way = false()
ALWAYS: Way = true()

_together: ColumnElement[Any] = literal_column(
    "(" + ", ".join(f"'{one.value}'" for one in TOGETHER) + ")"
)


def anybody(seat: Seat, row: Any) -> Way:
    """Match whoever holds any seat at all."""
    return ALWAYS


def members(seat: Seat, row: Any) -> Way:
    return NEVER if seat.role is Post.OPERATOR else ALWAYS


def coordinators(seat: Seat, row: Any) -> Way:
    return ALWAYS if seat.role is Role.COORDINATOR else NEVER


def cannot_sign_in(who: Any) -> Way:
    """Say of a participant that they take part, and have no way to speak for themselves."""
    active = who.state == literal_column("'active'")
    return and_(active, who.email.is_(None), who.joined_at.is_(None), not_(func.can_speak(who.id)))


def coordinators_for_who_is_asked(seat: Seat, row: Any) -> Way:
    """Match coordinators of a pairing whose answer is to come from somebody who cannot sign in."""
    if seat.role is not Role.COORDINATOR:
        return NEVER
    who = Participant.__table__.c
    asked = case((row.coach_accepted, row.leader_id), else_=row.coach_id)
    here = and_(who.programme_id == row.programme_id, who.id == asked)
    return exists().where(here, cannot_sign_in(who))


def operators(seat: Seat, row: Any) -> Way:
    return ALWAYS if seat.role is Post.OPERATOR else NEVER


def learning_partners(seat: Seat, row: Any) -> Way:
    return ALWAYS if seat.role is Role.LEARNING_PARTNER else NEVER


def safeguarding_leads(seat: Seat, row: Any) -> Way:
    return ALWAYS if seat.lead else NEVER


def oneself(seat: Seat, row: Any) -> Way:
    return NEVER if seat.role is Post.OPERATOR else row.id == seat.participant_id


def whose_it_is(seat: Seat, row: Any) -> Way:
    return NEVER if seat.role is Post.OPERATOR else row.participant_id == seat.participant_id


def its_author(seat: Seat, row: Any) -> Way:
    paired = seat.role in (Role.COACH, Role.LEADER)
    return row.author_id == seat.participant_id if paired else NEVER


def its_coach(seat: Seat, row: Any) -> Way:
    return row.coach_id == seat.participant_id if seat.role is Role.COACH else NEVER


def its_leader(seat: Seat, row: Any) -> Way:
    return row.leader_id == seat.participant_id if seat.role is Role.LEADER else NEVER


def its_leader_once_asked(seat: Seat, row: Any) -> Way:
    """Match the leader from the coach's yes on: before it there is nothing to see."""
    mine = its_leader(seat, row)
    return NEVER if mine is NEVER else and_(row.leader_asked, mine)


def _partners(seat: Seat, row: Any, *further: Way) -> Way:
    pairing = Pairing.__table__.c
    if seat.role is Role.COACH:
        theirs, mine = pairing.leader_id, pairing.coach_id == seat.participant_id
    elif seat.role is Role.LEADER:
        theirs = pairing.coach_id
        mine = and_(pairing.leader_asked, pairing.leader_id == seat.participant_id)
    else:
        return NEVER
    mine = and_(pairing.programme_id == seat.programme_id, mine, *further)
    return row.id.in_(select(theirs).where(mine))


def partner_now(seat: Seat, row: Any) -> Way:
    """Match the other member while the pairing is active or paused."""
    return _partners(seat, row, Pairing.__table__.c.state.op("in")(_together))


def partner_at_some_time(seat: Seat, row: Any) -> Way:
    return _partners(seat, row)


def appointed_coordinators(seat: Seat, row: Any) -> Way:
    return row.role == literal_column("'coordinator'") if seat.role is Post.OPERATOR else NEVER


@dataclass(frozen=True)
class Offered:
    """Those who stand in a relation to something, where it is for one audience."""

    audience: Audience
    relation: Relation

    @property
    def __name__(self) -> str:
        return f"{self.relation.__name__}_when_to_{self.audience.value}"

    def __call__(self, seat: Seat, row: Any) -> Way:
        """Match the readers of the audience. It is a literal: partial indexes ask for one."""
        found = self.relation(seat, row)
        if found is NEVER:
            return NEVER
        here = row.audience == literal_column(f"'{self.audience.value}'")
        return here if found is ALWAYS else and_(here, found)


def offered(audience: Audience, relation: Relation) -> Relation:
    """Narrow a relation to what is for one audience."""
    return Offered(audience, relation)
