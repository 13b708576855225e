"""The embedded server as the rest of Alongside knows it: start, addresses, stop."""

import atexit
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from alongside.core.postgres import child
from alongside.core.postgres.binaries import find_binaries
from alongside.core.postgres.cluster import APP, OWNER, ROLES, ensure_cluster
from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.keeper import Keeper
from alongside.core.postgres.layout import Layout, lay_out, with_programs_in_reach
from alongside.core.postgres.lock import FolderLock, take_lock
from alongside.core.postgres.passwords import Passwords, passwords_in
from alongside.core.postgres.sockets import PORT, socket_folder


@dataclass(frozen=True)
class _Running:
    """What there is while the server runs."""

    layout: Layout
    passwords: Passwords
    address: child.Address
    keeper: Keeper


class EmbeddedServer:
    """A PostgreSQL server in a folder: ours to start, to keep alive and to stop."""

    def __init__(self, data_dir: Path, *, postgres_dir: Path | None = None) -> None:
        self._wanted = data_dir
        self._binaries = find_binaries(postgres_dir)
        self._lock: FolderLock | None = None
        self._running: _Running | None = None
        self._starter: int | None = None
        self.notice: str | None = None

    @property
    def version(self) -> str:
        return self._binaries.version

    @property
    def pid(self) -> int | None:
        return self._running.keeper.pid if self._running else None

    @property
    def failure(self) -> str | None:
        """Why the server is given up, in words; nothing as long as it is kept running."""
        return self._running.keeper.failure if self._running else None

    def binary(self, name: str) -> Path:
        return (self._running.layout.binaries if self._running else self._binaries).path(name)

    def app_url(self, database: str = "alongside") -> str:
        return self._url(APP, database)

    def owner_url(self, database: str = "alongside") -> str:
        return self._url(OWNER, database)

    def superuser_url(self, database: str = "postgres") -> str:
        return self._url(child.SUPERUSER, database)

    def _url(self, role: str, database: str) -> str:
        if self._running is None:
            raise EmbeddedServerError("The embedded server is not started.")
        password = self._running.passwords[role]
        host = quote(str(self._running.address.sockets), safe="/")
        where = f"{quote(database, safe='')}?host={host}&port={PORT}"
        return f"postgresql+psycopg://{role}:{password}@/{where}"

    def start(self) -> None:
        """Start the server, and come back when it answers."""
        if self._lock is not None:
            raise EmbeddedServerError("This embedded server is started already.")
        try:
            layout = lay_out(self._wanted, self._binaries)
            self._lock = take_lock(layout)
        except OSError as error:
            raise EmbeddedServerError(
                f"{error.filename} cannot be used ({error.strerror}). If it belongs to another "
                "account, start Alongside as that one. Or choose another folder."
            ) from error
        self._starter = os.getpid()
        self.notice = layout.notice
        try:
            self._start_in(layout)
        except BaseException:
            self.stop()
            raise

    def _start_in(self, layout: Layout) -> None:
        layout = with_programs_in_reach(layout)
        passwords = passwords_in(layout, ROLES)
        address = child.Address(socket_folder(layout), passwords[child.SUPERUSER])
        ensure_cluster(layout, address, passwords)
        self._running = _Running(layout, passwords, address, Keeper(layout, address))
        atexit.register(self.stop)
        self._running.keeper.start()

    def stop(self) -> None:
        """Stop the server and let go of the folder; stopping twice is no fault."""
        if self._starter != os.getpid():
            return  # never started, or a forked copy of us, whose server it is not
        if self._running is not None:
            self._running.keeper.stop()
        self._running = None
        if self._lock is not None:
            self._lock.release()
        self._lock = None
        atexit.unregister(self.stop)

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
