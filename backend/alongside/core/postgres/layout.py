"""The server's folders: where they are, whose they are, and who may enter."""

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from alongside.core.postgres.account import Account, account_for
from alongside.core.postgres.binaries import Binaries
from alongside.core.postgres.errors import EmbeddedServerError

ELSEWHERE = Path("/var/lib/alongside")
_LONGEST_SOCKET_PATH = 103  # macOS has one byte for the end and three less than Linux
_SOCKET_NAME = "/.s.PGSQL.00000"


@dataclass(frozen=True)
class Layout:
    """Everything the server keeps, by name."""

    home: Path
    account: Account
    binaries: Binaries
    notice: str | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def unfinished(self) -> Path:
        return self.home / "data.unfinished"

    @property
    def lock(self) -> Path:
        return self.home / "lock"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def passwords(self) -> Path:
        return self.home / "passwords.json"


def lay_out(wanted: Path, binaries: Binaries) -> Layout:
    """Settle where the server's files are, so that the account that runs it can reach them."""
    wanted = wanted.absolute()
    wanted.mkdir(parents=True, exist_ok=True, mode=_home_mode())
    if moved := _said_where(wanted):
        return _elsewhere(wanted, moved, binaries)
    account = account_for(wanted / "data")
    if account.is_us or (account.can_enter(wanted) and account.can_run(binaries.path("postgres"))):
        return Layout(wanted, account, binaries)
    return _elsewhere(wanted, _hashed(wanted), binaries)


def _home_mode() -> int:
    return 0o711 if os.geteuid() == 0 else 0o700


def _hashed(wanted: Path) -> Path:
    return ELSEWHERE / hashlib.sha256(os.fsencode(wanted.resolve())).hexdigest()[:16]


def _said_where(wanted: Path) -> Path | None:
    note = wanted / "where"
    if not note.is_file():
        return None
    home = Path(note.read_text().strip())
    if not home.is_dir():
        raise EmbeddedServerError(
            f"{note} says that the database is in {home}, and that folder is not there. "
            f"Put it back, or remove {note} to begin with an empty database."
        )
    return home


def _elsewhere(wanted: Path, home: Path, binaries: Binaries) -> Layout:
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    account = account_for(home / "data")
    (wanted / "where").write_text(f"{home}\n")
    notice = (
        f"PostgreSQL does not run as root, and the account that runs it cannot reach {wanted} "
        f"or its programs. The database is kept in {home}."
    )
    layout = Layout(home, account, binaries, notice)
    if account.can_run(binaries.path("postgres")):
        return layout
    return replace(layout, binaries=_copied(binaries, home / "binaries"))


def _copied(binaries: Binaries, target: Path) -> Binaries:
    """Copy the programs to where the account can run them, with the libraries beside them."""
    source = binaries.folder.parent
    place = target / binaries.version / source.parent.name / source.name
    if not place.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        _copy_tree(source, place)
        for libraries in source.parent.parent.glob(f"{source.parent.name}.libs"):
            _copy_tree(libraries, place.parent.parent / libraries.name)
    return replace(binaries, folder=place / binaries.folder.name)


def _copy_tree(source: Path, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.copytree(source, unfinished, symlinks=True)
    unfinished.rename(target)


def socket_folder(layout: Layout) -> Path:
    """Make the private folder of the server's socket; a long path goes to the temp folder."""
    folder = layout.home / "run"
    if len(os.fsencode(folder)) + len(_SOCKET_NAME) > _LONGEST_SOCKET_PATH:
        folder = _temp_folder(layout.account) / f"alongside-{_hashed(layout.home).name}"
    try:
        folder.mkdir(mode=0o700)
        layout.account.own(folder)
    except FileExistsError:
        _check_private(folder, layout.account)
    return folder


def _temp_folder(account: Account) -> Path:
    places = (Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108  # the folder inside is 0700
    return next((place for place in places if account.can_enter(place)), places[0])


def _check_private(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise EmbeddedServerError(
            f"{folder} should be a folder that only PostgreSQL may enter, and it is not. "
            "Remove it and start again."
        )
