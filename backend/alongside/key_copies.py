"""Copies of the wrapped keys of private texts: apart from all others, and kept for 30 days.

A key that is destroyed is so in every copy as soon as the last of these that holds it is gone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text

from alongside.core.clock import now
from alongside.core.migrate import MIGRATIONS
from alongside.core.vault import Holder, Vault
from alongside.core.wrapping import KEPT_FOR
from alongside.database import Urls, engine_of
from alongside.settings import Settings

SCHEMA = "vault"
ENDING = ".keys"

_IS_THERE = text("select to_regclass('vault.person_key') is not null")
_HOLDS_ANY = text("select exists (select from vault.person_key)")
_WRAPPED = text("""
    select id, programme_id, participant_id, purpose, wrapped from vault.person_key for update
""")
_REWRAP = text("update vault.person_key set wrapped = :wrapped where id = :id")
_IN_USE = text("select distinct substring(wrapped from 1 for 8) from vault.person_key")


def folder_of(settings: Settings) -> Path:
    folder = settings.data_dir / "key-copies"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def name_for(settings: Settings, at: datetime) -> Path:
    return folder_of(settings) / f"{at:%Y-%m-%dT%H-%M-%S.%fZ}{ENDING}"


def holds_keys(urls: Urls) -> bool:
    """Say whether this database holds any key of a private text."""
    with engine_of(urls.for_the_owner()) as engine, engine.connect() as owner:
        return bool(owner.scalar(_IS_THERE)) and bool(owner.scalar(_HOLDS_ANY))


def made_at(copy: Path) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(f"{copy.name}+0000", f"%Y-%m-%dT%H-%M-%S.%fZ{ENDING}%z")
    return None


def copies_in(folder: Path) -> Sequence[Path]:
    """Give the copies that we named, the newest first."""
    return sorted((one for one in folder.glob(f"*{ENDING}") if made_at(one)), reverse=True)


def forget_old_copies(settings: Settings) -> int:
    """Delete what is older than 30 days: with it goes the last of the keys destroyed before."""
    old = [
        one
        for one in copies_in(folder_of(settings))
        if (at := made_at(one)) and now() - at > KEPT_FOR
    ]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def lay_store(owner: Connection) -> None:
    """Make the store of keys, where a copy that left it out was brought back."""
    owner.exec_driver_sql((MIGRATIONS / "sql" / "vault.sql").read_text())


def rewrap(owner: Connection, vault: Vault) -> int:
    """Wrap every key by the newest wrapping key. No text is touched."""
    rows = owner.execute(_WRAPPED).all()
    for row in rows:
        whose = Holder(row.programme_id, row.participant_id, row.purpose)
        key = vault.unwrap(whose, row.id, row.wrapped)
        owner.execute(_REWRAP, {"wrapped": vault.wrap(key), "id": row.id})
    return len(rows)


def in_use(owner: Connection) -> Sequence[bytes]:
    return owner.scalars(_IN_USE).all()


@contextmanager
def passing() -> Iterator[Path]:
    """Give a name for a copy that is carried from one database to another, and kept nowhere."""
    with TemporaryDirectory(prefix="alongside-keys-") as folder:
        yield Path(folder) / "passing.keys"
