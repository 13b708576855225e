"""Bytes as text that fits a URL, a cookie or a token: unpadded base64url, one spelling for each."""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def to_text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Read it back. Padding, foreign characters and loose last bits are refused by ValueError."""
    try:
        content = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        content = b""
    # The standard decoder skips what it does not know. Only the one spelling comes back the same.
    if to_text(content) != text:
        raise ValueError("not base64url as we write it")
    return content
