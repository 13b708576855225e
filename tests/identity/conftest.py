from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

from alongside.core.clock import use_clock
from alongside.identity import tokens
from alongside.identity.keys import load_keys

settings.register_profile("same_each_time", derandomize=True, deadline=None, max_examples=200)


class MovedClock:
    """A clock that stands still until it is told to move."""

    def __init__(self):
        self.at = datetime(2027, 3, 27, 12, tzinfo=UTC)

    def __call__(self):
        return self.at

    def move(self, **by):
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Iterator[MovedClock]:
    moved = MovedClock()
    before = use_clock(moved)
    yield moved
    use_clock(before)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def ring(clock, folder):  # the clock is moved before a key is made
    return load_keys(folder)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    tokens._memory.clear()
