"""Who has not come in yet is found by whoever can give them a link."""

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import Live
from tests.journeys.places import client_of

LINK = "Give {} a sign-in link"
SHOWN_AT_HOME = 3


@pytest.mark.browser
def test_from_home_to_all_who_cannot_sign_in_yet(demo: Live, browser: Browser):
    with client_of(demo.address, "coordinator") as team:
        asked = {"joined": False, "state": "active", "limit": 100}
        newcomers = team.get("/participants", params=asked).json()["items"]
    names = {one["display_name"] for one in newcomers}
    assert len(names) > SHOWN_AT_HOME

    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.sign_in("coordinator@demo.example")
        needs = visit.page.locator("section[aria-labelledby=needs]")
        offered = {name for name in names if needs.get_by_text(LINK.format(name)).count()}
        assert len(offered) == SHOWN_AT_HOME

        visit.press_first("section[aria-labelledby=needs] a[href$='/people?show=notYet']")
        visit.heading("People")
        standing = visit.page.get_by_label("Taking part or not", exact=True)
        assert standing.input_value() == "notYet"
        visit.settle()
        shown = set(visit.page.locator("main tbody th a").all_inner_texts())
        assert shown == names

        standing.select_option("Taking part")
        visit.press("button", "Show")
        visit.page.locator("main tbody tr").nth(len(names)).wait_for()
