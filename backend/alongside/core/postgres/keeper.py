"""Keeps one server running: watches it, brings it back when it dies, stops it when asked."""

import subprocess
import threading
import time

import structlog

from alongside.core.postgres import child
from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout

log = structlog.get_logger()
_BACK_OFF = (0.1, 0.5, 1.0, 2.0, 4.0)
_STEADY_AFTER = 60.0  # a server that was ready for this long may fail as often again


class Keeper:
    """One server and the thread that waits for its end."""

    def __init__(self, layout: Layout, address: child.Address) -> None:
        self._layout = layout
        self._address = address
        self._process: subprocess.Popen[bytes] | None = None
        self._ready_at = 0.0
        self._stopping = threading.Event()
        self._launching = threading.Lock()
        self._watcher = threading.Thread(target=self._watch, name="postgres-keeper", daemon=True)
        self.failure: str | None = None

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process and process.returncode is None else None

    def start(self) -> None:
        self._launch()
        self._watcher.start()

    def _launch(self) -> None:
        layout = self._layout
        with self._launching:
            if self._stopping.is_set():
                return
            self._process = child.spawn(layout, layout.data, self._address.sockets)
        child.wait_until_ready(self._process, layout.data, self._address, layout.log)
        self._ready_at = time.monotonic()

    def stop(self) -> None:
        with self._launching:
            self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            child.stop(self._process)
        if self._watcher.is_alive():
            self._watcher.join()

    def _watch(self) -> None:
        """Wait for the server's end; when nobody asked for it, bring the server back."""
        failures = 0
        while self._process is not None:
            code = self._process.wait()
            if time.monotonic() - self._ready_at > _STEADY_AFTER:
                failures = 0
            if failures == len(_BACK_OFF) and not self._stopping.is_set():
                self._give_up()
                return
            if self._stopping.wait(_BACK_OFF[min(failures, len(_BACK_OFF) - 1)]):
                return
            failures += 1
            log.warning("postgres_ended_by_itself", code=code, attempt=failures)
            self._revive()

    def _revive(self) -> None:
        try:
            self._launch()
        except (EmbeddedServerError, OSError) as error:
            if not self._stopping.is_set():
                log.warning("postgres_not_back", why=str(error))
            if self._process is not None and self._process.poll() is None:
                child.stop(self._process)

    def _give_up(self) -> None:
        self.failure = (
            "PostgreSQL ended again and again and is not started any more. "
            f"Its log says why: {self._layout.log}"
        )
        log.error("postgres_given_up", why=self.failure)
