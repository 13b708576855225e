"""A server that outlived its Alongside is found, and stopped before a new one starts."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from alongside.core.postgres.errors import EmbeddedServerError

_PATIENCE = 20.0


def stop_leftover(data: Path) -> None:
    """Stop a server that still runs on this data folder; forget one that does not."""
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    if serves(pid, data):
        _stop(pid, data)
    else:
        # The number may be another program's by now, and PostgreSQL would refuse to start.
        note.unlink(missing_ok=True)


def _stop(pid: int, data: Path) -> None:
    for order in (signal.SIGINT, signal.SIGQUIT):
        with suppress(ProcessLookupError):
            os.kill(pid, order)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if not serves(pid, data):
                return
            time.sleep(0.02)
    raise EmbeddedServerError(
        f"A PostgreSQL server (process {pid}) still runs on {data} and does not stop. "
        "Stop it, then start again."
    )


def serves(pid: int, data: Path) -> bool:
    """Say if this process lives, is no zombie, and is a server on that data folder."""
    if pid <= 1 or not _lives(pid):
        return False
    if Path("/proc/self/cwd").exists():
        return _is_at(pid, data)
    return str(data) in _ps(pid, "command=")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_at(pid: int, data: Path) -> bool:
    # A server's working folder is its data folder; a zombie has none.
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:
        return False


def _ps(pid: int, field: str) -> str:
    state = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "state=", "-o", field, "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return "" if state.startswith("Z") else state
