"""A whole life: started in an empty folder, used, told to stop in the middle of a request."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest

pytestmark = pytest.mark.slow

PATIENCE = 90
PASSWORD = "three quiet herons 44"


@dataclass
class Running:
    """An Alongside at work, and what it has said."""

    process: subprocess.Popen
    folder: Path
    port: int
    said: list[str]

    def get(self, path):
        return httpx.get(f"http://127.0.0.1:{self.port}{path}")

    def sign_in(self, email, password):
        body = {"email": email, "password": password}
        return httpx.post(f"http://localhost:{self.port}/api/v1/sign-in", json=body)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def environment(folder, **more):
    kept = {name: value for name, value in os.environ.items() if "ALONGSIDE" not in name}
    return kept | {"ALONGSIDE_DATA_DIR": str(folder / "data")} | more


def command(folder, *words, **more):
    return subprocess.run(
        [sys.executable, "-m", "alongside", *words], cwd=folder, env=environment(folder, **more),
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip


@contextmanager
def serving(folder, **more):
    """Start in a folder that is not the checkout, and wait for the words that it is there."""
    port = free_port()
    with (folder / "errors").open("a") as errors:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "alongside", "serve"], cwd=folder, text=True,
            env=environment(folder, ALONGSIDE_PORT=str(port), **more),
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    running = Running(process, folder, port, [])
    try:
        wait_until_it_answers(running)
        yield running
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_until_it_answers(running):
    listening = threading.Thread(target=lambda: running.said.extend(running.process.stdout))
    listening.start()
    pause = threading.Event()
    for _ in range(PATIENCE * 20):
        try:
            if running.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            assert running.process.poll() is None, (running.folder / "errors").read_text()
        pause.wait(0.05)
    raise AssertionError("it did not get ready")


@pytest.fixture(scope="module")
def folder():
    """Give a folder that the account of the embedded server may enter."""
    with tempfile.TemporaryDirectory(prefix="alongside-tests-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def half_a_request(port):
    """Begin a sign-in that the server has in hand, and keep the last part of it back."""
    body = json.dumps({"email": "nobody@example.org", "password": PASSWORD}).encode()
    head = (
        f"POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost:{port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        "Expect: 100-continue\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    connection.sendall(head.encode())
    assert b" 100 " in connection.recv(4096)
    connection.sendall(body[:10])
    return connection, body[10:]


def wait_until_it_says_no(port):
    pause = threading.Event()
    for _ in range(PATIENCE * 20):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return
        pause.wait(0.05)
    raise AssertionError("it went on taking requests")


def test_a_life_from_an_empty_folder_to_the_last_answer(folder):
    with serving(folder, ALONGSIDE_DEMO_PASSWORD=PASSWORD) as alongside:
        assert alongside.sign_in("coach@demo.example", PASSWORD).status_code == 200
        made = command(folder, "operator", "add", "kim@example.org")
        assert f"http://localhost:{alongside.port}/welcome#" in made.stdout
        copied = command(folder, "backup", str(folder / "all.dump"))
        assert copied.returncode == 0, copied.stderr
        assert "Stop it first" in command(folder, "restore", str(folder / "all.dump")).stderr

        connection, rest = half_a_request(alongside.port)
        with connection:
            alongside.process.send_signal(signal.SIGTERM)
            wait_until_it_says_no(alongside.port)
            connection.sendall(rest)
            answer = connection.recv(4096)

        assert answer.startswith(b"HTTP/1.1 401")
        assert alongside.process.wait(PATIENCE) == 0
    assert not (folder / "data" / "postgres" / "data" / "postmaster.pid").exists()
    printed = "".join(alongside.said)
    assert f"Alongside is at http://localhost:{alongside.port}" in printed
    assert PASSWORD in printed
    assert (folder / "errors").read_text() == ""

    restored = command(folder, "restore", str(folder / "all.dump"))
    assert "is restored" in restored.stdout, restored.stderr

    with serving(folder, ALONGSIDE_DEMO="0") as alongside:
        assert alongside.sign_in("coach@demo.example", PASSWORD).status_code == 401
        assert alongside.stop(signal.SIGINT) == 0
    assert "nobody can sign in to it" in "".join(alongside.said)


def test_a_port_in_use_is_said_before_anything_is_begun(folder, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        told = command(tmp_path, "serve", ALONGSIDE_PORT=str(port))

    assert told.returncode == 1
    assert re.search(rf"Port {port} .* ALONGSIDE_PORT={port + 1}", told.stderr)
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []
