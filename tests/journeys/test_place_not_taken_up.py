"""Somebody is given a place in a team that they did not ask for: their page says what it takes."""

import pyotp
import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import demo_place, serving
from tests.journeys.places import client_of
from tests.journeys.test_every_page import axe, violations

COACH = "coach@demo.example"
NEW = {
    "role": "learning_partner", "given_name": "Amara", "family_name": "Bell", "email": COACH,
}  # fmt: skip
SECRET = "The secret, to type or paste"


def look(visit):
    visit.page.evaluate(axe())
    return violations(visit.page)


def stand_in_the_other(visit):
    visit.page.get_by_label("You are in").select_option(index=1)
    visit.press("button", "Go there")


def given_a_place(live):
    with serving(live), client_of(live.address, "coordinator") as team:
        here = {"programme_id": team.get("/me").json()["participants"][0]["programme_id"]}
        made = team.post("/participants", json=NEW | here)
        made.raise_for_status()
        return made.json()["id"]


@pytest.mark.browser
def test_their_home_stays_theirs_and_the_place_opens_by_a_second_step(browser: Browser):
    with demo_place() as live:
        place = given_a_place(live)
        with (
            serving(live, ALONGSIDE_SECOND_FACTOR="required"),
            visiting(browser, live.address, bypass_csp=True) as visit,
        ):
            visit.expected = {"403"}
            visit.sign_in(COACH)
            assert visit.page.get_by_role("heading", name="second step").count() == 0
            stand_in_the_other(visit)
            visit.heading("This place asks for a second step")
            assert look(visit) == []
            visit.press("link", "Set up a second step")
            visit.press("button", "Set it up")
            secret = visit.page.get_by_label(SECRET).input_value().replace(" ", "")
            visit.type_into("Six figures from the app", pyotp.TOTP(secret).now())
            visit.page.keyboard.press("Enter")
            visit.press("button", "I have kept them")
            opened = f"**/api/v1/me/participants/{place}/open"
            with visit.page.expect_response(opened) as answer:
                visit.press("link", "Alongside, home")
            assert answer.value.status == 200
            visit.page.locator("section[aria-labelledby=offered]").wait_for()
            assert look(visit) == []
