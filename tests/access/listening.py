"""Hearing whatever the application and its libraries write down while something happens."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import psycopg
from structlog.testing import capture_logs

from alongside.core.postgres import EmbeddedServer


class _Keeping(logging.Handler):
    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(self.format(record))


@contextmanager
def listening(server_log: Path) -> Iterator[list[str]]:
    """Gather every line: of our logger before anything is left out, of others, of PostgreSQL."""
    heard: list[str] = []
    handler, root, printed = _Keeping(heard), logging.getLogger(), StringIO()
    size = server_log.stat().st_size
    root.addHandler(handler)
    try:
        with capture_logs() as events, redirect_stdout(printed), redirect_stderr(printed):
            yield heard
    finally:
        root.removeHandler(handler)
    heard += [str(event) for event in events]
    heard += printed.getvalue().splitlines()
    with server_log.open("rb") as log:
        log.seek(size)
        heard += log.read().decode(errors="replace").splitlines()


def log_of(server: EmbeddedServer) -> Path:
    """Say where the embedded server writes its own log."""
    with psycopg.connect(server.superuser_url().replace("+psycopg", "")) as connection:
        (data,) = connection.execute("select current_setting('data_directory')").fetchone() or ("",)
    return Path(str(data)).parent / "server.log"
