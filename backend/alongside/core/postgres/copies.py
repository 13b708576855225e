"""Programs under a folder that only root may enter are copied to where the server's account is."""

import shutil
from dataclasses import replace
from pathlib import Path

from alongside.core.postgres.binaries import Binaries


def copy_programs(binaries: Binaries, target: Path) -> Binaries:
    """Copy a PostgreSQL with what it loads; a copy of another version makes way."""
    source = binaries.folder.parent
    version = target / binaries.version
    place = version / source.parent.name / source.name
    if not version.is_dir():
        shutil.rmtree(target, ignore_errors=True)
        _copy(source, version)
    return replace(binaries, folder=place / binaries.folder.name)


def _copy(source: Path, version: Path) -> None:
    """Keep the folders' places, for the programs find their libraries from where they are."""
    unfinished = version.with_name(f"{version.name}.unfinished")
    package = source.parent
    shutil.copytree(source, unfinished / package.name / source.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    for path in (version.parent, unfinished, *unfinished.rglob("*")):
        _open_to_all(path)
    unfinished.rename(version)


def _open_to_all(path: Path) -> None:
    if path.is_symlink():
        return
    mode = path.stat().st_mode
    runs = path.is_dir() or mode & 0o100
    path.chmod(mode | (0o555 if runs else 0o444))
