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
PS = Path("/bin/ps")


def clear_the_way(data: Path, sockets: Path, account: Account) -> None:
    """End whatever still works on this folder, and forget the notes that it left."""
    stop_leftover(data, account)
    end_orphans(data, account)
    # PostgreSQL would take a program that has the old number by now, or a dead process that
    # nobody reaps, for a server at work.
    for note in sockets.glob(".s.PGSQL.*"):
        note.unlink()


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


def end_orphans(data: Path, account: Account) -> None:
    """End what a killed server left: such processes go by themselves, but busy ones take long."""
    deadline = time.monotonic() + _PATIENCE
    while (orphans := _at_work_on(data, account)) and time.monotonic() < deadline:
        for pid in orphans:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        time.sleep(0.02)


def _at_work_on(data: Path, account: Account) -> list[int]:
    numbers = [int(place.name) for place in _PROCESSES.glob("[0-9]*")]
    return [pid for pid in numbers if serves(pid, data, account)]


def serves(pid: int, data: Path, account: Account) -> bool:
    """Say if this process lives, is no zombie, and is PostgreSQL's on that data folder."""
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
    said = account.run([str(PS), "-o", "state=", "-o", "command=", "-p", str(pid)])
    state, _, command = said.stdout.strip().partition(" ")
    return not state.startswith("Z") and "postgres" in command and str(data) in command
