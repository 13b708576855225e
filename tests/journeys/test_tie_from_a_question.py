"""Whoever is asked to work with somebody can tell of a tie first, and comes back to answer."""

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import Live
from tests.journeys.places import every_place

WHO = "What you tell about a tie: only you and the safeguarding leads"


@pytest.mark.browser
def test_a_tie_is_told_from_the_question_and_back_again(demo: Live, browser: Browser):
    (place,) = [one for one in every_place(demo.address) if one.name == "proposal"]
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.come_in("coach@demo.example")
        visit.go(place.path)
        box = visit.page.locator("section[aria-labelledby=tie]")
        box.wait_for()
        told = box.inner_text()
        assert told.index("Do you have a tie to") < told.index(WHO)
        shown = visit.page.locator("section[aria-labelledby=show]").inner_text()
        assert "your job title and organisation, and whether you have lived experience" in shown

        visit.press("link", "Tell them privately")
        visit.heading("Ties you told us of")
        visit.page.get_by_text("And whoever becomes a safeguarding lead later.").wait_for()
        visit.press("link", "the question you were asked", exact=False)
        visit.page.get_by_text("Would you like to work with").first.wait_for()
        assert visit.page.url == f"{demo.address}{place.path}"
