"""Who has not come in yet is found by whoever can give them a link."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import Live, demo_place, serving
from tests.journeys.places import client_of

LINK = "Give {} a sign-in link"
SHOWN_AT_HOME = 3
NEW = {"role": "coach", "given_name": "Nia", "family_name": "Prosser", "email": "nia@demo.example"}


@pytest.fixture
def newcomers() -> Iterator[tuple[Live, set[str]]]:
    """Serve the demo with one more who has not come in, and name all who have not."""
    with demo_place() as live, serving(live), client_of(live.address, "coordinator") as team:
        here = {"programme_id": team.get("/me").json()["participants"][0]["programme_id"]}
        team.post("/participants", json=NEW | here).raise_for_status()
        asked = here | {"joined": False, "state": "active", "limit": 100}
        items = team.get("/participants", params=asked).json()["items"]
        assert len([one for one in items if one["email"]]) > SHOWN_AT_HOME
        yield live, {one["display_name"] for one in items}


@pytest.mark.browser
def test_from_home_to_all_who_cannot_sign_in_yet(browser: Browser, newcomers):
    live, names = newcomers
    with visiting(browser, live.address) as visit:
        visit.sign_in("coordinator@demo.example")
        needs = visit.page.locator("section[aria-labelledby=needs]")
        needs.wait_for()
        offered = {name for name in names if needs.get_by_text(LINK.format(name)).count()}
        assert len(offered) == SHOWN_AT_HOME

        visit.press_first("section[aria-labelledby=needs] a[href$='/people?show=notYet']")
        visit.heading("People")
        standing = visit.page.get_by_label("Taking part or not", exact=True)
        assert standing.input_value() == "notYet"
        visit.settle()
        assert set(visit.page.locator("main tbody th a").all_inner_texts()) == names

        standing.select_option("Taking part")
        visit.press("button", "Show")
        visit.page.locator("main tbody tr").nth(len(names)).wait_for()
