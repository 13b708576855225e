"""What is done to the database before anybody is served; most of it to the embedded one alone."""

import shlex
import sys
from pathlib import Path

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from alongside.backup import back_up
from alongside.core.clock import now
from alongside.core.migrate import newest_revision
from alongside.database import (
    NotDone,
    Urls,
    as_owner,
    bring_to_newest,
    engine_of,
    open_vault,
    revision_of,
)
from alongside.demo.accounts import close_accounts, make_password, set_password, tell_accounts
from alongside.demo.loading import Content, load_demo
from alongside.settings import Settings

log = structlog.get_logger()

_HAS_OPERATOR = text("select exists (select from person where operator and not demo)")

NOT_LOADED = (
    "There is other data here, so the demo was not loaded. ALONGSIDE_DEMO=0 says so for good."
)
NOT_MIGRATED = (
    "The database is not ready for this version. Run `alongside migrate`, then start again."
)
CLOSED = "The demo is here, and nobody can sign in to it: ALONGSIDE_DEMO is 0."


def bring_up_to_date(urls: Urls, settings: Settings) -> None:
    """Run the migrations that are missing; of older data a copy is taken first."""
    before = revision_of(urls)
    if before in (None, newest_revision()):
        bring_to_newest(urls, settings)
        return
    copy = _backups(settings) / f"{now():%Y-%m-%dT%H-%M-%SZ}-at-{before}.dump"
    back_up(urls, settings, copy)
    try:
        bring_to_newest(urls, settings)
    except BaseException:
        if revision_of(urls) == before:
            copy.unlink()  # nothing came of it: trying again and again must not fill the disk
        raise
    log.info("migrated", revision=newest_revision(), copy=str(copy))


def _backups(settings: Settings) -> Path:
    folder = settings.data_dir / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def open_demo(owner: Connection, settings: Settings) -> str:
    """Load the demo if there is nothing yet, and say how to sign in to it."""
    if load_demo(owner, now(), open_vault(settings)) is Content.OTHER:
        return NOT_LOADED
    given = settings.demo_password
    password = (given.get_secret_value().strip() if given else "") or make_password()
    set_password(owner, password)
    return tell_accounts(password)


def close_demo(owner: Connection, settings: Settings) -> str:
    """Have nobody sign in to the demo, and say what to do where there is no operator yet."""
    told = []
    if close_accounts(owner):
        told.append(CLOSED)
    if not owner.scalar(_HAS_OPERATOR):
        told.append(
            "There is no operator yet. Make the first one, in another window:\n"
            f"  {_our_name(settings)} operator add EMAIL"
        )
    return "\n".join(told)


def keep_demo_shut(urls: Urls, settings: Settings) -> str:
    """Do the same where the database is somebody else's, with no more rights than to serve."""
    if settings.demo:
        return ""
    try:
        with engine_of(urls.app) as engine, engine.begin() as application:
            return CLOSED if close_accounts(application) else ""
    except ProgrammingError:
        raise NotDone(NOT_MIGRATED) from None


def _our_name(settings: Settings) -> str:
    """Say how to call this program again, for the same data."""
    called = Path(sys.argv[0])
    ours = f"{sys.executable} -m alongside" if called.name == "__main__.py" else str(called)
    return f"ALONGSIDE_DATA_DIR={shlex.quote(str(settings.data_dir.absolute()))} {ours}"


def furnish(urls: Urls, settings: Settings) -> str:
    """Make the demo ready, or keep it shut. Gives what to tell whoever started us."""
    with as_owner(urls) as owner:
        return open_demo(owner, settings) if settings.demo else close_demo(owner, settings)
