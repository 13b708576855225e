"""Figures that a run prints at its end, and keeps in build/figures.json for `make prove`.

A test says `record("T2", "cells tested", 4211)`. Figures of earlier runs stay until said again.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[1] / "build" / "figures.json"
FULL = os.environ.get("ALONGSIDE_PROOF") == "full"

_said: dict[str, dict[str, Any]] = defaultdict(dict)
_counted: dict[str, dict[str, int]] = defaultdict(dict)


def record(about: str, what: str, figure: Any) -> None:
    """Keep one figure; a list of words is told as it is."""
    _said[about][what] = figure


def add(about: str, what: str, number: int) -> None:
    """Count on, where several tests count the same thing."""
    _counted[about][what] = _counted[about].get(what, 0) + number


def counts(quick: int, full: int) -> int:
    """Give how many to try: a sample in `make test`, all that was promised in `make prove`."""
    return full if FULL else quick


def _keep() -> None:
    before = json.loads(FILE.read_text()) if FILE.exists() else {}
    FILE.parent.mkdir(exist_ok=True)
    merged = {about: before.get(about, {}) | figures for about, figures in _said.items()}
    FILE.write_text(json.dumps(before | merged, indent=1, sort_keys=True) + "\n")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what one of several processes has counted."""
    output = getattr(node, "workeroutput", {})
    for about, figures in output.get("said", {}).items():
        _said[about] |= figures
    for about, figures in output.get("counted", {}).items():
        for what, number in figures.items():
            add(about, what, number)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what this process has counted, if it is one of several."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput |= {"said": dict(_said), "counted": dict(_counted)}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was counted."""
    for about, figures in _counted.items():
        _said[about] |= figures
    if not _said:
        return
    _keep()
    terminalreporter.section("figures" + (" (full)" if FULL else ""))
    for about in sorted(_said):
        for what, figure in sorted(_said[about].items()):
            terminalreporter.line(f"{about:<5} {what}: {figure}")
