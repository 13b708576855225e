"""What the lock files hold, and what the ledger of advisories says about it."""

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version
from tests.architecture.test_size import ROOT

PYTHON = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
PAGE = (
    "frontend/package-lock.json",
    "tools/contract/package-lock.json",
    "tools/lighthouse/package-lock.json",
)
LEDGER = ROOT / "security" / "advisories.toml"
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Locked:
    """One version of one package, and the lock file that holds it."""

    registry: str
    package: str
    version: str
    lock: str


@dataclass(frozen=True)
class Advisory:
    """One entry of the ledger."""

    registry: str
    package: str
    id: str
    affected: str
    what: str
    why: str
    looked_at: date

    def reaches(self, locked: Locked) -> bool:
        """Say whether a locked version is one of those that have the flaw."""
        if (self.registry, self.package) != (locked.registry, locked.package):
            return False
        return SpecifierSet(self.affected).contains(Version(locked.version), prereleases=True)


def ledger() -> list[Advisory]:
    return [Advisory(**entry) for entry in tomllib.loads(LEDGER.read_text())["advisory"]]


def npm_packages(lock: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each package of an npm lock file by its name, wherever it is installed."""
    for where, entry in json.loads((ROOT / lock).read_text())["packages"].items():
        if where:
            yield where.rpartition("node_modules/")[2], entry


def locked() -> Iterator[Locked]:
    for lock in PYTHON:
        for name, version in PIN.findall((ROOT / lock).read_text()):
            yield Locked("pypi", name.lower().replace("_", "-"), version, lock)
    for lock in PAGE:
        for name, entry in npm_packages(lock):
            yield Locked("npm", name, entry["version"], lock)


def is_version(words: str) -> bool:
    try:
        return bool(Version(words))
    except InvalidVersion:
        return False


def open_advisories(entries: list[Advisory], held: list[Locked]) -> list[str]:
    """Name each locked version that has a known flaw, and no reason why that is no matter."""
    return [
        f"{one.package} {one.version} in {one.lock} has {entry.id}: {entry.what}"
        for entry in entries
        for one in held
        if entry.reaches(one) and not entry.why.strip()
    ]


def newest_work() -> date:
    """Give the day of the newest commit: an archive of the project grows no older by lying."""
    command = ["git", "log", "-1", "--format=%cI"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return datetime.fromisoformat(told.stdout.strip()).date()
