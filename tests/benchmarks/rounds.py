"""Servers started for the benchmark, rounds driven against them, and what they cost."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

CONNECTIONS = 16


@dataclass
class Served:
    """One running server, and its process."""

    port: int
    process: psutil.Process

    def cpu(self) -> float:
        spent = self.process.cpu_times()
        return spent.user + spent.system


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(target: str, path: str, **environment: str) -> Iterator[Served]:
    """Run one uvicorn worker on loopback until the block ends."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", target, "--host", "127.0.0.1", "--port", str(port),
        "--log-level", "warning", "--no-access-log",
    ]  # fmt: skip
    child = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait(f"http://127.0.0.1:{port}{path}", child)
        yield Served(port, psutil.Process(child.pid))
    finally:
        child.terminate()
        child.wait(20)


def _wait(address: str, child: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if child.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server never answered")


def ask(method: str, path: str, token: str | None = None, body: str = "") -> str:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if token:
        head.append(f"Authorization: Bearer {token}")
    if body:
        head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(head) + "\r\n\r\n" + body


def drive(server: Served, requests: list[str], seconds: float) -> dict[str, float]:
    """Drive one round; `cpu` is the server's Python time for one request, in microseconds."""
    before = server.cpu()
    asked = {
        "port": server.port, "requests": requests, "connections": CONNECTIONS, "seconds": seconds,
    }  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load"],
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(told.stdout)
    if found["bad"]:
        raise RuntimeError(f"{found['bad']} of {found['count']} answers were not 200 or 201")
    found["cpu"] = (server.cpu() - before) / found["count"] * 1e6
    return found
