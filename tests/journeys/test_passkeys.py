"""Passkeys in a real browser, with its virtual authenticator: by the keyboard alone, and axe."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser
from tests.figures import add
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live, demo_place, fresh_place, serving
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
EMAIL, CHOSEN = "lowri@example.org", "nine lamps by the river bank"
TOKEN = {"access_token", "token_type", "expires_in"}


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
        demo_place() as live,
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


def coordinators_link(live: Live, operators: str) -> str:
    """Have an operator make a programme and name who runs it: gives that person's first link."""
    with httpx2.Client(base_url=f"{live.address}/api/v1") as client:

        def post(path: str, **body: str) -> Any:
            return client.post(path, json=body).raise_for_status().json()

        came = post("/sign-in/first", token=operators, password=CHOSEN)
        client.headers["Authorization"] = f"Bearer {came['access_token']}"
        programme = post("/programmes", name="Hearing and being heard")
        named = {"email": EMAIL, "given_name": "Lowri", "family_name": "Evans"}
        appointed = post(f"/programmes/{programme['id']}/coordinators", **named)
        made = post(f"/participants/{appointed['id']}/sign-in-link")
    return made["url"].removeprefix(live.address)


def come_in(visit: Visit, link: str) -> None:
    visit.go(link)
    visit.press("button", "I have read this. Choose my password")
    visit.type_into("Choose a password", CHOSEN)
    visit.press("button", "Save it and come in")
    visit.heading("Good")


def type_password(visit: Visit) -> None:
    visit.type_into("Your email address", EMAIL)
    visit.type_into("Your password", CHOSEN)
    visit.page.keyboard.press("Enter")


def answer_to_the_passkey(visit: Visit) -> Any:
    """Press the button, and give what the server answers to what the device has signed."""
    with visit.page.expect_response("**/api/v1/sign-in/passkey") as answer:
        visit.press("button", SIGN_IN)
    return answer.value.json()


@pytest.mark.browser
def test_where_a_second_step_is_a_must_a_passkey_is_both_and_a_password_is_one(browser: Browser):
    """There is no demo here: a start would take the passkeys of its people away."""
    with (
        fresh_place() as live,
        visiting(browser, live.address, bypass_csp=True) as visit,
        with_device(visit),
    ):
        visit.expected = {"401"}
        told = live.command("operator", "add", "kit@example.org")
        with serving(live, ALONGSIDE_DEMO="0", ALONGSIDE_SECOND_FACTOR="offered"):
            come_in(visit, coordinators_link(live, re.findall(r"/welcome#(\S+)", told)[0]))
            visit.go("/account/passkeys")
            visit.press("button", "Add a passkey")
            visit.page.get_by_text("Not used yet", exact=False).wait_for()
            sign_out(visit)

        with serving(live, ALONGSIDE_DEMO="0", ALONGSIDE_SECOND_FACTOR="required"):
            visit.go("/")
            assert answer_to_the_passkey(visit).keys() == TOKEN
            inside(visit)
            visit.go("/")  # a sign-in by a passkey lasts: nothing more is asked for later, either
            inside(visit)
            add("BROWSER", "sign-ins by a passkey where a second step is a must", 1)

            sign_out(visit)
            type_password(visit)
            visit.page.get_by_role("heading", name="Now your passkey").wait_for()
            assert look(visit) == []
            visit.go("/account")
            visit.heading("Sign in")  # the password alone has opened nothing
            type_password(visit)
            visit.page.get_by_role("heading", name="Now your passkey").wait_for()
            assert answer_to_the_passkey(visit).keys() == TOKEN
            visit.page.get_by_role("button", name=SIGN_IN).wait_for(state="detached")

            visit.go("/account/passkeys")
            visit.press("button", "Remove: Chrome on Linux", exact=False)
            visit.press("button", "Remove", within="dialog")
            visit.page.get_by_text("You have no passkey yet.").wait_for()
            visit.go("/")  # nobody who must have a second step stays in without any
            visit.press("button", SIGN_IN)
            visit.page.get_by_text("That passkey did not let you in.", exact=False).wait_for()
            type_password(visit)
            visit.page.get_by_role("heading", name="Set up your second step").wait_for()
