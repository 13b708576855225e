"""The web server: its port, its application, and its end."""

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import FrameType

import typer
import uvicorn
from starlette.types import ASGIApp

from alongside.access.site import Credentials, Site
from alongside.app import create_app
from alongside.audit.seals import keep_sealing
from alongside.core.checks import check_database, wrapping_keys_in_use
from alongside.core.db import Database, make_engine
from alongside.core.pages import Cursors
from alongside.core.sealing import Sealer
from alongside.database import NotDone, Urls, open_vault
from alongside.identity.keys import KeyRing, load_keys
from alongside.identity.tokens import read_access_token
from alongside.mail.carriers import Mailbox, MailServer
from alongside.mail.delivery import Office
from alongside.mail.worker import Pace, working
from alongside.mail.writing import Desk
from alongside.own_data.daily import keep_house_daily
from alongside.settings import Settings

LAST_PORT = 65535


def make_site(settings: Settings, urls: Urls, keys: KeyRing) -> Site:
    """Put together what each request needs."""

    def read_token(token: str) -> Credentials:
        read = read_access_token(keys, token)
        return Credentials(read.person_id, read.sign_in_id)

    database = Database(make_engine(urls.app, settings.pool_size), settings.pool_size)
    return Site(
        database,
        Cursors(Sealer(keys.derive("cursors"))),
        read_token,
        open_vault(settings),
        settings.demo,
        settings.address,
        origins=settings.origins,
        second_factor_required=settings.second_factor_required,
        erasure_days=settings.erasure_days,
        mail_key=mail_key(keys),
    )


def mail_key(keys: KeyRing) -> bytes:
    """Give the key of which the links and codes in mails are made."""
    return keys.derive("mail")


def make_office(settings: Settings, urls: Urls, keys: KeyRing) -> Office:
    """Put together what a postman works with: connections of its own, and who carries mail."""
    many = Pace().at_once
    server = MailServer(settings.smtp_url.get_secret_value()) if settings.smtp_url else None
    sender = settings.mail_from or "alongside@demo.example"
    return Office(
        Database(make_engine(urls.app, many), many),
        Desk(sender, settings.address, mail_key(keys)),
        server,
        Mailbox(settings.mailbox) if settings.demo else None,
    )


def take_port(settings: Settings) -> list[socket.socket]:
    """Take the address that we serve at, before anything else is begun."""
    host = settings.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, settings.port, type=socket.SOCK_STREAM)
        return [_bind(family, where) for family, _, _, _, where in found]
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise NotDone(
                f"We cannot listen at {host}, port {settings.port}: {error.strerror}. Set "
                "ALONGSIDE_HOST and ALONGSIDE_PORT to an address of this machine."
            ) from None
        raise NotDone(
            f"Port {settings.port} of {host} is in use by another program. Stop that one, or "
            f"choose another port: ALONGSIDE_PORT={settings.port % LAST_PORT + 1}"
        ) from None


def _bind(family: int, where: tuple[object, ...]) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(where)
    except OSError:
        bound.close()
        raise
    return bound


@dataclass
class Life:
    """Whether we are up, and whether the end has begun."""

    urls: Urls
    ending: bool = False

    def is_ready(self) -> bool:
        embedded = self.urls.embedded
        return not self.ending and (embedded is None or embedded.failure is None)


class Server(uvicorn.Server):
    """Says that it is no longer ready, takes no new requests, and finishes those in hand."""

    def __init__(self, life: Life, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._life = life

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._life.ending = True
        super().handle_exit(sig, frame)


def configured(settings: Settings, app: ASGIApp) -> uvicorn.Config:
    """Say how to serve; of where a request comes from, only the named proxies are believed."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.proxies is not None,
        forwarded_allow_ips=settings.proxies or "",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        h11_max_incomplete_event_size=32 * 1024,
    )


def settle_memory() -> None:
    """Take it that what start-up made stays: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def run_web(settings: Settings, urls: Urls, taken: list[socket.socket], told: str) -> None:
    """Say where we are, and serve until told to stop. Raises UnsafeDatabase before either."""
    keys = load_keys(settings.data_dir / "keys")
    site = make_site(settings, urls, keys)
    life = Life(urls)
    app = create_app(settings, site, keys, life.is_ready)
    server = Server(life, configured(settings, app))

    async def check_then_serve() -> None:
        await check_database(site.database.engine)
        site.vault.wrapping.check(await wrapping_keys_in_use(site.database.engine))
        typer.echo(told)
        settle_memory()
        async with by_and_by(site.database, settings):
            if not settings.carries_mail or not settings.worker:
                await server.serve(taken)
                return
            async with working(make_office(settings, urls, keys), urls.app):
                await server.serve(taken)

    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        runner.run(check_then_serve())


@asynccontextmanager
async def by_and_by(database: Database, settings: Settings) -> AsyncIterator[None]:
    """Seal each minute and keep house each day, until the end of the block."""
    copies = settings.data_dir / "key-copies"
    tasks = [
        asyncio.create_task(keep_sealing(database)),
        asyncio.create_task(keep_house_daily(database, copies, Mailbox(settings.mailbox))),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def run_worker(settings: Settings, urls: Urls) -> None:
    """Send mail until told to stop. Raises UnsafeDatabase before."""
    office = make_office(settings, urls, load_keys(settings.data_dir / "keys"))

    async def check_then_work() -> None:
        await check_database(office.database.engine)
        async with working(office, urls.app):
            await told_to_stop()

    asyncio.run(check_then_work())


async def told_to_stop() -> None:
    """Wait for SIGTERM or Ctrl-C."""
    told = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, told.set)
    await told.wait()


def stop_when_told() -> None:
    """Let SIGTERM and Ctrl-C unwind what has been begun, once, and end as a success."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_IGN)
        raise SystemExit(0)

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, stop)
