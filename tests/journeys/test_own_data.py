"""Saying yes, taking it back, asking to be deleted and changing one's mind, by the keyboard."""

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import demo_place, serving
from tests.journeys.test_every_page import axe, violations

DELETE = "Delete my account and data"
KEEP = "I have changed my mind: keep my account"


def look(visit):
    visit.page.evaluate(axe())
    return violations(visit.page)


@pytest.mark.browser
def test_one_agrees_and_takes_it_back_and_leaves_and_stays_after_all(browser: Browser):
    with (
        demo_place() as live,
        serving(live),
        visiting(browser, live.address, bypass_csp=True) as visit,
    ):
        visit.come_in("coach@demo.example")
        visit.go("/your-data")
        kept = visit.page.locator("section[aria-labelledby=kept]")
        kept.wait_for()
        assert kept.locator("a[href='/privacy']").count() == 1
        kept.get_by_role("link", name="What Side by Side keeps about you").click()
        visit.page.get_by_role("heading", name="About you").wait_for()
        assert "Who can see this: " in visit.page.locator("main").inner_text()
        visit.go("/your-data/agreed")
        visit.page.get_by_role("heading", name="What you agreed to").wait_for()
        visit.press_first("main .todo button")
        visit.page.get_by_text("You said yes", exact=True).wait_for()
        assert look(visit) == []
        visit.press_first("main .todo button")
        visit.page.get_by_text("You said yes", exact=True).wait_for(state="detached")
        assert visit.page.locator("#ledger ~ ul li").count() == 2

        visit.go("/your-data/delete")
        visit.page.get_by_role("heading", name=DELETE).wait_for()
        visit.press("button", DELETE)
        visit.page.get_by_role("dialog").wait_for()
        assert look(visit) == []
        visit.press("button", "Yes, delete them")
        visit.page.get_by_role(
            "heading", name="You have asked us to delete your account"
        ).wait_for()
        assert look(visit) == []
        visit.press("button", KEEP)
        visit.page.get_by_role("heading", name="When it happens").wait_for()
        assert look(visit) == []
