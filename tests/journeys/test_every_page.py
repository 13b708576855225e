"""Every page, in six ways of reading it: nothing for axe to find, nothing that scrolls sideways."""

from functools import lru_cache
from itertools import groupby

import pytest
from playwright.sync_api import Browser, Page
from tests.architecture.test_size import ROOT
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live
from tests.journeys.places import Place, every_place

from alongside.web import tried

RULES = {
    "runOnly": [*tried.RULES],
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
WIDE, NARROW = {"width": tried.WIDE, "height": 900}, {"width": tried.NARROW, "height": 800}
MODES = {
    "light": (WIDE, "light", {}),
    "dark": (WIDE, "dark", {}),
    "more contrast": (WIDE, "light", {"contrast": "more"}),
    "320 px": (NARROW, "light", {}),
    "larger text": (WIDE, "light", {"text": "larger"}),
    "right to left": (WIDE, "light", {"dir": "rtl"}),
}
SET_MODE = """([settings]) => {
  const root = document.documentElement;
  for (const name of ["contrast", "text", "theme"]) delete root.dataset[name];
  root.removeAttribute("dir");
  for (const [name, value] of Object.entries(settings))
    name === "dir" ? root.setAttribute("dir", value) : (root.dataset[name] = value);
}"""
RUN = """rules => axe.run(document, rules).then(found => found.violations.flatMap(
  one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`)))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@lru_cache(maxsize=1)
def axe() -> str:
    return (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def look(visit: Visit, place: Place) -> list[str]:
    """Open one page and read it in each of the six ways."""
    visit.go(place.path)
    visit.page.evaluate(axe())
    faults = []
    for mode, (size, scheme, settings) in MODES.items():
        visit.page.set_viewport_size(size)
        visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        visit.page.evaluate(SET_MODE, [settings])
        faults += [f"{place.name}, {mode}: {fault}" for fault in violations(visit.page)]
        if visit.page.evaluate(SIDEWAYS) > 0:
            faults.append(f"{place.name}, {mode}: scrolls sideways")
    visit.page.set_viewport_size(WIDE)
    return faults


@pytest.fixture(scope="module")
def places(demo: Live) -> dict[str | None, list[Place]]:
    every = sorted(every_place(demo.address), key=lambda place: place.who or "")
    return {who: list(some) for who, some in groupby(every, key=lambda place: place.who)}


@pytest.mark.browser
@pytest.mark.parametrize("who", [None, "coach", "leader", "coordinator", "learning", "operator"])
def test_every_page_in_six_ways(who, demo: Live, browser: Browser, places):
    with visiting(browser, demo.address, bypass_csp=True) as visit:
        visit.expected = {"401", "404"}
        if who:
            visit.come_in(f"{who}@demo.example")
        faults = [fault for place in places[who] for fault in look(visit, place)]

    assert faults == []


@pytest.mark.browser
def test_pages_keep_to_their_own_policy(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401", "404"}
        visit.come_in("coach@demo.example")
        for place in places["coach"]:
            visit.go(place.path)
