"""The second step of signing in, by the keyboard alone, with nothing for axe to find."""

import pyotp
import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import PASSWORD, demo_place, serving
from tests.journeys.test_every_page import axe, violations

FOCUSED = "words => document.activeElement.textContent === words"
SECRET = "The secret, to type or paste"


def type_password(visit):
    visit.type_into("Your email address", "coordinator@demo.example")
    visit.type_into("Your password", PASSWORD)
    visit.page.keyboard.press("Enter")


def look(visit):
    visit.page.evaluate(axe())
    return violations(visit.page)


@pytest.mark.browser
def test_who_must_have_one_is_led_to_it_and_comes_in_by_it_from_then_on(browser: Browser):
    with (
        demo_place() as live,
        serving(live, ALONGSIDE_SECOND_FACTOR="required"),
        visiting(browser, live.address, bypass_csp=True) as visit,
    ):
        visit.expected = {"401"}
        visit.go("/")
        type_password(visit)
        visit.page.get_by_role("heading", name="Set up your second step").wait_for()
        grouped = visit.page.get_by_label(SECRET).input_value()
        assert {len(four) for four in grouped.split()} == {4}
        secret = grouped.replace(" ", "")
        visit.page.wait_for_function(FOCUSED, arg="Set up your second step")
        assert visit.page.get_by_role("img").first.evaluate("one => one.naturalWidth") > 100
        assert look(visit) == []
        visit.type_into("Six figures from the app", "000000")
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("alert").wait_for()
        assert look(visit) == []
        visit.type_into("Six figures from the app", pyotp.TOTP(secret).now())
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("heading", name="Keep your recovery codes").wait_for()
        visit.page.wait_for_function(FOCUSED, arg="Keep your recovery codes")
        codes = visit.page.locator("main code").all_inner_texts()
        assert len(codes) == 10
        assert look(visit) == []
        visit.press("button", "I have kept them")
        visit.heading("Good")

        visit.go("/account/second-step")
        visit.page.get_by_text("You have 10 recovery codes left.").wait_for()
        assert look(visit) == []
        visit.go("/account")
        visit.press("button", "Sign out on this device")
        visit.heading("Sign in")
        type_password(visit)
        visit.page.get_by_role("heading", name="Your second step").wait_for()
        visit.page.wait_for_function(FOCUSED, arg="Your second step")
        assert look(visit) == []
        visit.type_into("Six figures from the app, or a recovery code", codes[0])
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("heading", name="Your second step").wait_for(state="detached")
        visit.go("/account/second-step")
        visit.page.get_by_text("You have 9 recovery codes left.").wait_for()
