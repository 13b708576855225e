"""Challenges for passkeys: given out sealed, good for ten minutes, and taken once.

Nothing is kept of a challenge until it comes back signed: so asking for many fills no table.
"""

import secrets
from datetime import UTC, datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.clock import now
from alongside.core.sealing import Sealer
from alongside.identity.keys import KeyRing
from alongside.identity.queries import USE_CHALLENGE

LIFE = timedelta(minutes=10)
_LENGTH = 32


class Purpose(Enum):
    """What a challenge is for. It serves nothing else."""

    ADDING = b"adding "
    SIGNING_IN = b"signing in "
    CONFIRMING = b"confirming "


class Challenge(NamedTuple):
    """Chance to be signed, and until when."""

    content: bytes
    until: datetime


def _sealer(keys: KeyRing) -> Sealer:
    return Sealer(keys.derive("passkey challenges"))


def _context(purpose: Purpose, person_id: UUID | None) -> bytes:
    return purpose.value + (person_id.bytes if person_id else b"")


def make(keys: KeyRing, purpose: Purpose, person_id: UUID | None = None) -> tuple[bytes, str]:
    """Give a new challenge, and the ticket by which we know it again."""
    challenge = secrets.token_bytes(_LENGTH)
    until = int((now() + LIFE).timestamp()).to_bytes(8, "big")
    return challenge, _sealer(keys).seal(challenge + until, _context(purpose, person_id))


def read(
    keys: KeyRing, ticket: str, purpose: Purpose, person_id: UUID | None = None
) -> Challenge | None:
    """Give back the challenge of a ticket; nothing, if it was for something else or is over."""
    try:
        opened = _sealer(keys).open(ticket, _context(purpose, person_id))
    except ValueError:
        return None
    until = datetime.fromtimestamp(int.from_bytes(opened[_LENGTH:], "big"), UTC)
    return Challenge(opened[:_LENGTH], until) if until > now() else None


async def use(db: AsyncSession, challenge: Challenge) -> bool:
    """Take a challenge. Nobody can take it again, in this process or another."""
    digest = sha256(challenge.content).digest()
    asked = {"digest": digest, "until": challenge.until, "at": now()}
    return bool(await db.scalar(USE_CHALLENGE, asked))
