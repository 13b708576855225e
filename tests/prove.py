"""`make prove`: the long proofs at full counts, and docs/proof.md written from what they found.

`make prove ONLY="kill bench"` runs some of them; what the others found last stays in the page.
"""

import datetime as dt
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alongside.core.postgres import EmbeddedServer
from tests.architecture.test_size import ROOT
from tests.browser import find_browser
from tests.journeys.live import PASSWORD, fresh_place, serving
from tests.room import DISK

BUILD, PAGE = ROOT / "build", ROOT / "docs" / "proof.md"
FOUND = ROOT / "docs" / "proof.json"
SAID = BUILD / "proof-failed.log"
FULL = {"ALONGSIDE_PROOF": "full"}
SYSTEM_SERVER = Path("/usr/lib/postgresql/15/bin")

Figures = dict[str, Any]

PAGE_GATES: dict[str, Callable[[float], bool]] = {
    "performance": lambda score: score >= 98,
    "accessibility": lambda score: score == 100,
    "best-practices": lambda score: score == 100,
    "LCP in ms": lambda time: time <= 1800,
    "TBT in ms": lambda time: time <= 100,
    "CLS": lambda share: share <= 0.02,
}


ABOUT = re.compile(r"T\d|U\d|Erasure|Sign-in")  # the figures of the proof of access
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")


def run(*command: str, may_fail: bool = False, **environment: str) -> str:
    """Run one command; what it says is in the answer, and a failure ends the proof.

    All that a failed one said is kept: what fails once in many runs has to be told from it.
    """
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode and not may_fail:
        BUILD.mkdir(exist_ok=True)
        SAID.write_text(done.stdout + done.stderr)
        told = f"{done.stdout[-4000:]}{done.stderr[-2000:]}"
        sys.exit(f"{' '.join(command)} failed:\n{told}\nAll of it: {SAID}")
    return done.stdout


def read(name: str) -> Figures:
    where = BUILD / name
    found: Figures = json.loads(where.read_text()) if where.is_file() else {}
    return found


def last_line(told: str) -> str:
    return told.strip().splitlines()[-1].strip("= ")


def prove_kills() -> Figures:
    """Kill the server, then its database, five times each, under load."""
    told = run("pytest", "-q", "tests/reliability/test_killed.py", **FULL)
    return {
        "tests": last_line(told),
        "server killed": read("kill-server.json"),
        "database killed": read("kill-database.json"),
    }


def prove_access() -> Figures:
    """Try the policy, the lock and each rule in every way, mutants and random worlds included."""
    told = run("pytest", "-q", *SIDE_BY_SIDE, "tests/access", "tests/erasure", **FULL)
    run("pytest", "-q", "tests/identity/test_known_and_unknown.py", **FULL)  # alone: it takes time
    found = {name: figures for name, figures in read("figures.json").items() if ABOUT.match(name)}
    return {"tests": last_line(told), **found}


def prove_contract() -> Figures:
    """Ask everything of the API as five people, 100 examples an operation."""
    told = run("pytest", "-q", *SIDE_BY_SIDE, "tests/api/test_fuzzed.py", **FULL)
    return {"tests": last_line(told), **read("figures.json")["schemathesis"]}


def prove_other_server() -> Figures:
    """Run access, sessions and reliability on the machine's own PostgreSQL 15."""
    if not SYSTEM_SERVER.is_dir():
        return {"not run": "there is no PostgreSQL 15 on this machine"}
    with_it = {"ALONGSIDE_POSTGRES_DIR": str(SYSTEM_SERVER)}
    version = EmbeddedServer(BUILD / "unused", postgres_dir=SYSTEM_SERVER).version
    folders = ("access", "pairings", "sessions", "notes", "feedback", "imports")
    parts = [*(f"tests/{name}" for name in folders), "tests/reliability/test_bookings.py"]
    told = run("pytest", "-q", *SIDE_BY_SIDE, *parts, **with_it)
    return {"version": version, "tests": last_line(told)}


def prove_speed() -> Figures:
    """Measure the ratios of `make bench`; a gate that is missed is named."""
    run("tests.benchmarks", "--size", "100000", may_fail=True)
    return read("bench.json")


def prove_pages() -> Figures:
    """Measure sign-in, home and the feedback form with Lighthouse, on a phone that it simulates."""
    browser = find_browser()
    assert browser, "no browser: run `make prove`"
    with fresh_place(DISK) as live, serving(live):
        done = subprocess.run(
            ["node", ROOT / "tools/lighthouse/measure.mjs", live.address, browser, "3"],
            input=PASSWORD, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        sys.exit(f"lighthouse failed:\n{done.stderr[-4000:]}")
    found: Figures = json.loads(done.stdout)
    for page, figures in found.items():
        missed = [name for name, holds in PAGE_GATES.items() if not holds(figures[name])]
        if missed:
            sys.exit(f"{page} misses its gate for {', '.join(missed)}: {figures}")
    return found


PROOFS: dict[str, Callable[[], Figures]] = {
    "kill": prove_kills,
    "access": prove_access,
    "schemathesis": prove_contract,
    "postgresql15": prove_other_server,
    "bench": prove_speed,
    "lighthouse": prove_pages,
}


def commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def lines_of(figures: Figures, depth: int = 0) -> list[str]:
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"{'  ' * depth}- {name}", *lines_of(value, depth + 1)]
        else:
            shown = f"{value:.2f}" if isinstance(value, float) else value
            lines.append(f"{'  ' * depth}- {name}: {shown}")
    return lines


def write_page(found: dict[str, Figures]) -> None:
    FOUND.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    parts = ["# Proof", "", "Written by `make prove` from what it found; never by hand.", ""]
    for name, figures in sorted(found.items()):
        about = (PROOFS[name].__doc__ or "").strip()
        parts += [f"## {about}", "", f"`make prove ONLY={name}`", "", *lines_of(figures), ""]
    PAGE.write_text("\n".join(parts))


def main() -> None:
    wanted = os.environ.get("ONLY", "").split() or list(PROOFS)
    found: dict[str, Figures] = json.loads(FOUND.read_text()) if FOUND.is_file() else {}
    for name in wanted:
        today = dt.datetime.now(dt.UTC).date()
        machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
        when = {"on": f"{today}, commit {commit()}, {machine}"}
        found[name] = {**when, **PROOFS[name]()}
        write_page(found)
        print(f"{name}: proved")


if __name__ == "__main__":
    main()
