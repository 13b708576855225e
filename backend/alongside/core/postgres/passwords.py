"""The passwords of the server's roles: made once, at random, for our eyes alone."""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout

Passwords = dict[str, str]


def passwords_in(layout: Layout, roles: Iterable[str]) -> Passwords:
    """Read the roles' passwords, or make them for a server that is new."""
    if layout.passwords.is_file():
        return _read(layout.passwords, roles)
    if layout.data.is_dir():
        raise EmbeddedServerError(
            f"{layout.passwords} is missing, and {layout.data} cannot be opened without it. "
            "Put it back from your backup."
        )
    made = {role: secrets.token_urlsafe(24) for role in roles}
    write_secret(layout.passwords, json.dumps(made))
    sync_folder(layout.home)
    return made


def _read(path: Path, roles: Iterable[str]) -> Passwords:
    try:
        kept: Passwords = json.loads(path.read_text())
        return {role: kept[role] for role in roles}
    except (ValueError, KeyError, TypeError):
        raise EmbeddedServerError(f"{path} is damaged. Put it back from your backup.") from None


def write_secret(path: Path, text: str) -> None:
    """Write a file that nobody else may read, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
