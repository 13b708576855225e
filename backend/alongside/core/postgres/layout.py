"""The server's folders: where they are, and whose they are."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from alongside.core.postgres.account import Account, account_for
from alongside.core.postgres.binaries import Binaries
from alongside.core.postgres.copies import copy_programs
from alongside.core.postgres.errors import EmbeddedServerError

ELSEWHERE = Path("/var/lib/alongside")
_AS_A_USER = "Or start Alongside as an ordinary user."


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
    def settings(self) -> Path:
        return self.home / "server.conf"

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
    make_folder(wanted)
    if moved := _said_where(wanted):
        return _elsewhere(wanted, moved, binaries)
    layout = Layout(wanted, account_for(wanted / "data"), binaries)
    if layout.account.is_us:
        return layout
    if layout.data.is_dir():
        return _with_its_data(layout)
    if layout.account.can_enter(wanted) and layout.account.can_run(binaries.path("postgres")):
        return layout
    return _elsewhere(wanted, _hashed(wanted), binaries)


def make_folder(folder: Path) -> None:
    """Make a folder, for root one that the server's account may pass through in spite of umask."""
    if folder.is_dir():
        return
    if os.geteuid() != 0:
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(folder.stat().st_mode | 0o111)


def _hashed(wanted: Path) -> Path:
    return ELSEWHERE / hashlib.sha256(os.fsencode(wanted.resolve())).hexdigest()[:16]


def _with_its_data(layout: Layout) -> Layout:
    """Never leave a database behind: one that is here already stays here."""
    if layout.account.can_enter(layout.home):
        return layout
    raise EmbeddedServerError(
        f"There is a database in {layout.data}, and its owner (account {layout.account.uid}) may "
        f"not enter the folders above it. Let it enter them (chmod o+x). {_AS_A_USER}"
    )


def _said_where(wanted: Path) -> Path | None:
    note = wanted / "where"
    if not note.is_file():
        return None
    if os.geteuid() == 0 and note.lstat().st_uid != 0:
        raise EmbeddedServerError(f"{note} was not written by root, so root does not follow it.")
    home = Path(note.read_text().strip())
    if not home.is_dir():
        raise EmbeddedServerError(
            f"{note} says that the database is in {home}, and that folder is not there. "
            f"Put it back, or remove {note} to begin with an empty database."
        )
    return home


def _elsewhere(wanted: Path, home: Path, binaries: Binaries) -> Layout:
    make_folder(home)
    account = account_for(home / "data")
    if not account.can_enter(home):
        raise EmbeddedServerError(
            f"PostgreSQL does not run as root, and account {account.uid} may not enter {home}. "
            f"Let it enter (chmod o+x on each folder above). {_AS_A_USER}"
        )
    (wanted / "where").write_text(f"{home}\n")
    (home / "for").write_text(f"{wanted}\n")
    notice = (
        f"PostgreSQL does not run as root, and the account that runs it cannot reach {wanted} "
        f"or PostgreSQL's programs. The database is kept in {home}."
    )
    return Layout(home, account, binaries, notice)


def with_programs_in_reach(layout: Layout) -> Layout:
    """Copy the programs beside the data when the account cannot run them where they are."""
    if layout.account.can_run(layout.binaries.path("postgres")):
        return layout
    copied = copy_programs(layout.binaries, layout.home / "binaries")
    if not layout.account.can_run(copied.path("postgres")):
        raise EmbeddedServerError(
            f"PostgreSQL does not run as root, and account {layout.account.uid} can run its "
            f"programs neither in {layout.binaries.folder} nor in {copied.folder}. {_AS_A_USER}"
        )
    return replace(layout, binaries=copied)
