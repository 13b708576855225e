"""Starts the embedded server, watches it, brings it back when it dies, and stops it."""

import atexit
import fcntl
import logging
import os
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from alongside.core.postgres import child
from alongside.core.postgres.binaries import find_binaries
from alongside.core.postgres.cluster import APP, OWNER, SUPERUSER, ensure_cluster, passwords_in
from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout, lay_out, socket_folder
from alongside.core.postgres.leftover import stop_leftover

_log = logging.getLogger(__name__)
_BACK_OFF = (0.1, 0.5, 1.0, 2.0, 4.0)
_STEADY_AFTER = 60.0  # a server that lived this long may fail as often again


class EmbeddedServer:
    """A PostgreSQL server in a folder: ours to start, to keep alive and to stop."""

    def __init__(self, data_dir: Path, *, postgres_dir: Path | None = None) -> None:
        self._wanted = data_dir
        self._binaries = find_binaries(postgres_dir)
        self._layout: Layout | None = None
        self._passwords: dict[str, str] = {}
        self._address: child.Address | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._watcher: threading.Thread | None = None
        self._stopping = threading.Event()
        self._changing = threading.Lock()
        self._starter: int | None = None
        self.failure: str | None = None

    @property
    def version(self) -> str:
        return self._binaries.version

    @property
    def notice(self) -> str | None:
        return self._layout.notice if self._layout else None

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process and process.returncode is None else None

    def binary(self, name: str) -> Path:
        return (self._layout.binaries if self._layout else self._binaries).path(name)

    def app_url(self, database: str = "alongside") -> str:
        return self._url(APP, database)

    def owner_url(self, database: str = "alongside") -> str:
        return self._url(OWNER, database)

    def superuser_url(self, database: str = "postgres") -> str:
        return self._url(SUPERUSER, database)

    def _url(self, role: str, database: str) -> str:
        if self._address is None:
            raise EmbeddedServerError("The embedded server is not started.")
        host, password = quote(str(self._address.sockets), safe="/"), self._passwords[role]
        return (
            f"postgresql+psycopg://{role}:{password}@/{quote(database)}"
            f"?host={host}&port={child.PORT}"
        )

    def start(self) -> None:
        """Start the server, and return when it answers."""
        if self._lock is not None:
            raise EmbeddedServerError("This embedded server is started already.")
        self._layout = lay_out(self._wanted, self._binaries)
        self._lock = _take(self._layout)
        try:
            self._open(self._layout)
        except BaseException:
            self.stop()
            raise

    def _open(self, layout: Layout) -> None:
        self._starter = os.getpid()
        self._stopping.clear()
        self.failure = None
        stop_leftover(layout.data)
        self._passwords = passwords_in(layout)
        self._address = child.Address(socket_folder(layout), self._passwords[SUPERUSER])
        ensure_cluster(layout, self._address, self._passwords)
        self._launch(layout, self._address)
        self._watcher = threading.Thread(target=self._watch, name="postgres-watcher", daemon=True)
        self._watcher.start()
        atexit.register(self.stop)

    def _launch(self, layout: Layout, address: child.Address) -> None:
        with self._changing:
            if self._stopping.is_set():
                return
            self._process = child.spawn(layout, layout.data, address.sockets)
        child.wait_until_ready(self._process, address, layout.log)

    def stop(self) -> None:
        """Stop the server and let go of the folder; stopping twice is no fault."""
        if self._starter not in (None, os.getpid()):
            return  # a forked copy of us: the server is not its own
        with self._changing:
            self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            child.stop(self._process)
        if self._watcher is not None:
            self._watcher.join()
        self._process = self._watcher = self._address = None
        if self._lock is not None:
            self._lock.close()
        self._lock = None
        atexit.unregister(self.stop)

    def _watch(self) -> None:
        """Wait for the server's end; when nobody asked for it, bring the server back."""
        failures = 0
        while self._process is not None:
            began = time.monotonic()
            self._process.wait()
            if self._stopping.is_set():
                return
            failures = 0 if time.monotonic() - began > _STEADY_AFTER else failures
            if failures == len(_BACK_OFF):
                self._give_up()
                return
            if self._stopping.wait(_BACK_OFF[failures]):
                return
            failures += 1
            self._revive()

    def _revive(self) -> None:
        _log.warning("PostgreSQL stopped by itself; it is started again.")
        if self._layout is None or self._address is None:
            return
        try:
            self._launch(self._layout, self._address)
        except (EmbeddedServerError, OSError) as error:
            _log.warning("PostgreSQL could not be started again: %s", error)

    def _give_up(self) -> None:
        self.failure = "PostgreSQL stopped again and again, and is not started any more."
        _log.error("%s Look into %s.", self.failure, self._layout and self._layout.log)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _take(layout: Layout) -> IO[str]:
    lock = layout.lock.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip()
        lock.close()
        raise EmbeddedServerError(
            f"Another Alongside (process {holder or 'unknown'}) uses {layout.home}. "
            "Stop it first, or choose another folder."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
