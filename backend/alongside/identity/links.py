"""Sign-in links: a secret that works once, and of which only a fingerprint is kept."""

import secrets
from datetime import timedelta
from hashlib import sha256

LINK_LIFE = timedelta(days=14)
_SECRET_BYTES = 32


def make_link() -> tuple[str, bytes]:
    """Make the secret part of a link, and the digest to store in its place."""
    token = secrets.token_urlsafe(_SECRET_BYTES)
    return token, digest_of(token)


def digest_of(token: str) -> bytes:
    # No salt and no slow hash: 256 bits of chance cannot be guessed. Any text has a digest.
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
