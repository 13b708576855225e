"""Small messages to ourselves that pass through other hands: nobody can read or change them."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from alongside.core import base64url

_NONCE = 12
_LONGEST = 2048


class Sealer:
    """Seals and opens with one key of 32 bytes.

    What is sealed for one context (a reader, a list and its filters) does not open in another.
    AES-256-GCM-SIV, because its random nonces may even repeat without harm, so that the key can
    serve for years in many processes. The length of the payload shows: make it always the same.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:  # noqa: PLR2004  # AES-256
            raise ValueError("a sealing key has 32 bytes")
        self._cipher = AESGCMSIV(key)

    def seal(self, payload: bytes, context: bytes) -> str:
        nonce = os.urandom(_NONCE)
        return base64url.to_text(nonce + self._cipher.encrypt(nonce, payload, context))

    def open(self, text: str, context: bytes) -> bytes:
        """Give back the payload, or raise ValueError, which tells nothing of why."""
        try:
            sealed = base64url.from_text(text) if len(text) <= _LONGEST else b""
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
        except (InvalidTag, ValueError):
            raise ValueError("this was not sealed here, or not for this") from None
