"""Secrets that a mail carries, made of its id and a key: they are kept nowhere in between.

Whoever posts a mail makes its secret, keeps a digest of it, and forgets it. The worker makes the
same one again when the mail is sent, and again if it must be sent twice.
"""

import hmac
from uuid import UUID

from alongside.core import base64url

DIGITS = 8


def token_in(key: bytes, mail_id: UUID) -> str:
    """Make the secret part of the link in a mail: 256 bits that nobody can guess."""
    return base64url.to_text(_secret(key, b"token", mail_id))


def code_in(key: bytes, mail_id: UUID) -> str:
    """Make the short code in a mail, for people who type it. Few tries at it may be allowed."""
    number = int.from_bytes(_secret(key, b"code", mail_id), "big") % 10**DIGITS
    return f"{number:0{DIGITS}}"


def _secret(key: bytes, what: bytes, mail_id: UUID) -> bytes:
    return hmac.digest(key, what + mail_id.bytes, "sha256")
