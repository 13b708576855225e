"""One running server: started as our child, asked until it answers, stopped and reaped."""

import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout

PORT = 5432  # names the socket in its private folder; nothing listens on the network
_START_PATIENCE = 300.0  # after a crash the server first reads its journal
_STOP_PATIENCE = 20.0
_LONGEST_LOG = 2_000_000


@dataclass(frozen=True)
class Address:
    """What it takes to connect as the superuser."""

    sockets: Path
    password: str

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user="postgres",
            password=self.password,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
        )


def spawn(layout: Layout, data: Path, sockets: Path) -> subprocess.Popen[bytes]:
    """Start the server itself, in its own process group, away from the terminal's signals."""
    if layout.log.is_file() and layout.log.stat().st_size > _LONGEST_LOG:
        layout.log.replace(layout.log.with_suffix(".log.1"))
    server = [layout.binaries.path("postgres"), "-D", data, "-k", sockets, "-p", str(PORT)]
    with layout.log.open("ab") as log:
        layout.log.chmod(0o600)
        return subprocess.Popen(  # noqa: S603
            [*server, "-c", "listen_addresses="],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **layout.account.options(),
        )


def wait_until_ready(process: subprocess.Popen[bytes], address: Address, log: Path) -> None:
    """Ask the server a question until it answers, or until it is clear that it will not."""
    deadline = time.monotonic() + _START_PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise EmbeddedServerError(f"PostgreSQL did not start. Its last words: {_last(log)}")
        with suppress(psycopg.OperationalError), address.connect() as connection:
            connection.execute("select 1")
            return
        time.sleep(0.02)
    raise EmbeddedServerError(f"PostgreSQL does not answer. Its last words: {_last(log)}")


def _last(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    return " / ".join(lines[-4:])


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server fast, then faster, and wait until it is gone."""
    for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(order)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_PATIENCE)
            return
