"""Where the database is: the one that is set, one of our own, or that of an Alongside at work."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from alongside.access.grants import give_grants
from alongside.core.migrate import current_revision, migrate
from alongside.core.postgres import EmbeddedServer, EmbeddedServerError
from alongside.core.postgres.binaries import find_binaries
from alongside.core.vault import Vault
from alongside.core.wrapping import WrappingKeys
from alongside.own_data.functions import make_functions
from alongside.settings import Settings


class NotDone(RuntimeError):
    """Why something was not done, in words for whoever asked for it."""


@dataclass(frozen=True)
class Urls:
    """Where the database is, for the application and for its owner (the commands alone)."""

    app: str
    owner: str | None
    embedded: EmbeddedServer | None = None
    address: str | None = None  # of the Alongside that serves from it meanwhile, if we know

    def for_the_owner(self) -> str:
        if self.owner is None:
            raise NotDone(
                "This needs the owner of the tables: set ALONGSIDE_ADMIN_DATABASE_URL beside "
                "ALONGSIDE_DATABASE_URL."
            )
        return self.owner


@contextmanager
def database_of(settings: Settings, *, shared: bool = False) -> Iterator[Urls]:
    """Give the database that is set, or start the embedded one and stop it afterwards.

    With `shared`, a command uses the database of an Alongside that is serving meanwhile.
    """
    if settings.database_url is not None:
        owner = settings.admin_database_url
        app_url = with_our_driver(settings.database_url.get_secret_value())
        yield Urls(app_url, with_our_driver(owner.get_secret_value()) if owner else None)
    elif shared and (urls := _at_work(settings)):
        yield urls
    else:
        folder = settings.data_dir.absolute() / "postgres"
        with EmbeddedServer(folder, postgres_dir=settings.postgres_dir) as server:
            yield Urls(server.app_url(), server.owner_url(), server)


@contextmanager
def let_commands_in(settings: Settings, urls: Urls) -> Iterator[None]:
    """While we serve, tell commands of the same account how to reach our database.

    The file is locked as long as we live, so that nobody goes by what a dead one has left.
    """
    handle = os.open(_way_in(settings), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate()
        told = {"app": urls.app, "owner": urls.for_the_owner(), "address": settings.address}
        json.dump(told, file)
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _way_in(settings: Settings) -> Path:
    return settings.data_dir / "way-in.json"


def _at_work(settings: Settings) -> Urls | None:
    """Read how to reach the database of an Alongside that serves from the same folder."""
    try:
        with _way_in(settings).open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
    except FileNotFoundError:
        return None
    except BlockingIOError:
        told = _way_in(settings).read_text("utf-8")
        return Urls(**json.loads(told)) if told else None


def with_our_driver(url: str) -> str:
    """Name our driver, however the address is written."""
    for start in ("postgresql://", "postgres://"):
        if url.startswith(start):
            return "postgresql+psycopg://" + url.removeprefix(start)
    return url


@contextmanager
def engine_of(url: str, **options: Any) -> Iterator[Engine]:
    """Connect for a moment, as a command does."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, **options)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def as_owner(urls: Urls) -> Iterator[Connection]:
    """Give one transaction as the owner of the tables, kept whole or not at all."""
    with engine_of(urls.for_the_owner()) as engine, engine.begin() as connection:
        yield connection


def revision_of(urls: Urls) -> str | None:
    """Say which migration the database has reached; nothing if it is empty."""
    with engine_of(urls.for_the_owner()) as engine, engine.connect() as connection:
        return current_revision(connection)


def open_vault(settings: Settings) -> Vault:
    """Read the keys that wrap those of private texts. It makes none."""
    given = settings.vault_key.get_secret_value() if settings.vault_key else ""
    return Vault(WrappingKeys(settings.data_dir / "keys", given))


def settle(owner: Connection, app_role: str) -> None:
    """Make what is written out of the models anew, and give the application its rights."""
    make_functions(owner)
    give_grants(owner, app_role)


def bring_to_newest(urls: Urls, settings: Settings) -> None:
    """Run the migrations that are missing, and give the application's role its rights."""
    try:
        migrate(urls.for_the_owner(), urls.app, settle, open_vault(settings))
    except CommandError:
        raise NotDone(
            "This data was written by a newer Alongside, which this one does not know. "
            "Nothing was changed. Use the newer one, or bring back a copy with "
            "`alongside restore`."
        ) from None


def program(name: str, urls: Urls, settings: Settings) -> Path:
    """Find one of PostgreSQL's programs: the embedded server's, or the newest there is here."""
    if urls.embedded is not None:
        return urls.embedded.binary(name)
    try:
        return find_binaries(settings.postgres_dir).path(name)
    except EmbeddedServerError:
        found = shutil.which(name)
    if found is None:
        raise NotDone(
            f"PostgreSQL's {name} is needed and is not here. On Debian and Ubuntu: install "
            "postgresql-client."
        )
    return Path(found)
