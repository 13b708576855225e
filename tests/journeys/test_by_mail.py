"""Signing in by mail, by the keyboard alone, with nothing for axe to find; and disowning it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live, demo_place, serving
from tests.journeys.test_every_page import axe, violations

LEADER = "leader@demo.example"
SIGN_IN, NEW_DEVICE = "Your link and code to sign in", "You signed in on a new device"


@pytest.fixture(scope="module")
def own() -> Iterator[Live]:
    """Serve a demo of one's own: what is signed out here, others still need."""
    with demo_place() as live, serving(live):
        yield live


def look(visit: Visit) -> list[str]:
    visit.page.evaluate(axe())
    return violations(visit.page)


def ask(visit: Visit) -> None:
    visit.go("/sign-in")
    visit.type_into("Your email address", LEADER)
    visit.press("button", "Send me a link and a code")
    visit.page.get_by_role("heading", name="A link and a code by email").wait_for()
    assert look(visit) == []
    visit.press("button", "Send them")
    visit.page.get_by_role("heading", name="Look in your email").wait_for()
    assert look(visit) == []


def newest(visit: Visit, subject: str, many: int = 1) -> dict[str, str]:
    """Read the demo's mailbox until the mail is there, with those before it."""
    for _ in range(400):
        mails = visit.page.request.get(f"{visit.address}/api/v1/mailbox").json()["items"]
        ours = [one for one in mails if (one["subject"], one["to"]) == (subject, LEADER)]
        if len(ours) >= many:
            return dict(ours[0])
        visit.page.wait_for_timeout(50)
    raise AssertionError("the mail did not come")


def link_in(mail: dict[str, str]) -> str:
    return next(line for line in mail["text"].splitlines() if line.startswith("http"))


@pytest.mark.browser
def test_by_a_code_and_by_a_link_and_what_was_not_me(browser: Browser, own: Live):
    with visiting(browser, own.address, bypass_csp=True) as visit:
        visit.expected = {"401", "404"}
        ask(visit)
        code = newest(visit, SIGN_IN)["text"].partition("asked for it: ")[2][:8]
        visit.type_into("The code in the mail", "00000000" if code != "00000000" else "1")
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("alert").wait_for()
        assert look(visit) == []
        visit.type_into("The code in the mail", code)
        visit.page.keyboard.press("Enter")
        visit.heading("Good")

    with visiting(browser, own.address, bypass_csp=True) as visit:
        visit.expected = {"401", "404"}
        ask(visit)
        newest(visit, SIGN_IN, many=2)
        visit.go("/mailbox")
        visit.press("button", "Look again")
        visit.page.get_by_role("heading", name=SIGN_IN).nth(1).wait_for()
        assert look(visit) == []
        visit.press_first("main .words a")
        visit.heading("One more press, and you are in")
        assert "#" not in visit.page.url
        assert look(visit) == []
        visit.press("button", "Sign in")
        visit.heading("Good")

        visit.go(link_in(newest(visit, NEW_DEVICE)).removeprefix(own.address))
        visit.heading("Was that not you?")
        assert look(visit) == []
        visit.press("button", "This was not me. Sign out every device")
        visit.heading("Every device is signed out")
        visit.page.wait_for_function("() => document.activeElement.matches('h1')")
        visit.go("/")
        visit.heading("Sign in")
