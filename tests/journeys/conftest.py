"""One server with the demo programme, and one browser, for every journey."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.journeys.browsing import launch
from tests.journeys.live import Live, fresh_place, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run a browser for one module: its event loop must be gone when others want their own."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[Live]:
    with fresh_place() as live, serving(live):
        yield live
