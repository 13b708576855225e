"""Passkeys in a real browser, with its virtual authenticator: by the keyboard alone, and axe."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser
from tests.figures import add
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import fresh_place, serving
from tests.journeys.test_every_page import axe, violations

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SIGN_IN = "Sign in with a passkey"


@contextmanager
def with_device(visit: Visit) -> Iterator[None]:
    """Give the browser a device that can hold passkeys, whose owner always says yes."""
    tools = visit.page.context.new_cdp_session(visit.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield
    tools.send("WebAuthn.disable")


def look(visit):
    visit.page.evaluate(axe())
    return violations(visit.page)


def sign_out(visit):
    visit.go("/account")
    visit.press("button", "Sign out on this device")
    visit.heading("Sign in")


def inside(visit):
    visit.page.get_by_role("button", name=SIGN_IN).wait_for(state="detached")
    visit.heading("Good")


@pytest.mark.browser
def test_from_the_first_passkey_to_the_last(browser: Browser):
    with (
        fresh_place() as live,
        visiting(browser, live.address, bypass_csp=True) as visit,
        with_device(visit),
    ):
        visit.expected = {"401"}
        with serving(live):
            visit.sign_in("coordinator@demo.example")
            visit.go("/account")
            visit.press("link", "Your passkeys", exact=False)
            visit.heading("Passkeys")
            visit.page.get_by_text("You have no passkey yet.").wait_for()
            visit.press("button", "Add a passkey")
            visit.page.get_by_text("Not used yet", exact=False).wait_for()
            assert visit.page.get_by_text("Chrome on Linux").count() == 1
            assert look(visit) == []
            visit.press("button", "Add a passkey")
            visit.page.get_by_text("holds a passkey for you already", exact=False).wait_for()
            assert look(visit) == []

            sign_out(visit)
            visit.page.get_by_role("button", name=SIGN_IN).wait_for()
            assert look(visit) == []
            visit.press("button", SIGN_IN)
            inside(visit)
            add("BROWSER", "sign-ins by a passkey", 1)

            visit.go("/account/passkeys")
            visit.page.get_by_text("Last used", exact=False).wait_for()
            visit.press("button", "Remove: Chrome on Linux", exact=False)
            visit.page.get_by_role("dialog").wait_for()
            assert look(visit) == []
            visit.press("button", "Remove", within="dialog")
            visit.page.get_by_text("You have no passkey yet.").wait_for()
            sign_out(visit)
            visit.press("button", SIGN_IN)
            visit.page.get_by_text("That passkey did not let you in.", exact=False).wait_for()
            assert look(visit) == []


@pytest.mark.browser
def test_at_an_address_of_numbers_the_page_says_where_to_go(browser: Browser, demo):
    address = demo.address.replace("localhost", "127.0.0.1")
    with visiting(browser, address) as visit, with_device(visit):
        visit.go("/")
        visit.press("button", SIGN_IN)
        visit.page.get_by_text("Open Alongside at localhost instead", exact=False).wait_for()
