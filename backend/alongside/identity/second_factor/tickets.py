"""Tickets: what somebody holds who has shown one half of who they are, and owes the other.

A ticket is for one step, for ten minutes, and opens something once. Whatever ends somebody's
sign-ins ends their tickets: one that was made before counts for nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, enter
from alongside.access.holding import hold
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import NotSignedIn
from alongside.core.sealing import Sealer
from alongside.identity.keys import KeyRing
from alongside.identity.passkeys import challenges
from alongside.identity.passkeys.challenges import Challenge

LIFE = timedelta(minutes=10)
_ID = 16
_MICROSECONDS = 1_000_000

Step = Literal["second_factor", "passkey", "set_up_second_factor"]


class TicketOver(NotSignedIn):
    code = "ticket_over"
    title = "That took a while, so please start signing in once more."


class Ticket(NamedTuple):
    """Whose it is, and when it was made."""

    person_id: UUID
    made_at: datetime


def _sealer(keys: KeyRing) -> Sealer:
    return Sealer(keys.derive("second factor tickets"))


def make_ticket(keys: KeyRing, person_id: UUID, step: Step) -> str:
    """Say, sealed, that this person has shown the first half of who they are, and owes a step."""
    made = int(now().timestamp() * _MICROSECONDS)
    return _sealer(keys).seal(person_id.bytes + made.to_bytes(8, "big"), step.encode())


def _open(keys: KeyRing, ticket: str, steps: tuple[Step, ...]) -> Ticket:
    for step in steps:
        try:
            opened = _sealer(keys).open(ticket, step.encode())
        except ValueError:
            continue
        made = datetime.fromtimestamp(int.from_bytes(opened[_ID:], "big") / _MICROSECONDS, UTC)
        return Ticket(UUID(bytes=opened[:_ID]), made)
    raise TicketOver


def read_ticket(keys: KeyRing, ticket: str, *steps: Step) -> Ticket:
    """Open a ticket for one of these steps. Raises TicketOver for any other, and when it is old."""
    read = _open(keys, ticket, steps)
    if read.made_at + LIFE <= now():
        raise TicketOver
    return read


async def enter_by(site: Site, db: AsyncSession, keys: KeyRing, ticket: str, *steps: Step) -> Actor:
    """Say who has shown their password, and is on the way in: if it still counts.

    Whatever would end that waits until we are done.
    """
    read = read_ticket(keys, ticket, *steps)
    actor = await enter(db, read.person_id, None, now())
    if actor is None or (actor.demo and not site.demo):
        raise TicketOver
    held = await hold(db, actor.person_id)
    if held is None or (held.email is None and held.password_hash is None):
        raise TicketOver
    if held.tickets_from and read.made_at < held.tickets_from:
        raise TicketOver
    return actor


async def use(db: AsyncSession, keys: KeyRing, ticket: str, *steps: Step) -> None:
    """Take a ticket. Of two who come with it, the second is refused."""
    read = read_ticket(keys, ticket, *steps)
    if not await challenges.use(db, Challenge(ticket.encode(), read.made_at + LIFE)):
        raise TicketOver
