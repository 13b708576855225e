"""A home stands still: what is read first is not pushed away by what comes later."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.figures import record
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live

PHONE: Any = {"width": 390, "height": 844}
# Every answer is on its way for so long, and none is kept, so that each file arrives by itself.
SLOW = {"offline": False, "latency": 80, "downloadThroughput": -1, "uploadThroughput": -1}
TIMES = 3
MOST = 0.02
WATCH = """window.moved = 0; new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


def moved(visit: Visit) -> float:
    """Open the home anew, wait until nothing more comes, and say how much of it moved."""
    visit.go("/")
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.locator("main .reads").count() > 0
    far: float = visit.page.evaluate(
        "() => new Promise(done => setTimeout(() => done(moved), 100))"
    )
    return far


@pytest.mark.browser
@pytest.mark.parametrize("who", ["coach", "leader", "learning"])
def test_a_home_stands_still_while_it_comes(who, demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.sign_in(f"{who}@demo.example")
        visit.page.set_viewport_size(PHONE)
        wire = visit.page.context.new_cdp_session(visit.page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.send("Network.emulateNetworkConditions", SLOW)
        visit.page.add_init_script(WATCH)
        most = max(moved(visit) for _ in range(TIMES))
    record("PAGE", f"most that the home of a {who} moved", round(most, 4))

    assert most < MOST
