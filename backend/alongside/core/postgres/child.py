"""One running server: started as our child, asked until it answers, stopped and reaped."""

import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout
from alongside.core.postgres.leftover import clear_the_way
from alongside.core.postgres.sockets import PORT

SUPERUSER = "postgres"
_START_PATIENCE = 600.0  # after a crash the server first reads its journal
_ANSWER_PATIENCE = 30.0
_STOP_PATIENCE = 20.0
_PAUSE = 0.02
_LONGEST_LOG = 2_000_000
_STATUS_LINE = 7  # of postmaster.pid

_SETTINGS = """\
# Written by Alongside at each start. Your own settings go into own.conf beside this file.
include '{data}/postgresql.conf'
listen_addresses = ''
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
lc_messages = 'C'
# The log tells of the server's health: no statement and no value of anybody's row is in it.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""


@dataclass(frozen=True)
class Address:
    """What it takes to connect as the superuser."""

    sockets: Path
    password: str = field(repr=False)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user=SUPERUSER,
            password=self.password,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
        )


def spawn(layout: Layout, data: Path, sockets: Path) -> subprocess.Popen[bytes]:
    """Start the server itself, in its own session, away from the terminal's signals."""
    clear_the_way(data, sockets, layout.account)
    _write_settings(layout, data)
    if layout.log.is_file() and layout.log.stat().st_size > _LONGEST_LOG:
        layout.log.replace(layout.log.with_suffix(".log.1"))
    program = str(layout.binaries.path("postgres"))
    with layout.log.open("ab") as log:
        layout.log.chmod(0o600)
        return subprocess.Popen(  # noqa: S603
            [program, "-D", data, "-k", sockets, f"-p{PORT}", f"--config-file={layout.settings}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **layout.account.options(),
        )


def _write_settings(layout: Layout, data: Path) -> None:
    text = _SETTINGS.format(data=data.name)
    if (layout.home / "own.conf").is_file():
        text += "include 'own.conf'\n"
    layout.settings.write_text(text)
    layout.settings.chmod(0o644)


def wait_until_ready(
    process: subprocess.Popen[bytes], data: Path, address: Address, log: Path
) -> None:
    """Wait for the server's word that it is ready, then ask it a question until it answers."""
    deadline = time.monotonic() + _START_PATIENCE
    while not _says_ready(data, process.pid):
        _expect_life(process, log, deadline)
    deadline = time.monotonic() + _ANSWER_PATIENCE
    while not _answers(address):
        _expect_life(process, log, deadline)


def _says_ready(data: Path, pid: int) -> bool:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > _STATUS_LINE and lines[0] == str(pid) and "ready" in lines[_STATUS_LINE]


def _answers(address: Address) -> bool:
    with suppress(psycopg.Error), address.connect() as connection:
        return connection.execute("select 1").fetchone() == (1,)
    return False


def _expect_life(process: subprocess.Popen[bytes], log: Path, deadline: float) -> None:
    """Pause before the next question, as long as an answer may come."""
    if process.poll() is None and time.monotonic() < deadline:
        time.sleep(_PAUSE)
        return
    last = " / ".join(log.read_text(errors="replace").splitlines()[-3:])
    raise EmbeddedServerError(f"PostgreSQL did not start. The last words in {log}: {last}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server fast, then faster, and wait until it is gone."""
    for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(order)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_PATIENCE)
            return
