"""What somebody hears who does not see the page: names out of context, and what goes wrong."""

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live
from tests.journeys.places import Place, every_place

NAMES = """() => [...document.querySelectorAll("main button, main a")].map(one => {
  const ids = one.getAttribute("aria-labelledby")?.split(" ");
  const said = ids ? ids.map(id => document.getElementById(id).textContent).join(" ")
    : one.getAttribute("aria-label") ?? one.textContent;
  return [said.trim(), one.href ?? one.id];
})"""
FOCUSED = "() => document.activeElement.textContent"


@pytest.fixture(scope="module")
def places(demo: Live) -> dict[str, Place]:
    return {place.name: place for place in every_place(demo.address)}


def ambiguous(visit: Visit) -> list[str]:
    """List what is said of two things that lead to two places."""
    found: dict[str, set[str]] = {}
    for name, leads_to in visit.page.evaluate(NAMES):
        found.setdefault(name, set()).add(leads_to or f"button {len(found.get(name, ()))}")
    return [name for name, several in found.items() if len(several) > 1]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("coach", ["session-held-coach", "feedback-coach", "pairings-coach", "pairing-coach"]),
        ("leader", ["account", "feedback-leader"]),
        ("coordinator", ["propose", "people", "all-pairings"]),
    ],
)
def test_nothing_is_named_like_another(who, pages, demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.come_in(f"{who}@demo.example")
        for page in pages:
            visit.go(places[page].path)
            assert (page, ambiguous(visit)) == (page, [])


@pytest.mark.browser
def test_a_page_that_does_not_come_says_so(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401", "404"}
        visit.come_in("coach@demo.example")
        visit.go("/")
        visit.page.route("**/assets/MyPairings-*", lambda route: route.fulfill(status=404))
        visit.press("link", "My pairings")
        visit.heading("This page stumbled")
        visit.page.wait_for_function(f"() => ({FOCUSED})() === 'This page stumbled'")
        assert visit.page.title().startswith("This page stumbled")
        assert all("dynamically imported" in fault for fault in visit.faults)
        visit.faults.clear()


@pytest.mark.browser
def test_a_slip_in_the_year_loses_nothing(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.come_in("coach@demo.example")
        visit.go(places["book-coach"].path)
        visit.page.get_by_label("Start", exact=True).fill("11:00")
        day = visit.page.get_by_label("Day", exact=True)
        day.evaluate(
            "box => { box.value = '20266-11-29';"
            " box.dispatchEvent(new Event('input', {bubbles: true})); }"
        )
        visit.press("button", "Book this session")
        visit.page.get_by_role("alert").get_by_text("Choose a day").wait_for()
        assert visit.page.get_by_label("Start", exact=True).input_value() == "11:00"


READING = "Reading settings"
HEADINGS = (
    "() => [...document.querySelectorAll('main :is(h1, h2, h3)')].map(one => one.textContent)"
)


def is_open(visit: Visit) -> bool:
    found: bool = visit.page.locator("#reading").evaluate("box => box.matches(':popover-open')")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("way_out", ["Escape", "Close"])
def test_the_reading_settings_are_told_and_give_the_focus_back(
    way_out, demo: Live, browser: Browser
):
    with visiting(browser, demo.address) as visit:
        visit.go("/help")
        assert not is_open(visit)
        assert not visit.page.locator("#reading").is_visible()
        visit.press("button", READING)
        visit.page.wait_for_function("() => document.activeElement.id === 'reading'")
        assert visit.page.get_by_role("dialog", name=READING).is_visible()
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("() => document.activeElement.type") == "radio"

        if way_out == "Escape":
            visit.page.keyboard.press("Escape")
        else:
            visit.press("button", way_out)
        visit.page.wait_for_function(f"() => ({FOCUSED})() === '{READING}'")
        assert not is_open(visit)
        assert visit.page.url.endswith("/help")


@pytest.mark.browser
def test_headings_tell_one_thing_from_another(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.sign_in("leader@demo.example")
        visit.go("/account")
        told = visit.page.evaluate(HEADINGS)
        assert len(set(told)) == len(told)
        assert {"How you sign in", "Signing out"} <= set(told)
        visit.go(places["devices"].path)
        (_, *devices) = visit.page.evaluate(HEADINGS)
        assert devices
        assert all("Signed in " in one for one in devices)
