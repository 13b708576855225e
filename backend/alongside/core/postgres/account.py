"""PostgreSQL refuses to run as root, so root runs it by an unprivileged account that exists."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.core.postgres.errors import EmbeddedServerError

_UNPRIVILEGED = ("postgres", "nobody")
_INHERITED = ("PATH", "LD_LIBRARY_PATH")

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Account:
    """Who the server's processes run as: ourselves, or whom root lends them to."""

    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    def options(self) -> dict[str, Any]:
        """Say how a child process is started: as this account, with a clean environment."""
        kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        options: dict[str, Any] = {"env": kept | {"LC_ALL": "C", "TZ": "UTC"}, "cwd": "/"}
        if not self.is_us:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def run(self, command: Command) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and keep what it says."""
        return subprocess.run(  # noqa: S603
            [str(part) for part in command],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
            **self.options(),
        )

    def can_run(self, binary: Path) -> bool:
        return self._succeeds([binary, "--version"])

    def can_enter(self, folder: Path) -> bool:
        return self._succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", folder])

    def _succeeds(self, command: Command) -> bool:
        try:
            return self.run(command).returncode == 0
        except OSError:
            return False

    def own(self, path: Path) -> None:
        if not self.is_us:
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """Choose who runs the server: us, or for root the owner of its data or an account at hand."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data.is_dir() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return _unprivileged()


def _unprivileged() -> Account:
    for name in _UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' here. "
        "Start Alongside as an ordinary user."
    )
