"""How much a browser asks for before there is anything to read, with nothing kept from before."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.architecture.test_size import ROOT
from tests.figures import record
from tests.journeys.browsing import visiting
from tests.journeys.live import Live

MOST_REQUESTS, MOST_PACKAGES = 6, 5
# An answer that takes its time shows whether anybody waits for it.
SLOW = {"offline": False, "latency": 200, "downloadThroughput": -1, "uploadThroughput": -1}
# The page itself, and what was asked for before the first of its content was painted.
ASKED = """() => {
  const [first] = performance.getEntriesByName("first-contentful-paint");
  const files = performance.getEntriesByType("resource");
  const before = files.filter(({ startTime }) => startTime < first.startTime);
  return [location.pathname, ...before.map(({ name }) => new URL(name).pathname)];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("who", [None, "coach", "coordinator", "learning", "operator"])
def test_there_is_something_to_see_after_a_few_requests(who, demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        if who:
            visit.come_in(f"{who}@demo.example")
        wire: Any = visit.page.context.new_cdp_session(visit.page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.send("Network.emulateNetworkConditions", SLOW)
        visit.go("/")
        asked = visit.page.evaluate(ASKED)
    record("PAGE", f"requests before the first content, {who or 'a stranger'}", len(asked))

    assert len(asked) <= MOST_REQUESTS, asked


def test_the_page_is_made_of_few_packages():
    made_of = json.loads((ROOT / "frontend" / "package.json").read_text())["dependencies"]
    record("PAGE", "packages that the page is made of", len(made_of))

    assert len(made_of) <= MOST_PACKAGES
