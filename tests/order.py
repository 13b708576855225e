"""Which process runs which tests, and in which order, so that none waits for another at the end."""

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).parent
LONGEST = (
    "api/test_fuzzed.py",
    "reliability",
    "journeys",
    "test_serving.py",
    "access/test_mutants.py",
    "access/test_lock_mutants.py",
    "access/test_interference.py",
    "architecture/test_tools.py",
)
# They look at one and the same matrix of answers, which takes long to ask for.
ONE_MATRIX = {
    f"tests/access/test_{name}.py"
    for name in ("canaries", "inventory", "lists", "matrix", "named", "same_as_missing")
}


def _place(item: pytest.Item) -> int:
    where = item.path.relative_to(TESTS)
    mine = (place for place, name in enumerate(LONGEST) if where.is_relative_to(name))
    return next(mine, len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


class ByFile(LoadFileScheduling):
    """Gives each file to one process, and all that share what takes long to make to the same."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "one matrix" if file in ONE_MATRIX else file


def pytest_xdist_make_scheduler(config: Any, log: Any) -> ByFile:
    return ByFile(config, log)
