"""A new data folder: its settings, its roles and its database, complete or not at all."""

import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.core.postgres import child
from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout
from alongside.core.postgres.leftover import stop_leftover

SUPERUSER, OWNER, APP = "postgres", "alongside_owner", "alongside_app"
DATABASE = "alongside"
_BUILTIN_LOCALES_SINCE = 17

_SETTINGS = """\
# Written by Alongside at each start. Put your own settings at the end of postgresql.conf.
max_connections = 100
shared_buffers = 64MB
work_mem = 4MB
maintenance_work_mem = 32MB
max_wal_size = 512MB
jit = off
fsync = on
full_page_writes = on
synchronous_commit = on
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
# The log is for the server's health: no statement and no value of anybody's row is in it.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""

_APP_SETTINGS = {
    "plan_cache_mode": "force_generic_plan",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "15s",
    "lock_timeout": "4s",
}


def passwords_in(layout: Layout) -> dict[str, str]:
    """Read the roles' passwords, or make them for a new server."""
    if layout.passwords.is_file():
        kept: dict[str, str] = json.loads(layout.passwords.read_text())
        return kept
    if layout.data.is_dir():
        raise EmbeddedServerError(
            f"{layout.passwords} is missing, and {layout.data} cannot be opened without it. "
            "Put it back from your backup."
        )
    made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APP)}
    _write_secret(layout.passwords, json.dumps(made))
    return made


def _write_secret(path: Path, text: str) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def ensure_cluster(layout: Layout, address: child.Address, passwords: dict[str, str]) -> None:
    """Make the data folder if there is none, and refuse one of another major version."""
    if not layout.data.is_dir():
        _make_cluster(layout, address, passwords)
    _refuse_other_major(layout)
    (layout.data / "alongside.conf").write_text(_SETTINGS)


def _refuse_other_major(layout: Layout) -> None:
    found = (layout.data / "PG_VERSION").read_text().strip()
    if found != str(layout.binaries.major):
        raise EmbeddedServerError(
            f"{layout.data} was made by PostgreSQL {found}, and this is PostgreSQL "
            f"{layout.binaries.version}. Start it once more with PostgreSQL {found}, save it with "
            f"pg_dump, and load it into a new folder with pg_restore; or use pg_upgrade."
        )


def _make_cluster(layout: Layout, address: child.Address, passwords: dict[str, str]) -> None:
    unfinished = layout.unfinished
    if unfinished.is_dir():
        stop_leftover(unfinished)
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    layout.account.own(unfinished)
    _initdb(layout, passwords[SUPERUSER])
    with (unfinished / "postgresql.conf").open("a") as file:
        file.write("\ninclude_if_exists = 'alongside.conf'\n")
    (unfinished / "alongside.conf").write_text(_SETTINGS)
    _furnish(layout, address, passwords)
    unfinished.rename(layout.data)
    _sync_folder(layout.home)


def _initdb(layout: Layout, password: str) -> None:
    with tempfile.NamedTemporaryFile("w", dir=layout.home) as secret:
        secret.write(password)
        secret.flush()
        layout.account.own(Path(secret.name))
        command = [layout.binaries.path("initdb"), "-D", layout.unfinished, "-U", SUPERUSER]
        command += ["--pwfile", secret.name, "--auth=scram-sha-256", "--data-checksums"]
        command += ["--encoding=UTF8", *_locale(layout.binaries.major)]
        done = layout.account.run(command)
    if done.returncode:
        raise EmbeddedServerError(f"PostgreSQL's initdb did not succeed: {done.stderr.strip()}")


def _locale(major: int) -> list[str]:
    if major >= _BUILTIN_LOCALES_SINCE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8", "--lc-messages=C"]


def _furnish(layout: Layout, address: child.Address, passwords: dict[str, str]) -> None:
    process = child.spawn(layout, layout.unfinished, address.sockets)
    try:
        child.wait_until_ready(process, address, layout.log)
        with address.connect("template1") as connection:
            _open_template(connection)
            _make_roles(connection, passwords)
            connection.execute(f"create database {DATABASE} owner {OWNER}")
        with address.connect(DATABASE) as connection:
            connection.execute(f"alter schema public owner to {OWNER}")
    finally:
        child.stop(process)


def _open_template(connection: psycopg.Connection) -> None:
    connection.execute("create extension btree_gist")
    connection.execute("revoke create on schema public from public")


def _make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    for role, rights in ((OWNER, "createdb"), (APP, "nocreatedb")):
        sealed = connection.pgconn.encrypt_password(
            passwords[role].encode(), role.encode(), b"scram-sha-256"
        )
        connection.execute(
            sql.SQL(
                "create role {} login {} nosuperuser nocreaterole nobypassrls password {}"
            ).format(sql.Identifier(role), sql.SQL(rights), sealed.decode())
        )
    for setting, value in _APP_SETTINGS.items():
        connection.execute(
            sql.SQL("alter role {} set {} = {}").format(
                sql.Identifier(APP), sql.Identifier(setting), value
            )
        )


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
