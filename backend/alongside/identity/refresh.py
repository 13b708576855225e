"""Refresh tokens: one family for each sign-in, one generation after the other, none stored.

A generation's token is derived from the server's secret, so the same one can be given again to a
second tab, or when an answer was lost. See `decide` for who gets which.
"""

import hmac
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from alongside.core import base64url
from alongside.identity.keys import KeyRing

GRACE = timedelta(seconds=10)
_FAMILY, _GENERATION = 16, 6  # bytes; with the 32 of the code, 54 become 72 characters
_LENGTH = 72


class Decision(StrEnum):
    """What a refresh gets."""

    ROTATE = "rotate"  # the next generation; the sign-in row moves to it
    SAME = "same"  # the current generation again; the row stays as it is
    END_FAMILY = "end_family"  # somebody holds an old token: the sign-in ends for everybody


def make(ring: KeyRing, family: UUID, generation: int) -> str:
    """Make the token of one generation, always the same."""
    body = family.bytes + generation.to_bytes(_GENERATION, "big")
    return base64url.to_text(body + _code(ring, body))


def read(ring: KeyRing, value: str) -> tuple[UUID, int] | None:
    """Say whose token this is and of which generation, or None if we did not make it."""
    if len(value) != _LENGTH:
        return None
    try:
        content = base64url.from_text(value)
    except ValueError:
        return None
    body, code = content[: _FAMILY + _GENERATION], content[_FAMILY + _GENERATION :]
    if not hmac.compare_digest(code, _code(ring, body)):
        return None
    return UUID(bytes=body[:_FAMILY]), int.from_bytes(body[_FAMILY:], "big")


def decide(presented: int, current: int, rotated_at: datetime, now: datetime) -> Decision:
    """Decide a refresh. `rotated_at` is when `current` began (for the first one, the sign-in).

    Ask under a row lock on the sign-in, so that two tabs are decided one after the other.
    """
    settled = now - rotated_at > GRACE
    if presented == current:
        return Decision.ROTATE if settled else Decision.SAME
    if presented == current - 1 and not settled:
        return Decision.SAME
    return Decision.END_FAMILY


def _code(ring: KeyRing, body: bytes) -> bytes:
    return hmac.digest(ring.derive("refresh"), body, sha256)
