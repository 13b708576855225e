"""A passkey made of software: what a phone or a security key does, with the same bytes (ES256)."""

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from alongside.core import base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ORIGIN, RP = "http://localhost:8000", "localhost"
text = base64url.to_text


@dataclass
class SoftKey:
    """One passkey, and the browser that it is in."""

    origin: str = ORIGIN
    rp: str = RP
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    cross: bool = False
    count: int = 0
    handle: bytes = b""
    id: bytes = field(default_factory=lambda: token_bytes(32))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def but(self, **changes: Any) -> "SoftKey":
        """Give the same passkey, as it would be in other hands or in another place."""
        return replace(self, **changes)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps({**told, "crossOrigin": self.cross}).encode()

    def _authenticator_data(self, flags: int, attested: bytes = b"") -> bytes:
        self.count += self.counts
        return sha256(self.rp.encode()).digest() + bytes([flags]) + _be(self.count, 4) + attested

    def _public(self) -> bytes:
        point = self.private.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: _be(point.x, 32), -3: _be(point.y, 32)}
        return cbor2.dumps(key)

    def _credential(self, **response: Any) -> dict[str, Any]:
        own = text(self.id)
        return {
            "id": own,
            "rawId": own,
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Do as `navigator.credentials.create()` does."""
        self.handle = base64url.from_text(options["user"]["id"])
        attested = bytes(16) + _be(len(self.id), 2) + self.id + self._public()
        data = self._authenticator_data(self.flags | ATTESTED, attested)
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(
            clientDataJSON=text(self._client_data("webauthn.create", options["challenge"])),
            attestationObject=text(whole),
            transports=["internal", "hybrid", "carrier-pigeon"],
        )

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """Do as `navigator.credentials.get()` does."""
        said = self._client_data("webauthn.get", options["challenge"])
        data = self._authenticator_data(self.flags)
        signature = self.private.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            clientDataJSON=text(said),
            authenticatorData=text(data),
            signature=text(signature),
            userHandle=text(self.handle),
        )


def _be(number: int, size: int) -> bytes:
    return number.to_bytes(size, "big")
