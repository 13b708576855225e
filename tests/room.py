"""Where databases of tests are made and dropped at least cost."""

import shutil
import tempfile
from pathlib import Path

MEMORY, ROOM = Path("/dev/shm"), 4 << 30
DISK = Path(tempfile.gettempdir())


def where_there_is_room() -> Path:
    """Say where: in memory, if there is room for them."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else DISK
