"""A server's folder as its first start leaves it, made once for all who do not try that start."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from alongside.core.postgres import EmbeddedServer


def begin(home: Path) -> None:
    """Have a server been at work in a folder, and stopped."""
    begun = _begun()
    if (begun / "where").exists():  # its data is not in it
        with EmbeddedServer(home):
            return
    subprocess.run(["cp", "-a", begun, home], check=True)


@cache
def _begun() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    atexit.register(shutil.rmtree, folder)
    folder.chmod(0o711)
    with EmbeddedServer(folder / "postgres"):
        return folder / "postgres"
