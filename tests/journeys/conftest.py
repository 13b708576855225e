"""One server with the demo programme, and one browser, for every journey."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.journeys.browsing import launch
from tests.journeys.live import Live, demo_place, serving

HERE = Path(__file__).parent
_open = ExitStack()


@cache
def _launched() -> Browser:
    running = launch(_open.enter_context(sync_playwright()))
    _open.callback(running.close)
    return running


def _close() -> None:
    _launched.cache_clear()
    _open.close()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """After the last journey in a row, close: others want an event loop of their own."""
    if nextitem is None or not nextitem.path.is_relative_to(HERE):
        _close()


def pytest_sessionfinish() -> None:
    """Close what a run that was cut short has left open."""
    _close()


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Give the browser that all journeys share; each window in it knows nothing of another."""
    return _launched()


@pytest.fixture(scope="session")
def demo() -> Iterator[Live]:
    with demo_place() as live, serving(live):
        yield live
