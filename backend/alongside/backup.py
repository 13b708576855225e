"""Copies of the whole database in PostgreSQL's own format, and the way back from one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import Any
from uuid import UUID

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, make_url, text

from alongside.core.clock import now
from alongside.database import (
    NotDone,
    Urls,
    bring_to_newest,
    engine_of,
    open_vault,
    program,
)
from alongside.key_copies import (
    SCHEMA,
    copies_in,
    folder_of,
    forget_old_copies,
    holds_keys,
    in_use,
    lay_store,
    name_for,
    passing,
)
from alongside.own_data.daily import read_list, write_list
from alongside.settings import Settings

SIGNATURE = b"PGDMP"
DATABASE, FRESH = "alongside", "alongside_restoring"
ONLY_SINCE_17 = b"SET transaction_timeout = 0;\n"
PREAMBLE = 50  # lines; what is restored comes later
PLAIN = ("--no-owner", "--no-privileges", "--no-comments")
STOP_AT_ONCE = ("--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", "--set=SHOW_CONTEXT=never")

_IS_USED = text("""
    select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind in ('r', 'p', 'v', 'S') and n.nspname !~ '^pg_'
                      and n.nspname <> 'information_schema')
""")
_HOLDS_LIST = text("select to_regclass('public.erased') is not null")
_ERASED = text("select person_id, erased_at from erased")
_ERASE_AGAIN = text("select erase_person(:who, :at)")
_LET_NOBODY_STAY = (text("delete from sign_in"), text("delete from sign_in_link"))


def back_up(urls: Urls, settings: Settings, to: Path) -> None:
    """Write a copy that only we can read, whole or not at all. It never replaces a file.

    The keys of private texts are not in it: they are copied beside, and those copies do not stay.
    """
    _dump(urls, settings, to, f"--exclude-schema={SCHEMA}")
    back_up_keys(urls, settings)


def back_up_keys(urls: Urls, settings: Settings) -> Path | None:
    """Copy the keys of private texts, if there are any, and throw older copies of them away."""
    forget_old_copies(settings)
    _keep_list(urls, settings)
    if not holds_keys(urls):
        return None
    copy = name_for(settings, now())
    _dump(urls, settings, copy, f"--schema={SCHEMA}")
    return copy


def _keep_list(urls: Urls, settings: Settings) -> None:
    """Keep the list of the erased beside them: what brings a copy back goes by it."""
    with engine_of(urls.for_the_owner()) as engine, engine.connect() as owner:
        found = owner.execute(_ERASED).all() if owner.scalar(_HOLDS_LIST) else []
    write_list(folder_of(settings), found)


def _dump(urls: Urls, settings: Settings, to: Path, what: str) -> None:
    tool = str(program("pg_dump", urls, settings))
    where, environment = _way_to(urls.for_the_owner())
    with _new_file(to) as draft:
        command = [tool, "--format=custom", what, *PLAIN, f"--file={draft}", *where]
        done = subprocess.run(  # noqa: S603 - a program that we found, told by nobody else
            command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=environment, check=False
        )
        if done.returncode:
            raise NotDone(f"No copy could be made. {_last_line(done.stderr)}")


@contextmanager
def _new_file(to: Path) -> Iterator[Path]:
    """Take the name first, then write beside it: half a copy never bears the name of a whole."""
    draft = to.with_name(f"{to.name}.unfinished")
    try:
        _take(to)
    except FileExistsError:
        raise NotDone(f"{to} is there already. Choose another name for the copy.") from None
    except OSError as error:
        raise NotDone(f"{to} cannot be written: {error.strerror}. Choose another place.") from None
    try:
        draft.unlink(missing_ok=True)
        _take(draft)
        yield draft
        draft.replace(to)
    except BaseException:
        draft.unlink(missing_ok=True)
        to.unlink(missing_ok=True)
        raise


def _take(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def restore(urls: Urls, settings: Settings, copy: Path, keys: Path | None = None) -> str | None:
    """Bring a copy back. Says under which name the embedded database of before is kept.

    Private texts open by the keys there are now, so that what was erased since stays so. Only
    where there are none, as on a new machine, the newest copy of the keys is brought back.
    """
    for one in filter(None, (copy, keys)):
        _must_be_a_copy(one)
    with passing() as carried:
        if keys is None and urls.embedded is not None and holds_keys(urls):
            _dump(urls, settings, carried, f"--schema={SCHEMA}")
            keys = carried
        keys = keys or next(iter(copies_in(folder_of(settings))), None)
        return _restore(urls, settings, copy, keys)


def _restore(urls: Urls, settings: Settings, copy: Path, keys: Path | None) -> str | None:
    erased = _erased_so_far(urls, settings)
    if urls.embedded is None:
        _restore_into_nothing(urls, settings, copy, keys, erased)
        return None
    maintenance_url = urls.embedded.owner_url("postgres")
    fresh = Urls(urls.embedded.app_url(FRESH), urls.embedded.owner_url(FRESH), urls.embedded)
    with _fresh_database(maintenance_url):
        _restore_into_nothing(fresh, settings, copy, keys, erased)
        return _take_the_place(maintenance_url)


@contextmanager
def _fresh_database(maintenance_url: str) -> Iterator[None]:
    """Make an empty database beside the one in use. What is still there afterwards was in vain."""
    with (
        engine_of(maintenance_url, isolation_level="AUTOCOMMIT") as engine,
        engine.connect() as owner,
    ):
        owner.execute(text(f"drop database if exists {FRESH}"))
        owner.execute(text(f"create database {FRESH}"))
        try:
            yield
        finally:
            owner.execute(text(f"drop database if exists {FRESH}"))


def _take_the_place(maintenance_url: str) -> str:
    """Rename both at once. Nobody may be connected, so nobody is served meanwhile."""
    aside = f"{DATABASE}_before_{now():%Y_%m_%d_%H%M%S}"
    with engine_of(maintenance_url) as engine, engine.begin() as owner:
        owner.execute(text(f"alter database {DATABASE} rename to {aside}"))
        owner.execute(text(f"alter database {FRESH} rename to {DATABASE}"))
    return aside


def _must_be_a_copy(copy: Path) -> None:
    try:
        with copy.open("rb") as file:
            begins = file.read(len(SIGNATURE))
    except OSError as error:
        raise NotDone(f"{copy} cannot be read: {error.strerror}.") from None
    if begins != SIGNATURE:
        raise NotDone(f"{copy} is not a copy that `alongside backup` made.")


def _listed(owner: Connection) -> dict[UUID, datetime]:
    """Read the list of the erased that a database holds, if it is new enough to hold one."""
    if not owner.scalar(_HOLDS_LIST):
        return {}
    return {row.person_id: row.erased_at for row in owner.execute(_ERASED)}


def _erased_so_far(urls: Urls, settings: Settings) -> dict[UUID, datetime]:
    """Read who was erased: by the list beside the copies of keys, and by the database in use."""
    erased = read_list(folder_of(settings))
    if urls.embedded is not None:
        with engine_of(urls.for_the_owner()) as engine, engine.connect() as owner:
            erased |= _listed(owner)
    return erased


def _restore_into_nothing(
    urls: Urls,
    settings: Settings,
    copy: Path,
    keys: Path | None,
    erased: Mapping[UUID, datetime],
) -> None:
    """Fill an empty database, bring it up to date, and have everybody sign in anew.

    Who was signed out since the copy was made must not be signed in again by it, and who was
    erased is erased again.
    """
    owner_url = urls.for_the_owner()
    with engine_of(owner_url) as engine, engine.connect() as owner:
        if owner.scalar(_IS_USED):
            raise NotDone("This database is in use. Make an empty one and restore into that.")
    _pour(copy, urls, settings)
    if keys is not None:
        _pour(keys, urls, settings)
    with engine_of(owner_url) as engine, engine.begin() as owner:
        lay_store(owner)
        open_vault(settings).wrapping.check(in_use(owner))
    bring_to_newest(urls, settings)
    with engine_of(owner_url) as engine, engine.begin() as owner:
        for statement in _LET_NOBODY_STAY:
            owner.execute(statement)
        for person_id, at in {**_listed(owner), **erased}.items():
            owner.execute(_ERASE_AGAIN, {"who": person_id, "at": at})


def _pour(copy: Path, urls: Urls, settings: Settings) -> None:
    """Let one program read the copy and another write it down, in one transaction."""
    reader = [str(program("pg_restore", urls, settings)), "--file=-", *PLAIN, str(copy)]
    writer = [str(program("psql", urls, settings)), "--no-psqlrc", "--quiet", *STOP_AT_ONCE]
    where, environment = _way_to(urls.for_the_owner())
    with (
        tempfile.TemporaryFile() as told,
        Popen(  # noqa: S603 - as above
            reader, stdin=DEVNULL, stdout=PIPE, stderr=told
        ) as source,
        Popen(  # noqa: S603 - as above
            [*writer, *where], stdin=PIPE, stdout=DEVNULL, stderr=told, env=environment
        ) as target,
    ):
        read_whole = _carry(source, target)
        if target.wait() or not read_whole:
            told.seek(0)
            raise NotDone(f"The copy could not be restored. {_last_line(told.read())}")


def _carry(source: "Popen[bytes]", target: "Popen[bytes]") -> bool:
    """Carry everything across, and keep it only if the reader came to the end of the copy."""
    assert source.stdout is not None  # noqa: S101 - tells the type checker that it is a pipe
    assert target.stdin is not None  # noqa: S101 - and so is this
    with suppress(BrokenPipeError), target.stdin:
        target.stdin.write(b"begin;\n")
        for _ in range(PREAMBLE):
            line = source.stdout.readline()
            target.stdin.write(b"" if line == ONLY_SINCE_17 else line)
        shutil.copyfileobj(source.stdout, target.stdin)
        if source.wait() == 0:
            target.stdin.write(b"commit;\n")
            return True
    source.kill()
    return False


def _last_line(told: bytes) -> str:
    return (told.decode("utf-8", "replace").strip().splitlines() or [""])[-1]


def _way_to(url: str) -> tuple[list[str], dict[str, str]]:
    """Say where the database is as PostgreSQL's programs take it; the password goes unseen."""
    parts = make_url(url)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if parts.password:
        environment["PGPASSWORD"] = str(parts.password)
    named: dict[str, Any] = parts.set(password=None).translate_connect_args(
        username="user", database="dbname"
    )
    return [f"--dbname={make_conninfo(**named, **_plainly(parts.query))}"], environment


def _plainly(query: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v if isinstance(v, str) else ",".join(v) for k, v in query.items()}
