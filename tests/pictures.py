"""`make pictures`: every page on a phone and a desk, light and dark, into build/pictures/."""

import shutil
from itertools import groupby, product

from playwright.sync_api import sync_playwright

from tests.architecture.test_size import ROOT
from tests.journeys.browsing import launch, visiting
from tests.journeys.live import fresh_place, serving
from tests.journeys.places import every_place

PICTURES = ROOT / "build" / "pictures"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


def take_pictures() -> int:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    taken = 0
    with fresh_place() as live, serving(live), sync_playwright() as playwright:
        browser = launch(playwright)
        every = sorted(every_place(live.address), key=lambda place: place.who or "")
        for who, places in groupby(every, key=lambda place: place.who):
            with visiting(browser, live.address) as visit:
                visit.expected = {"401", "404"}
                if who:
                    visit.sign_in(f"{who}@demo.example")
                for place in places:
                    visit.go(place.path)
                    for (size, box), scheme in product(SIZES.items(), ("light", "dark")):
                        visit.page.set_viewport_size(box)
                        visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                        name = f"{place.name}-{size}-{scheme}.png"
                        visit.page.screenshot(path=PICTURES / name, full_page=True)
                        taken += 1
        browser.close()
    return taken


if __name__ == "__main__":
    print(f"{take_pictures()} pictures are in {PICTURES.relative_to(ROOT)}")
