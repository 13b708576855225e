"""The keys that wrap other keys. They lie in files of their own, or are given by a setting.

A wrapping key never goes into the database nor into a copy of it. Its id is a digest of it, so
that no key can pass for another. Nothing is changed in place: files are made, read and deleted.
"""

import os
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from alongside.core.clock import now

SIZE, ID_SIZE = 32, 8
FEWEST_BYTES = 16  # different ones: of 32 by chance there are hardly ever fewer than 24
KEPT_FOR = timedelta(days=30)  # as long as the copies that may still need an older key


class WrappingKeyFault(RuntimeError):
    """What is wrong with the wrapping keys, in words, and never with the key."""


@dataclass(frozen=True, repr=False)
class WrappingKey:
    id: bytes
    secret: bytes
    made_at: datetime | None = None
    file: Path | None = None


def wrapping_key(secret: bytes, made_at: datetime | None, where: Path | None) -> WrappingKey:
    """Take a key, if it is one that nobody guesses."""
    if len(secret) != SIZE or len(set(secret)) < FEWEST_BYTES:
        raise WrappingKeyFault(
            f"{where or 'ALONGSIDE_VAULT_KEY'} is not a key that keeps texts private: it needs "
            "32 bytes made by chance, in hexadecimal. `openssl rand -hex 32` makes one."
        )
    name = sha256(b"alongside wrapping key" + secret).digest()[:ID_SIZE]
    return WrappingKey(name, secret, made_at, where)


def read_given(words: str) -> list[WrappingKey]:
    """Read the keys of the setting: the first wraps, those after it only open."""
    try:
        given = [bytes.fromhex(one.strip()) for one in words.split(",")]
    except ValueError:
        given = [b""]
    return [wrapping_key(one, None, None) for one in given]


def _read(path: Path) -> WrappingKey:
    if path.stat().st_mode & 0o077:
        raise WrappingKeyFault(f"Others may read {path}. Close it to them: chmod 600 {path}")
    try:
        made_at, secret = path.read_text("ascii").split()
        return wrapping_key(bytes.fromhex(secret), datetime.fromisoformat(made_at), path)
    except ValueError:
        raise WrappingKeyFault(f"{path} is not a wrapping key as we wrote it.") from None


class WrappingKeys:
    """Every wrapping key that is here. A key that another process has made is noticed."""

    def __init__(self, folder: Path | None, given: str = "") -> None:
        self._folder = folder
        self._given = read_given(given) if given else []
        self._held: dict[bytes, WrappingKey] = {}
        self._look()

    def ids(self) -> frozenset[bytes]:
        self._look()
        return frozenset(self._held)

    def newest(self) -> WrappingKey:
        """The key that wraps: the first of the setting, or else the file that was made last."""
        found = self._look()
        if not found:
            raise WrappingKeyFault("There is no wrapping key yet, so nothing private can be kept.")
        return found[0]

    def find(self, wrapped: bytes) -> WrappingKey | None:
        """Find what wrapped this; nothing if that key is not here."""
        name = bytes(wrapped[:ID_SIZE])
        if name not in self._held:
            self._look()
        return self._held.get(name)

    def check(self, in_use: Collection[bytes]) -> None:
        """Refuse to go on without a key that texts need. Where nothing is kept yet, make one."""
        missing = {bytes(one).hex() for one in in_use} - {one.hex() for one in self.ids()}
        if missing:
            raise WrappingKeyFault(
                f"Private texts are kept under a key that is not here ({', '.join(missing)}). "
                f"Bring back {self._folder}/wrapping-*.key from where you keep it, or set "
                "ALONGSIDE_VAULT_KEY. No new key is made: it could not open them."
            )
        if not self._held:
            self.add()

    def add(self) -> WrappingKey:
        """Make a key that wraps from now on. Those before it go on opening."""
        if self._given:
            raise WrappingKeyFault(
                "ALONGSIDE_VAULT_KEY is set, so the next key comes from you: write it before the "
                "others, with a comma between, and run this again."
            )
        assert self._folder is not None  # noqa: S101 - only tests have neither
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = wrapping_key(secrets.token_bytes(SIZE), now(), None)
        _write(self._folder / f"wrapping-{made.id.hex()}.key", made)
        return self.newest()

    def forget_old(self, in_use: Collection[bytes]) -> int:
        """Delete the files of keys that nothing needs: no text, and no copy that is still kept."""
        files = [one for one in self._look() if one.file]
        gone = 0
        for later, key in pairwise(files):
            is_old = later.made_at is not None and now() - later.made_at > KEPT_FOR
            if is_old and key.id not in in_use and key.file:
                key.file.unlink(missing_ok=True)
                gone += 1
        return gone

    def _look(self) -> list[WrappingKey]:
        files: Iterable[Path] = self._folder.glob("wrapping-*.key") if self._folder else ()
        read = sorted(map(_read, files), key=lambda key: str(key.made_at), reverse=True)
        found = [*self._given, *read]
        self._held = {one.id: one for one in found}
        return found


def _write(path: Path, key: WrappingKey) -> None:
    """Write it whole or not at all, readable by us alone, and there after a power cut."""
    draft = path.with_name(f".draft-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key.made_at.isoformat() if key.made_at else ''} {key.secret.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
