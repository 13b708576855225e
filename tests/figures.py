"""Figures that a run prints at its end, and keeps in build/figures.json for `make prove`.

A test says `record("T2", "cells tested", 4211)`. Figures of earlier runs stay until said again.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "build" / "figures.json"
FULL = os.environ.get("ALONGSIDE_PROOF") == "full"

_said: dict[str, dict[str, Any]] = defaultdict(dict)


def record(about: str, what: str, figure: Any) -> None:
    """Keep one figure; a list of words is told as it is."""
    _said[about][what] = figure


def add(about: str, what: str, number: int) -> None:
    """Count on, where several tests count the same thing."""
    _said[about][what] = _said[about].get(what, 0) + number


def counts(quick: int, full: int) -> int:
    """Give how many to try: a sample in `make test`, all that was promised in `make prove`."""
    return full if FULL else quick


def _keep() -> None:
    before = json.loads(FILE.read_text()) if FILE.exists() else {}
    FILE.parent.mkdir(exist_ok=True)
    merged = {about: before.get(about, {}) | figures for about, figures in _said.items()}
    FILE.write_text(json.dumps(before | merged, indent=1, sort_keys=True) + "\n")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was counted. Each conftest.py that counts something imports this hook."""
    if not _said:
        return
    _keep()
    terminalreporter.section("figures" + (" (full)" if FULL else ""))
    for about in sorted(_said):
        for what, figure in _said[about].items():
            terminalreporter.line(f"{about:<5} {what}: {figure}")
    _said.clear()
