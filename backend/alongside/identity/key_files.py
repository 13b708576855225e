"""How keys lie on the disk: files written whole, once, that nobody else may read.

Each signing key (ES256, as a JWK) is one file, named after its public half. The server's secret
is another. Nothing here is ever changed in place: it is made, read and deleted.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from alongside.core import base64url
from alongside.core.clock import now

KEY_SIZE = 32
_SECRET = "server.secret"  # noqa: S105  # the name of a file

Jwk = dict[str, str]


class KeysUnreadable(RuntimeError):
    """A file of keys is not as we wrote it. Said at start, without its content."""


@dataclass(frozen=True)
class StoredKey:
    """One signing key with its private half, and from when it is meant to sign."""

    kid: str
    jwk: Jwk
    created_at: datetime
    signs_from: datetime


def open_folder(folder: Path) -> None:
    """Make the folder, close it to others, and put the server's secret into it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    if not (folder / _SECRET).exists():
        with locked(folder):
            if not (folder / _SECRET).exists():
                _write(folder / _SECRET, secrets.token_hex(KEY_SIZE))


def read_secret(folder: Path) -> bytes:
    try:
        secret = bytes.fromhex((folder / _SECRET).read_text())
    except ValueError:
        secret = b""
    if len(secret) != KEY_SIZE:
        raise KeysUnreadable(f"{folder / _SECRET} is not {KEY_SIZE} bytes in hexadecimal.")
    return secret


def key_names(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.glob(_name_of("*")))


def read_keys(folder: Path, names: frozenset[str]) -> list[StoredKey]:
    """Read these signing keys, in the order in which they sign."""
    stored = []
    for name in names:
        with suppress(FileNotFoundError):  # thrown away since the names were read
            stored.append(_read_key(folder / name))
    return sorted(stored, key=lambda key: (key.signs_from, key.kid))


def add_key(folder: Path, signs_from: datetime) -> StoredKey:
    jwk = _jwk_of(ec.generate_private_key(ec.SECP256R1()))
    key = StoredKey(_thumbprint(jwk), jwk, now(), signs_from)
    told = {"created_at": key.created_at.isoformat(), "signs_from": signs_from.isoformat()}
    _write(folder / _name_of(key.kid), json.dumps({**told, "jwk": jwk}))
    return key


def delete_key(folder: Path, kid: str) -> None:
    (folder / _name_of(kid)).unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process at a time, so that two that start together agree."""
    descriptor = os.open(folder / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _name_of(kid: str) -> str:
    return f"signing-{kid}.json"


def _read_key(path: Path) -> StoredKey:
    try:
        told = json.loads(path.read_text())
        number = int.from_bytes(base64url.from_text(told["jwk"]["d"]), "big")
        jwk = _jwk_of(ec.derive_private_key(number, ec.SECP256R1()))
        created_at, signs_from = (_instant(told[name]) for name in ("created_at", "signs_from"))
    except (KeyError, TypeError, ValueError):
        raise KeysUnreadable(f"{path} is not a signing key as we wrote it.") from None
    if jwk != told["jwk"] or path.name != _name_of(_thumbprint(jwk)):
        raise KeysUnreadable(f"{path} does not hold the key that it is named after.")
    return StoredKey(_thumbprint(jwk), jwk, created_at, signs_from)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return instant


def _jwk_of(private: ec.EllipticCurvePrivateKey) -> Jwk:
    numbers = private.private_numbers()
    point = numbers.public_numbers
    parts = {"x": point.x, "y": point.y, "d": numbers.private_value}
    written = {name: base64url.to_text(part.to_bytes(32, "big")) for name, part in parts.items()}
    return {"kty": "EC", "crv": "P-256", **written}


def _thumbprint(jwk: Jwk) -> str:
    """Name a key after its public half (RFC 7638): no other key can bear that name."""
    public = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return base64url.to_text(sha256(json.dumps(public, separators=(",", ":")).encode()).digest())


def _write(path: Path, content: str) -> None:
    """Write it whole or not at all, readable by us alone, and there after a power cut."""
    draft = path.with_name(f".draft-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
