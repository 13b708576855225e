"""Private texts as they are kept: sealed, so that a copy of the database does not tell them.

Each participant has data keys, one for each purpose. A data key seals texts; it is kept wrapped by
a key that is not in the database. What is sealed opens in its own place alone: the same table,
column and row, by the same key. What is wrapped opens for its own holder and purpose alone.

Nothing that was unwrapped is remembered from one request to the next: unwrapping costs a few
millionths of a second, and so a key that is destroyed opens nothing more, at once and everywhere.
"""

import os
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from alongside.core.errors import Unavailable
from alongside.core.ids import secret_id
from alongside.core.wrapping import WrappingKeys

KEY_SIZE, NONCE = 32, 12
NOTE, DECLARATION = "note", "declaration"  # what a data key is for


class Locked(Unavailable):
    code = "text_locked"
    title = "We cannot open what is written here just now. Nothing is lost. Please tell your team."


class Place(NamedTuple):
    """Where a sealed text is kept: it opens nowhere else."""

    table: str
    column: str
    programme_id: UUID
    row_id: UUID

    def under(self, key_id: UUID) -> bytes:
        return "\0".join(map(str, (*self, key_id))).encode()


@dataclass(frozen=True, repr=False)
class DataKey:
    """What seals the texts that one participant writes for one purpose."""

    id: UUID
    programme_id: UUID
    holder: UUID
    purpose: str
    secret: bytes

    def seal(self, place: Place, text: str) -> bytes:
        nonce = os.urandom(NONCE)
        sealed = AESGCM(self.secret).encrypt(nonce, text.encode(), place.under(self.id))
        return nonce + sealed

    def open(self, place: Place, sealed: bytes) -> str:
        """Give the text back, or refuse: what was moved or altered never opens as other words."""
        try:
            told = AESGCM(self.secret).decrypt(sealed[:NONCE], sealed[NONCE:], place.under(self.id))
        except (InvalidTag, ValueError):
            raise Locked from None
        return told.decode()


class Holder(NamedTuple):
    """Whose key it is, and for what."""

    programme_id: UUID
    participant_id: UUID
    purpose: str

    def of(self, key_id: UUID) -> bytes:
        return "\0".join(map(str, ("person_key", *self, key_id))).encode()


class Vault:
    """Makes data keys, wraps and unwraps them. It holds the wrapping keys, and no data key."""

    def __init__(self, wrapping: WrappingKeys) -> None:
        self.wrapping = wrapping

    def make_key(self, whose: Holder) -> tuple[DataKey, bytes]:
        """Make a data key, and give it with how it is kept."""
        key = DataKey(secret_id(), *whose, secret=os.urandom(KEY_SIZE))
        return key, self.wrap(key)

    def wrap(self, key: DataKey) -> bytes:
        """Wrap a data key by the newest wrapping key, whose id goes before it."""
        by, nonce = self.wrapping.newest(), os.urandom(NONCE)
        whose = Holder(key.programme_id, key.holder, key.purpose).of(key.id)
        return by.id + nonce + AESGCM(by.secret).encrypt(nonce, key.secret, by.id + whose)

    def unwrap(self, whose: Holder, key_id: UUID, wrapped: bytes) -> DataKey:
        by = self.wrapping.find(wrapped)
        if by is None:
            raise Locked
        sealed = wrapped[len(by.id) :]
        try:
            secret = AESGCM(by.secret).decrypt(
                sealed[:NONCE], sealed[NONCE:], by.id + whose.of(key_id)
            )
        except (InvalidTag, ValueError):
            raise Locked from None
        return DataKey(key_id, *whose, secret=secret)
