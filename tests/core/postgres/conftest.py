"""Servers in processes of their own, so that a test may kill them or their parents."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.core.postgres.begun import begin
from tests.core.postgres.helping import AS_ROOT, BACKEND, Alone, alive, until

from alongside.core.postgres.layout import ELSEWHERE


@pytest.fixture
def start_alone() -> Iterator[Callable[..., Alone]]:
    """Start a server in another process; whatever it left behind is ended after the test."""
    started: list[Alone] = []

    def start(folder: Path, **options: object) -> Alone:
        said = [f"--{name.replace('_', '-')}={value}" for name, value in options.items() if value]
        command = [sys.executable, str(Path(__file__).with_name("alone.py")), str(folder), *said]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(BACKEND), *sys.path])},
        )
        started.append(Alone(process))
        started[-1].hear()
        return started[-1]

    yield start
    for one in started:
        one.stop()
        if (pid := one.said.get("pid")) and alive(pid):
            os.kill(pid, signal.SIGQUIT)
            until(lambda pid=pid: not alive(pid), f"the end of {pid}")


@contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that every account may enter, and clean up wherever its server was kept."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    folder.chmod(0o777)
    yield folder
    for note in folder.rglob("where"):
        home = Path(note.read_text().strip())
        if home.parent == ELSEWHERE:
            shutil.rmtree(home)
    shutil.rmtree(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture
def begun(folder: Path) -> Path:
    """Give such a folder, in which a server has been at work before."""
    begin(folder / "postgres")
    return folder


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture
def ordinary() -> str:
    """Name the ordinary user to become: ourselves, unless we are root."""
    return "nobody" if AS_ROOT else ""
