"""Whoever leaves leaves nothing behind: not on the screen, not behind it, not in the browser."""

import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Route
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live
from tests.journeys.places import every_place

pytestmark = pytest.mark.browser

AWAY = "https://www.metoffice.gov.uk/"
SECRET = "For nobody but me, says the coach"
LEFT = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
  databases: (await indexedDB.databases()).map(({name}) => name),
  caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": {}, "session": {}, "cookies": "", "databases": [], "caches": [], "workers": 0}
BRING_IN = """() => {
  const one = document.createElement("img");
  one.src = "http://127.0.0.1:9/hush.png";
  document.body.append(one);
}"""
SECONDS = 30


def at_the_note(visit: Visit, demo: Live) -> None:
    """Sign in, and begin a private note."""
    held = next(one for one in every_place(demo.address) if one.name == "session-held-coach")
    visit.expected = {"401", "404"}
    visit.sign_in("coach@demo.example")
    visit.go(held.path)
    visit.type_into("Your private note", SECRET)


def nobody_is_here(visit: Visit) -> None:
    visit.page.get_by_label("Your email address").wait_for()
    assert SECRET not in visit.page.content()
    assert visit.page.evaluate(LEFT) == NOTHING


def is_signed_out(visit: Visit) -> None:
    """Wait until the server has taken the cookie back: nobody waited for its answer."""
    end = time.monotonic() + SECONDS
    while visit.page.context.cookies() and time.monotonic() < end:
        visit.page.wait_for_timeout(100)
    assert visit.page.context.cookies() == []


@pytest.fixture
def weather(demo: Live) -> Any:
    """Stand in for the page that one leaves to, and keep what it is told."""
    told: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        told.append(route.request.all_headers())
        route.fulfill(body="<title>Weather</title>Rain", content_type="text/html")

    def stand_in(visit: Visit) -> list[dict[str, str]]:
        visit.page.context.route(f"{AWAY}**", answer)
        return told

    return stand_in


def test_nothing_of_value_is_left_after_signing_out(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        at_the_note(visit, demo)
        visit.press("button", "Sign out")
        nobody_is_here(visit)

        # It opens nothing: it only lets nobody else use up this device's tries at a password.
        assert [one["name"] for one in visit.page.context.cookies()] == ["__Host-device"]
        visit.page.go_back()
        nobody_is_here(visit)


@pytest.mark.parametrize("way", ["the button", "Escape three times"])
def test_leaving_quickly_leaves_for_the_weather(way, demo: Live, browser: Browser, weather):
    with visiting(browser, demo.address) as visit:
        told = weather(visit)
        at_the_note(visit, demo)
        before = visit.page.evaluate("() => history.length")
        if way == "the button":
            visit.press("button", "Leave quickly")
        else:
            for _ in range(3):
                visit.page.keyboard.press("Escape")
        visit.page.wait_for_url(AWAY)

        is_signed_out(visit)
        assert visit.page.evaluate("() => history.length") == before
        assert ["referer" in headers for headers in told] == [False]
        visit.page.go_back()
        nobody_is_here(visit)
        visit.hosts.discard("www.metoffice.gov.uk")


def test_escape_once_or_with_other_keys_between_stays(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        at_the_note(visit, demo)
        for key in ("Escape", "Escape", "a", "Escape", "Shift", "Escape"):
            visit.page.keyboard.press(key)

        assert visit.page.url.startswith(demo.address)
        visit.press("button", "Sign out")


def test_an_escape_that_closes_something_does_not_count(demo: Live, browser: Browser, weather):
    with visiting(browser, demo.address) as visit:
        weather(visit)
        at_the_note(visit, demo)
        visit.press("button", "Reading settings")
        for _ in range(3):
            visit.page.keyboard.press("Escape")
        assert not visit.page.evaluate("() => document.documentElement.hidden")
        visit.page.keyboard.press("Escape")
        visit.page.wait_for_url(AWAY)
        visit.hosts.discard("www.metoffice.gov.uk")


def test_leaving_quickly_is_within_reach_where_something_is_asked(
    demo: Live, browser: Browser, weather
):
    with visiting(browser, demo.address) as visit:
        weather(visit)
        at_the_note(visit, demo)
        visit.go("/account")
        visit.press("button", "Sign out everywhere")
        visit.press("button", "Leave quickly", within="dialog")
        visit.page.wait_for_url(AWAY)
        visit.hosts.discard("www.metoffice.gov.uk")


def test_what_breaks_the_policy_does_not_come_and_is_reported(demo: Live, browser: Browser):
    """A picture from elsewhere: that this is noticed shows that the figures can be wrong."""
    with visiting(browser, demo.address) as visit:
        visit.go("/help")
        visit.page.evaluate(BRING_IN)
        log, end = demo.data_dir / "server.log", time.monotonic() + SECONDS
        while "csp_violation" not in log.read_text() and time.monotonic() < end:
            visit.page.wait_for_timeout(100)

        assert '"kind": "img-src"' in log.read_text()
        assert any("Content Security Policy" in fault for fault in visit.faults)
        assert "hush" not in log.read_text()
        visit.faults.clear()
        visit.hosts.discard("127.0.0.1:9")
