"""A new data folder with its roles and its database: complete, or not there at all."""

import shutil
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.core.postgres import child
from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout
from alongside.core.postgres.leftover import stop_leftover
from alongside.core.postgres.passwords import Passwords, sync_folder, write_secret

OWNER, APP = "alongside_owner", "alongside_app"
ROLES = (child.SUPERUSER, OWNER, APP)
DATABASE = "alongside"
_BUILTIN_LOCALES_SINCE = 17

_INITDB = ("-U", child.SUPERUSER, "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8")
_APP_SETTINGS = {
    "plan_cache_mode": "force_generic_plan",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "15s",
    "lock_timeout": "4s",
}


def ensure_cluster(layout: Layout, address: child.Address, passwords: Passwords) -> None:
    """Make the data folder if there is none, and refuse one of another major version."""
    if layout.unfinished.is_dir():
        stop_leftover(layout.unfinished, layout.account)
        shutil.rmtree(layout.unfinished)
    if layout.data.is_dir():
        _refuse_other_major(layout)
    else:
        _make_cluster(layout, address, passwords)


def _refuse_other_major(layout: Layout) -> None:
    note = layout.data / "PG_VERSION"
    if not note.is_file():
        raise EmbeddedServerError(f"{layout.data} holds no PostgreSQL database. Move it away.")
    found, ours = note.read_text().strip(), layout.binaries
    if found != str(ours.major):
        raise EmbeddedServerError(
            f"{layout.data} was made by PostgreSQL {found}, and this is PostgreSQL {ours.version}. "
            f"Start Alongside once more with PostgreSQL {found}, save the database with pg_dump, "
            "and load it into a new folder with pg_restore. Or convert it with pg_upgrade."
        )


def _make_cluster(layout: Layout, address: child.Address, passwords: Passwords) -> None:
    layout.unfinished.mkdir(mode=0o700)
    layout.account.own(layout.unfinished)
    _initdb(layout, passwords[child.SUPERUSER])
    process = child.spawn(layout, layout.unfinished, address.sockets)
    try:
        child.wait_until_ready(process, layout.unfinished, address, layout.log)
        _furnish(address, passwords)
    finally:
        child.stop(process)
    layout.unfinished.rename(layout.data)
    sync_folder(layout.home)


def _initdb(layout: Layout, password: str) -> None:
    secret = layout.home / "password.unfinished"
    write_secret(secret, password)
    layout.account.own(secret)
    initdb = layout.binaries.path("initdb")
    command: list[str | Path] = [initdb, *_INITDB, "-D", layout.unfinished, "--pwfile", secret]
    try:
        for locale in _locales(layout.binaries.major):
            done = layout.account.run([*command, *locale])
            if done.returncode == 0:
                return
    finally:
        secret.unlink()
    raise EmbeddedServerError(f"PostgreSQL's initdb did not succeed: {done.stderr.strip()}")


def _locales(major: int) -> list[list[str]]:
    """Sort by code points everywhere; know the case of letters wherever the system can."""
    if major >= _BUILTIN_LOCALES_SINCE:
        return [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]]
    return [["--locale=C.UTF-8"], ["--locale=C"]]


def _furnish(address: child.Address, passwords: Passwords) -> None:
    with address.connect("template1") as db:
        db.execute("create extension btree_gist")
        db.execute("revoke create on schema public from public")
        for role in (OWNER, APP):
            _make_role(db, role, passwords[role])
        _make_database(db)
    with address.connect(DATABASE) as db:
        db.execute(sql.SQL("alter schema public owner to {}").format(sql.Identifier(OWNER)))


def _make_role(db: psycopg.Connection, role: str, password: str) -> None:
    """Make a role that may sign in; only what the password seals to reaches the server."""
    sealed = db.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    rights = sql.SQL("createdb" if role == OWNER else "nocreatedb")
    db.execute(
        sql.SQL("create role {} login {} nosuperuser nocreaterole nobypassrls password {}").format(
            sql.Identifier(role), rights, sealed.decode()
        )
    )


def _make_database(db: psycopg.Connection) -> None:
    for setting, value in _APP_SETTINGS.items():
        db.execute(
            sql.SQL("alter role {} set {} = {}").format(
                sql.Identifier(APP), sql.Identifier(setting), value
            )
        )
    db.execute(
        sql.SQL("create database {} owner {}").format(
            sql.Identifier(DATABASE), sql.Identifier(OWNER)
        )
    )
