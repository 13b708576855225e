"""The server's keys, by which tokens are signed and verified and other secrets are derived.

A new signing key is published an hour before it signs, so that partners who cache our key set
know it in time. The one before it goes on verifying until the last token that it signed has run
out, and is refused from then on. Deleting a key's file withdraws it within seconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alongside.core.clock import now
from alongside.identity.key_files import (
    KEY_SIZE,
    Jwk,
    StoredKey,
    add_key,
    delete_key,
    key_names,
    locked,
    open_folder,
    read_keys,
    read_secret,
)

JWKS_CACHE = timedelta(hours=1)  # the max-age of /.well-known/jwks.json
LONGEST_TOKEN = timedelta(minutes=10)
_SLACK = timedelta(minutes=1)  # for clocks that differ, and until every process has looked
_LOOK_EVERY = timedelta(seconds=5)


@dataclass(frozen=True, eq=False)
class SigningKey:
    """One ES256 key, by which tokens are signed for a while and verified a little longer."""

    kid: str
    jwk: Jwk
    created_at: datetime
    signs_from: datetime
    retired_at: datetime | None  # known as soon as there is a successor

    @property
    def public_jwk(self) -> Jwk:
        public = {name: self.jwk[name] for name in ("kty", "crv", "x", "y")}
        return public | {"kid": self.kid, "alg": "ES256", "use": "sig"}

    def is_retired(self, at: datetime) -> bool:
        return self.retired_at is not None and self.retired_at <= at


class KeyRing:
    """The keys of one folder. Made once in each process, it notices when the files change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._secret = read_secret(folder)
        self._derived: dict[str, bytes] = {}
        self._names: frozenset[str] = frozenset()
        self._held: list[SigningKey] = []
        self._look()

    def signing_key(self) -> SigningKey:
        """The newest key whose time to sign has come."""
        due = self._due() or self._begin()
        return due[-1]

    def verifying_keys(self) -> list[SigningKey]:
        """Every key that is published: those that sign, will sign, or signed not long ago."""
        instant = now()
        return [key for key in self._keys() if not key.is_retired(instant)]

    def derive(self, label: str) -> bytes:
        """A key of 32 bytes for one purpose, always the same for the same secret and label."""
        if label not in self._derived:
            kdf = HKDF(SHA256(), KEY_SIZE, salt=None, info=f"alongside {label}".encode())
            self._derived[label] = kdf.derive(self._secret)
        return self._derived[label]

    def _due(self) -> list[SigningKey]:
        instant = now()
        return [key for key in self._keys() if key.signs_from <= instant]

    def _begin(self) -> list[SigningKey]:
        """Make a key that signs at once, unless another process has just done so."""
        with locked(self._folder):
            self._look()
            if not self._due():
                add_key(self._folder, signs_from=now())
                self._look()
        return self._due()

    def _keys(self) -> list[SigningKey]:
        if abs(now() - self._looked_at) >= _LOOK_EVERY:
            self._look()
        return self._held

    def _look(self) -> None:
        self._looked_at = now()
        names = key_names(self._folder)
        if names != self._names:
            self._held = _with_retirement(read_keys(self._folder, names))
            self._names = names


def load_keys(folder: Path) -> KeyRing:
    """Open the folder of keys; on the first start, make what it needs."""
    open_folder(folder)
    ring = KeyRing(folder)
    ring.signing_key()
    return ring


def rotate(folder: Path) -> SigningKey:
    """Add a key that signs as soon as everybody can know it, and throw retired ones away."""
    with locked(folder):
        for key in _with_retirement(read_keys(folder, key_names(folder))):
            if key.is_retired(now()):
                delete_key(folder, key.kid)
        added = add_key(folder, signs_from=now() + JWKS_CACHE + _SLACK)
    return _with_retirement([added])[0]


def jwks(ring: KeyRing) -> dict[str, list[Jwk]]:
    """The public halves, as a JSON Web Key Set (RFC 7517)."""
    return {"keys": [key.public_jwk for key in ring.verifying_keys()]}


def _with_retirement(stored: list[StoredKey]) -> list[SigningKey]:
    """Say of each when it retires: when the last token from before its successor has run out."""
    ends = [key.signs_from + LONGEST_TOKEN + _SLACK for key in stored[1:]]
    return [
        SigningKey(key.kid, key.jwk, key.created_at, key.signs_from, retired_at)
        for key, retired_at in zip(stored, [*ends, None], strict=False)
    ]
