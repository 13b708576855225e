"""A server that outlived its Alongside is found, and stopped before a new one starts."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from alongside.core.postgres.account import Account
from alongside.core.postgres.errors import EmbeddedServerError

_PATIENCE = 20.0
_PROCESSES = Path("/proc")


def stop_leftover(data: Path, account: Account) -> None:
    """Stop a server that still runs on this data folder; forget one that is another program."""
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    if serves(pid, data, account):
        _stop(pid, data, account)
    elif _lives(pid):
        # The number is another program's by now, and PostgreSQL would take it for a server.
        note.unlink(missing_ok=True)


def _stop(pid: int, data: Path, account: Account) -> None:
    for order in (signal.SIGINT, signal.SIGQUIT):
        with suppress(ProcessLookupError):
            os.kill(pid, order)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if not serves(pid, data, account):
                return
            time.sleep(0.02)
    raise EmbeddedServerError(
        f"A PostgreSQL server (process {pid}) still runs on {data} and does not stop. "
        "Stop it, then start again."
    )


def serves(pid: int, data: Path, account: Account) -> bool:
    """Say if this process lives, is no zombie, and is a server on that data folder."""
    if pid <= 1 or not _lives(pid):
        return False
    if not (_PROCESSES / "self" / "cwd").exists():
        return _is_told_to_serve(pid, data, account)
    try:
        # A server's working folder is its data folder; a zombie has none.
        here = (_PROCESSES / str(pid) / "cwd").samefile(data)
        command = (_PROCESSES / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False
    return here and b"postgres" in command.partition(b"\0")[0]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_told_to_serve(pid: int, data: Path, account: Account) -> bool:
    """Ask `ps` where there is no /proc, as on macOS."""
    said = account.run(["/bin/ps", "-o", "state=", "-o", "command=", "-p", str(pid)])
    state, _, command = said.stdout.strip().partition(" ")
    return not state.startswith("Z") and "postgres" in command and str(data) in command
