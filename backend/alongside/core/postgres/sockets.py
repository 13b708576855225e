"""The private folder of the server's socket: nobody else may knock."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from alongside.core.postgres.account import Account
from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout

PORT = 5432  # part of the socket's name; nothing listens on the network
_LONGEST_PATH = 103  # on macOS; Linux allows 107 bytes
_SOCKET = f"/.s.PGSQL.{PORT}"


def socket_folder(layout: Layout) -> Path:
    """Make the socket's folder, in the temporary folder when its path would be too long."""
    folder = layout.home / "run"
    if len(os.fsencode(folder)) + len(_SOCKET) > _LONGEST_PATH:
        folder = _short_folder(layout)
    if not folder.is_symlink():
        folder.mkdir(mode=0o700, exist_ok=True)
    _check_private(folder, layout.account)
    layout.account.own(folder)
    return folder


def _short_folder(layout: Layout) -> Path:
    places = (Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108  # the folder inside is 0700
    reached = next((place for place in places if layout.account.can_enter(place)), places[0])
    return reached / f"alongside-{hashlib.sha256(os.fsencode(layout.home)).hexdigest()[:16]}"


def _check_private(folder: Path, account: Account) -> None:
    found = folder.lstat()
    known = found.st_uid in {os.geteuid(), account.uid}
    if not known or not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077:
        raise EmbeddedServerError(
            f"{folder} should be a folder that PostgreSQL alone may enter, and it is not. "
            "Remove it, then start again."
        )
