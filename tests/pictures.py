"""`make pictures`: every page on a phone and a desk, light and dark, into build/pictures/."""

import shutil
from collections.abc import Callable
from itertools import groupby, product

from playwright.sync_api import sync_playwright

from tests.architecture.test_size import ROOT
from tests.journeys.browsing import Visit, launch, visiting
from tests.journeys.live import fresh_place, serving
from tests.journeys.places import Place, every_place
from tests.journeys.test_who_looked import make_lead

PICTURES = ROOT / "build" / "pictures"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


def _ask_for_nothing(visit: Visit) -> None:
    visit.press_first("main form [type=submit]")
    visit.page.get_by_role("alert").first.wait_for()


def _open_reading(visit: Visit) -> None:
    visit.press("button", "Reading settings")


def _only_newcomers(visit: Visit) -> None:
    visit.page.get_by_label("Taking part or not", exact=True).select_option("Cannot sign in yet")
    visit.press("button", "Show")
    others = visit.page.locator("main tbody").get_by_text("Taking part", exact=True)
    others.first.wait_for(state="detached")


def _say_why(visit: Visit) -> None:
    visit.pick("There is a worry about somebody")
    visit.press("button", "Note my reason, and show it")
    visit.page.locator("main .todo li").first.wait_for()


def _begin_a_break(visit: Visit) -> None:
    visit.press("button", "Take a break")
    visit.page.get_by_role("dialog").wait_for()


# What a page shows once something was done on it: its name goes on with what that was.
DEEPER: dict[str, tuple[str, Callable[[Visit], None]]] = {
    "add-person": ("errors", _ask_for_nothing),
    "give-feedback-coach": ("errors", _ask_for_nothing),
    "home-leader": ("reading", _open_reading),
    "pairing-leader": ("break", _begin_a_break),
    "people": ("newcomers", _only_newcomers),
    "restricted": ("opened", _say_why),
}


def _take(visit: Visit, name: str) -> int:
    looks = list(product(SIZES.items(), ("light", "dark")))
    for (size, box), scheme in looks:
        visit.page.set_viewport_size(box)
        visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        visit.page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)
    return len(looks)


def _take_place(visit: Visit, place: Place) -> int:
    visit.go(place.path)
    taken = _take(visit, place.name)
    if place.name in DEEPER:
        more, go = DEEPER[place.name]
        go(visit)
        taken += _take(visit, f"{place.name}-{more}")
    return taken


def take_pictures() -> int:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    taken = 0
    with fresh_place() as live, serving(live), sync_playwright() as playwright:
        browser = launch(playwright)
        apart = Place("restricted", "coordinator", make_lead(live.address))
        every = sorted([*every_place(live.address), apart], key=lambda place: place.who or "")
        for who, places in groupby(every, key=lambda place: place.who):
            with visiting(browser, live.address) as visit:
                visit.expected = {"401", "404"}
                if who:
                    visit.sign_in(f"{who}@demo.example")
                taken += sum(_take_place(visit, place) for place in places)
        browser.close()
    return taken


if __name__ == "__main__":
    print(f"{take_pictures()} pictures are in {PICTURES.relative_to(ROOT)}")
