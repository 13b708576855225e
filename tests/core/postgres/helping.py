"""What the tests of the server ask and wait for."""

import json
import os
import select
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

PATIENCE = 120.0
BACKEND = Path(__file__).resolve().parents[3] / "backend"
AS_ROOT = os.geteuid() == 0


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait, within bounds, for something that will be."""
    deadline = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)
    return found


def alive(pid: int) -> bool:
    """Say if a process is there; one that waits to be reaped is not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def uid_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")


def ask(url: str, question: str) -> Any:
    with psycopg.connect(plain(url), autocommit=True, connect_timeout=10) as db:
        return db.execute(question).fetchone()[0]


def tell(url: str, order: str) -> None:
    with psycopg.connect(plain(url), autocommit=True, connect_timeout=10) as db:
        db.execute(order)


def answer_again(url: str, question: str) -> Any:
    """Ask until the server is back."""

    def answered() -> tuple[Any] | None:
        try:
            return (ask(url, question),)
        except psycopg.OperationalError:
            return None

    return until(answered, question)[0]


@dataclass
class Alone:
    """A process that keeps a server, and what it said of it."""

    process: subprocess.Popen[str]
    said: dict[str, Any] = field(default_factory=dict)

    def hear(self) -> dict[str, Any]:
        readable, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        assert readable, "the process said nothing"
        self.said = json.loads(self.process.stdout.readline() or '{"silent": true}')
        return self.said

    def __getattr__(self, name: str) -> Any:
        return self.said[name]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stdin.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)


as_root = pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
