"""Starting, serving and stopping: the database, what it needs, and the web server."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import structlog
import uvicorn
from sqlalchemy import create_engine

from alongside.access.grants import give_grants
from alongside.access.site import Credentials, Site
from alongside.app import create_app
from alongside.core.checks import check_database
from alongside.core.db import Database, make_engine
from alongside.core.migrate import current_revision, migrate, newest_revision
from alongside.core.pages import Cursors
from alongside.core.postgres import EmbeddedServer
from alongside.core.sealing import Sealer
from alongside.identity.keys import KeyRing, load_keys
from alongside.identity.tokens import read_access_token
from alongside.settings import Settings

log = structlog.get_logger()


class NotSetUp(RuntimeError):
    """Said in words to whoever runs the server."""


@dataclass(frozen=True)
class Urls:
    """Where the database is, for the application and for its owner (the commands alone)."""

    app: str
    owner: str | None
    embedded: EmbeddedServer | None = None

    def for_the_owner(self) -> str:
        if self.owner is None:
            raise NotSetUp("Set ALONGSIDE_ADMIN_DATABASE_URL: this command needs the owner.")
        return self.owner


def _psycopg(url: str) -> str:
    """Use our driver, however the address is written."""
    for start in ("postgresql://", "postgres://"):
        if url.startswith(start):
            return "postgresql+psycopg://" + url.removeprefix(start)
    return url


@contextmanager
def database_of(settings: Settings) -> Iterator[Urls]:
    """Give the database that is set, or start the embedded one and stop it afterwards."""
    if settings.database_url is not None:
        owner = settings.admin_database_url
        app_url = _psycopg(settings.database_url.get_secret_value())
        yield Urls(app_url, _psycopg(owner.get_secret_value()) if owner else None)
        return
    server = EmbeddedServer(settings.data_dir / "postgres", postgres_dir=settings.postgres_dir)
    with server:
        if server.notice:
            log.info("embedded_server", notice=server.notice)
        yield Urls(server.app_url(), server.owner_url(), server)


def revision_of(owner_url: str) -> str | None:
    engine = create_engine(owner_url)
    try:
        with engine.connect() as connection:
            return current_revision(connection)
    finally:
        engine.dispose()


def bring_up_to_date(urls: Urls, settings: Settings) -> None:
    """Migrate the embedded database; older data is copied to a backup first."""
    owner = urls.for_the_owner()
    before = revision_of(owner)
    if before == newest_revision():
        migrate(owner, urls.app, give_grants)
        return
    if before is not None and urls.embedded is not None:
        from alongside.backup import back_up  # noqa: PLC0415 - needed on this path alone

        copy = back_up(urls.embedded, settings.data_dir / "backups", before)
        log.info("backed_up_before_migrating", copy=str(copy))
    migrate(owner, urls.app, give_grants)


def keys_of(settings: Settings) -> KeyRing:
    return load_keys(settings.data_dir / "keys")


def make_site(settings: Settings, urls: Urls, keys: KeyRing) -> Site:
    """Put together what each request needs."""

    def read_token(token: str) -> Credentials:
        read = read_access_token(keys, token)
        return Credentials(read.person_id, read.sign_in_id)

    database = Database(make_engine(urls.app, settings.pool_size))
    return Site(
        database,
        Cursors(Sealer(keys.derive("cursors"))),
        read_token,
        settings.demo,
        settings.address,
    )


@dataclass
class Stopping:
    """Whether the end has begun."""

    begun: bool = False

    def is_not_begun(self) -> bool:
        return not self.begun


class Server(uvicorn.Server):
    """Says that it is no longer ready, takes no new requests, and finishes those in hand."""

    def __init__(self, stopping: Stopping, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.begun = True
        super().handle_exit(sig, frame)


def run_web(settings: Settings, urls: Urls) -> None:
    """Serve until told to stop. Raises UnsafeDatabase before anybody is served."""
    keys = keys_of(settings)
    site = make_site(settings, urls, keys)
    stopping = Stopping()
    app = create_app(settings, site, keys, stopping.is_not_begun)
    server = Server(
        stopping,
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=settings.shutdown_seconds,
            h11_max_incomplete_event_size=32 * 1024,
        ),
    )

    async def check_then_serve() -> None:
        await check_database(site.database.engine)
        await server.serve()

    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(check_then_serve())


def stop_on_sigterm() -> None:
    """Let SIGTERM unwind what has been started, also before the web server is there."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)


def backups_folder(settings: Settings) -> Path:
    return settings.data_dir / "backups"
