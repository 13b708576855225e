"""Access tokens: made here, read here. Nothing else in Alongside knows the library behind it.

What the library leaves open (python-jose ignores `crit`, `typ` and `kid`, and takes a token
without `aud`) is closed here, so strictly that each token has one spelling alone.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from jose import jwk, jwt
from jose.backends import ECKey
from jose.backends.base import Key
from jose.backends.cryptography_backend import CryptographyECKey
from jose.exceptions import JOSEError

from alongside.core import base64url
from alongside.core.clock import now
from alongside.core.errors import NotSignedIn
from alongside.core.ids import secret_id
from alongside.identity.keys import LONGEST_TOKEN, KeyRing, SigningKey

ISSUER = "alongside"
AUDIENCE = "alongside-api"
TYPE = "at+jwt"  # RFC 9068
LEEWAY = 30  # seconds by which another server's clock may be ahead of ours
_LIFE = int(LONGEST_TOKEN.total_seconds())
_LONGEST_TEXT = 4096
_CLAIMS = frozenset({"iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"})
_REQUIRED = ("exp", "iat", "nbf", "aud", "iss", "sub", "jti")
# The library asks the computer for the time, we ask core/clock.py: its own opinion is set aside
# by a leeway of ages, and _expiry applies the true one.
_OPTIONS = {f"require_{name}": True for name in _REQUIRED} | {"leeway": 10**12}
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of curve P-256
_MEMORY = 2048
_REMEMBERED = timedelta(seconds=30)


@dataclass(frozen=True)
class AccessToken:
    """Who is signed in, by which sign-in, and until when. Whether it was revoked, the row says."""

    person_id: UUID
    sign_in_id: UUID
    expires_at: datetime


class _Refused(ValueError):
    """The reason stays in here: outside every refusal reads the same."""


def require_cryptography(backend: type[Key]) -> None:
    """Refuse to start on the library's slow stand-in, whose timing tells the key."""
    if backend is not CryptographyECKey:
        raise RuntimeError("Tokens need the cryptography package: install python-jose with it.")


require_cryptography(ECKey)


def issue_access_token(ring: KeyRing, person_id: UUID, sign_in_id: UUID) -> tuple[str, int]:
    """Sign a token for one sign-in. Gives it with the seconds for which it is good."""
    key = ring.signing_key()
    issued = int(now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(person_id),
        "sid": str(sign_in_id),
        "jti": str(secret_id()),
        "iat": issued,
        "nbf": issued,
        "exp": issued + _LIFE,
    }
    named = {"typ": TYPE, "kid": key.kid}
    return _one_spelling(jwt.encode(claims, _signer(key), "ES256", named)), _LIFE


def read_access_token(ring: KeyRing, token: str) -> AccessToken:
    """Say whose token it is, or refuse it with the same words whatever is wrong with it."""
    try:
        header, claims, signature = _split(token)
        key = _key_of(ring, header)
        known = _recall(key, token)
        if known is None:
            _verify(key, token, signature)
            known = _remember(key, token, _read_claims(claims))
    except (JOSEError, ArithmeticError, RecursionError, TypeError, ValueError):
        raise NotSignedIn from None
    return known


def _split(token: str) -> tuple[str, str, str]:
    if len(token) > _LONGEST_TEXT:
        raise _Refused("too long")
    header, claims, signature = token.split(".")
    return header, claims, signature


def _key_of(ring: KeyRing, header: str) -> SigningKey:
    """Find the key by its header, which must be, to the letter, one that we would write.

    So there is nothing to parse: no other algorithm, no unknown or doubled member, no key id but
    of a key in the ring that has not retired.
    """
    for key in ring.verifying_keys():
        if header == _header_of(key.kid):
            return key
    raise _Refused("not our header")


@lru_cache(maxsize=16)
def _header_of(kid: str) -> str:
    members = {"alg": "ES256", "kid": kid, "typ": TYPE}
    return base64url.to_text(json.dumps(members, separators=(",", ":")).encode())


@lru_cache(maxsize=16)
def _signer(key: SigningKey) -> Key:
    return jwk.construct(key.jwk, "ES256")


@lru_cache(maxsize=16)
def _verifier(key: SigningKey) -> Key:
    return jwk.construct(key.public_jwk, "ES256")


def _verify(key: SigningKey, token: str, signature: str) -> None:
    if _is_mirrored(base64url.from_text(signature)):
        raise _Refused("the other spelling of a signature")
    jwt.decode(token, _verifier(key), ["ES256"], _OPTIONS, audience=AUDIENCE, issuer=ISSUER)


def _one_spelling(token: str) -> str:
    """Of the two signatures (r, s) and (r, -s), which are equally good, take the lower."""
    body, _, text = token.rpartition(".")
    signature = base64url.from_text(text)
    if not _is_mirrored(signature):
        return token
    lower = _ORDER - int.from_bytes(signature[32:], "big")
    return f"{body}.{base64url.to_text(signature[:32] + lower.to_bytes(32, 'big'))}"


def _is_mirrored(signature: bytes) -> bool:
    return int.from_bytes(signature[32:], "big") > _ORDER // 2


def _read_claims(segment: str) -> AccessToken:
    claims = json.loads(base64url.from_text(segment).decode(), object_pairs_hook=_without_doubles)
    if claims.keys() != _CLAIMS or claims["iss"] != ISSUER or claims["aud"] != AUDIENCE:
        raise _Refused("not ours, or not for us")
    _canonical_uuid(claims["jti"])
    return AccessToken(
        person_id=_canonical_uuid(claims["sub"]),
        sign_in_id=_canonical_uuid(claims["sid"]),
        expires_at=_expiry(*(_whole_number(claims[name]) for name in ("iat", "nbf", "exp"))),
    )


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Refused("a member twice")
    return members


def _canonical_uuid(told: Any) -> UUID:
    number = UUID(str(told))
    if str(number) != told:
        raise _Refused("another spelling of an id")
    return number


def _whole_number(told: Any) -> int:
    if type(told) is not int:
        raise _Refused("not a whole number")
    return told


def _expiry(issued: int, good_from: int, expires: int) -> datetime:
    at = now().timestamp()
    if max(issued, good_from) > at + LEEWAY or at >= expires:
        raise _Refused("not now")
    if not 0 < expires - issued <= _LIFE:
        raise _Refused("longer than a token lives")
    return datetime.fromtimestamp(expires, UTC)


# To verify a signature takes longer than all the rest. What was found good is remembered for half
# a minute, under the key that found it so: it is forgotten when the key is.
_memory: dict[tuple[SigningKey, str], tuple[AccessToken, datetime]] = {}


def _recall(key: SigningKey, token: str) -> AccessToken | None:
    if (found := _memory.get((key, token))) is None:
        return None
    known, seen_at = found
    return known if seen_at <= now() < min(seen_at + _REMEMBERED, known.expires_at) else None


def _remember(key: SigningKey, token: str, known: AccessToken) -> AccessToken:
    if len(_memory) >= _MEMORY:
        _memory.pop(next(iter(_memory)))  # the oldest
    _memory[key, token] = known, now()
    return known
