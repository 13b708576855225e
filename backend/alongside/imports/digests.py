"""What imports remember of people: digests that tell whether it is the same, and not what it is.

They are made with a key of the server's own, so that whoever holds a copy of the database cannot
find out by guessing what somebody has changed, cleared or taken back since.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside.imports.reading.rows import Entry
from alongside.imports.reading.spelling import email_key
from alongside.imports.reading.within_file import Key, identity_of

NAMES, PRIVATE = "names", "private"
_SIZE = 16
_ENCODE = json.JSONEncoder(default=str).encode


@dataclass(frozen=True)
class Digests:
    """Makes the digests of one programme."""

    key: bytes
    programme_id: UUID

    def known_as(self, entry: Entry) -> bytes:
        """Digest what makes a row a certain participant: role and e-mail, or names and phone."""
        role, given, family, *reached = identity_of(entry)
        return self._of("known_as", role, *reached, *([] if entry.email else [given, family]))

    def value(self, participant_id: UUID, field: str, value: Any) -> str:
        """Digest the value of one field; of an e-mail address without regard to letter case."""
        plain = email_key(value) if field == "email" else value
        return self._of("value", participant_id, field, plain).hex()

    def names(self, participant_id: UUID, names: Key) -> str:
        return self._of("value", participant_id, NAMES, *names).hex()

    def state(self, participant: Mapping[str, Any], pairings: int) -> bytes:
        """Digest all that would show that somebody has acted."""
        told = {name: participant[name] for name in sorted(participant)}
        return self._of("state", told, pairings)

    def _of(self, *what: Any) -> bytes:
        told = _ENCODE([self.programme_id, *what])
        return hmac.digest(self.key, told.encode(), "sha256")[:_SIZE]
