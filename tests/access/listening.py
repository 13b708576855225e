"""Hearing whatever the application and its libraries write down while something happens."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import psycopg
from structlog.testing import capture_logs

from alongside.core.postgres import EmbeddedServer
from alongside.logs import QUIET, configure_logs


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
    heard += _written_since(server_log, size)


def log_of(server: EmbeddedServer) -> Path:
    """Say where the embedded server writes its own log."""
    with psycopg.connect(server.superuser_url().replace("+psycopg", "")) as connection:
        (data,) = connection.execute("select current_setting('data_directory')").fetchone() or ("",)
    return Path(str(data)).parent / "server.log"


@contextmanager
def listening_closely(server_log: Path) -> Iterator[list[str]]:
    """Gather everything down to DEBUG: ours in full, of libraries what our logs write of it."""
    heard: list[str] = []
    handler = _Keeping(heard)
    handler.setFormatter(_as_served())
    named = [one for one in logging.root.manager.loggerDict.values() if hasattr(one, "setLevel")]
    loggers = [logging.root, *named]
    levels = [(one, one.level) for one in loggers]
    size = server_log.stat().st_size
    for one in loggers:
        one.setLevel(logging.DEBUG)
    logging.root.addHandler(handler)
    try:
        with capture_logs() as events:
            yield heard
    finally:
        logging.root.removeHandler(handler)
        for one, level in levels:
            one.setLevel(level)
    heard += [str(event) for event in events]
    heard += _written_since(server_log, size)


def _as_served() -> logging.Formatter:
    """Give what writes the lines of a running server, and leave everything as it was."""
    root, before = logging.root, list(logging.root.handlers)
    levels = {name: logging.getLogger(name).level for name in (*QUIET, None)}
    raises = logging.raiseExceptions
    with patch("structlog.configure"), patch("logging.captureWarnings"):
        configure_logs()
    (written,) = root.handlers
    root.handlers[:], logging.raiseExceptions = before, raises
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    assert written.formatter
    return written.formatter


def _written_since(server_log: Path, size: int) -> list[str]:
    with server_log.open("rb") as log:
        log.seek(size)
        return log.read().decode(errors="replace").splitlines()
