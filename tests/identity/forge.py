"""A forger's workshop: any header, any claims, any key, and no library that says no."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from jose import jwk

from alongside.core.clock import now

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PERSON = UUID("0195d1a0-7c1e-7a30-8f5e-3d2b1c0a9f8e")
SIGN_IN = UUID("7b1c1f0e-55ad-4c52-9a63-0f4d8f5f3a11")


def b64(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def raw_signature(der):
    """Turn a signature into the form and the lower spelling that our tokens have."""
    r, s = decode_dss_signature(der)
    return r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big")


def as_json(value):
    return json.dumps(value, separators=(",", ":")).encode()


class Forge:
    """Makes tokens as we make them, but for what it is told to change."""

    def __init__(self, ring):
        self.ring = ring
        self.key = ring.signing_key()
        self.issued = int(now().timestamp())

    def header(self, **changes):
        return _changed({"alg": "ES256", "kid": self.key.kid, "typ": "at+jwt"}, changes)

    def claims(self, **changes):
        known = {
            "iss": "alongside",
            "aud": "alongside-api",
            "sub": str(PERSON),
            "sid": str(SIGN_IN),
            "jti": "0b0e4a52-3c55-4a86-9d0a-6b1c4a3b7d21",
            "iat": self.issued,
            "nbf": self.issued,
            "exp": self.issued + 600,
        }
        return _changed(known, changes)

    def with_header(self, **changes):
        return self.sign(as_json(self.header(**changes)), as_json(self.claims()))

    def with_claims(self, **changes):
        return self.sign(as_json(self.header()), as_json(self.claims(**changes)))

    def with_raw_header(self, old, new):
        raw = as_json(self.header())
        assert old in raw
        return self.sign(raw.replace(old, new, 1), as_json(self.claims()))

    def with_claims_as(self, raw):
        return self.sign(as_json(self.header()), raw)

    def with_raw_claims(self, old, new):
        raw = as_json(self.claims())
        assert old in raw
        return self.sign(as_json(self.header()), raw.replace(old, new, 1))

    def sign(self, header, claims, private=None):
        body = f"{b64(header)}.{b64(claims)}"
        return f"{body}.{b64(self.signature(body, private))}"

    def signature(self, body, private=None):
        private = private or self.private()
        return raw_signature(private.sign(body.encode(), ec.ECDSA(SHA256())))

    def good(self):
        return self.with_claims()

    def parts(self):
        return self.good().split(".")

    def private(self):
        return jwk.construct(self.key.jwk, "ES256").prepared_key

    def public_pem(self):
        return jwk.construct(self.key.public_jwk, "ES256").to_pem()

    def hmac_signed(self, secret, algorithm="HS256", **header):
        body = f"{b64(as_json(self.header(alg=algorithm, **header)))}.{b64(as_json(self.claims()))}"
        digest = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}[algorithm]
        return f"{body}.{b64(hmac.digest(secret, body.encode(), digest))}"


def _changed(known, changes):
    merged = known | changes
    return {name: value for name, value in merged.items() if value is not ...}
