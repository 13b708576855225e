"""A real server on loopback, as `make run` starts it, in a folder of its own."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.room import where_there_is_room

PASSWORD = "three ducks on a wet roof"
READY_SECONDS = 60


@dataclass(frozen=True)
class Live:
    """Where it listens, and where it keeps its data."""

    address: str
    data_dir: Path

    def command(self, *words: str) -> str:
        """Run another `alongside` command on the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "alongside", *words],
            env=self.environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def environment(self, **more: str) -> dict[str, str]:
        port = self.address.rpartition(":")[2]
        return {
            **os.environ,
            "ALONGSIDE_PORT": port,
            "ALONGSIDE_DATA_DIR": str(self.data_dir),
            "ALONGSIDE_DEMO_PASSWORD": PASSWORD,
            **more,
        }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(address: str, child: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if child.poll() is not None:
            raise RuntimeError("the server ended before it was ready")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server was not ready in time")


@contextmanager
def serving(live: Live, **settings: str) -> Iterator[None]:
    """Serve until the block ends, then stop as a person would with Ctrl-C."""
    log = (live.data_dir / "server.log").open("wb")
    child = subprocess.Popen(
        [sys.executable, "-m", "alongside", "serve"],
        env=live.environment(**settings), stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        wait_until_ready(live.address, child)
        yield
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(60)
        log.close()


@contextmanager
def fresh_place(beneath: Path | None = None) -> Iterator[Live]:
    """Make an empty folder that an unprivileged account may pass through."""
    place = beneath or where_there_is_room()
    with tempfile.TemporaryDirectory(prefix="alongside-live-", dir=place) as folder:
        Path(folder).chmod(0o711)
        data = Path(folder) / "var"
        data.mkdir()
        yield Live(f"http://localhost:{free_port()}", data)


@contextmanager
def demo_place(beneath: Path | None = None) -> Iterator[Live]:
    """Make a folder as a first start leaves it: with the demo, and nobody at work in it."""
    with fresh_place(beneath) as live:
        begun = _begun()
        if not (begun / "postgres" / "where").exists():  # else the database is not beside it
            subprocess.run(["cp", "-a", f"{begun}/.", live.data_dir], check=True)
        yield live


@cache
def _begun() -> Path:
    """Start and stop once in a process: each place with the demo begins as a copy of this one."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-begun-"))
    atexit.register(shutil.rmtree, folder)
    folder.chmod(0o711)
    live = Live(f"http://localhost:{free_port()}", folder / "var")
    live.data_dir.mkdir()
    with serving(live):
        pass
    (live.data_dir / "server.log").unlink()
    return live.data_dir
