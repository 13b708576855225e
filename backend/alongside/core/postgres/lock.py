"""One Alongside per folder: the lock ends with the process that holds it."""

import fcntl
import os
from dataclasses import dataclass
from typing import IO

from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.layout import Layout


@dataclass(frozen=True)
class FolderLock:
    """A folder that is ours until we let it go."""

    file: IO[str]

    def release(self) -> None:
        # Said aloud, for a forked process keeps the file open after we close it.
        fcntl.flock(self.file, fcntl.LOCK_UN)
        self.file.close()


def take_lock(layout: Layout) -> FolderLock:
    """Take the folder for this process, or say which process has it."""
    file = layout.lock.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _read_holder(file)
        file.close()
        raise EmbeddedServerError(
            f"Another Alongside (process {holder}) uses {layout.home}. "
            "Stop it first, or choose another folder."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return FolderLock(file)


def _read_holder(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip() or "unknown"
