"""The files that take longest come first, so that no process waits for another at the end."""

from pathlib import Path

import pytest

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


def _place(item: pytest.Item) -> int:
    where = item.path.relative_to(TESTS)
    mine = (place for place, name in enumerate(LONGEST) if where.is_relative_to(name))
    return next(mine, len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)
