"""After each thing done, the focus is somewhere, and something is said."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Route
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import PASSWORD, Live
from tests.journeys.places import Place, every_place

pytestmark = pytest.mark.browser

FOCUSED = "words => document.activeElement?.textContent?.includes(words) && {where}"
NOT_BODY = "document.activeElement !== document.body"
DELETE = "Delete my account and data"
STILL_YOU = "Is it still you?"


@pytest.fixture(scope="module")
def places(demo: Live) -> dict[str, Place]:
    return {place.name: place for place in every_place(demo.address)}


def focus_is_on(visit: Visit, words: str, where: str) -> None:
    """Wait until the focus is on something that says these words, and is what is named."""
    on = f"document.activeElement.matches('{where}')"
    visit.page.wait_for_function(FOCUSED.replace("{where}", on), arg=words)


def is_said(visit: Visit, words: str) -> None:
    visit.page.locator("p.vh[role=status]").filter(has_text=words).wait_for(state="attached")


def first_time(status: int, code: str) -> Callable[[Route], None]:
    """Answer as the server does when it will not, once; from then on it answers itself."""
    times: list[str] = []

    def answer(route: Route) -> None:
        if times or route.request.method == "GET":
            route.fallback()
            return
        times.append(route.request.url)
        told = {"status": status, "code": code, "title": "No", "instance": "urn:request:1"}
        route.fulfill(status=status, body=json.dumps(told), content_type="application/problem+json")

    return answer


def ask_to_be_deleted(visit: Visit, places: dict[str, Place]) -> None:
    visit.expected = {"401", "403"}
    visit.come_in("coach@demo.example")
    visit.page.route("**/api/v1/me/erasure", first_time(403, "show_who_you_are"))
    visit.go(places["delete"].path)
    visit.press("button", DELETE)
    visit.press("button", "Yes, delete them")
    visit.page.get_by_role("dialog", name=STILL_YOU).wait_for()
    focus_is_on(visit, STILL_YOU, "dialog h2")


def test_one_can_go_back_from_being_asked_who_one_is(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        ask_to_be_deleted(visit, places)
        visit.press("button", "Go back", within="dialog")
        visit.page.get_by_role("dialog").wait_for(state="detached")
        focus_is_on(visit, DELETE, "main button")


def test_what_is_done_after_that_is_told_where_one_is(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        ask_to_be_deleted(visit, places)
        visit.type_into("Your password", PASSWORD)
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("dialog").wait_for(state="detached")
        focus_is_on(visit, "We will delete your account on", ".flash")
        visit.press("button", "I have changed my mind: keep my account")
        visit.page.get_by_role("heading", name="When it happens").wait_for()
        focus_is_on(visit, "", ".flash")


def without_a_password(route: Route) -> None:
    answer = route.fetch()
    who: dict[str, Any] = answer.json()
    who["person"]["has_password"] = False
    route.fulfill(response=answer, json=who)


def test_who_has_no_password_is_asked_for_none(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401", "403"}
        visit.come_in("coach@demo.example")
        visit.page.route("**/api/v1/me", without_a_password)
        visit.page.route("**/api/v1/me/password", first_time(403, "show_who_you_are"))
        visit.go("/account")
        visit.type_into("Your new password", "four geese on a dry roof")
        visit.press("button", "Choose a password")
        visit.page.get_by_role("dialog", name=STILL_YOU).wait_for()
        assert visit.page.get_by_role("dialog").get_by_label("Your password").count() == 0
        visit.press("button", "Sign out and sign in again")
        visit.heading("Sign in")
        visit.page.wait_for_function(f"() => {NOT_BODY}")


def test_two_notes_at_once_are_not_read_out_whole(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401", "412"}
        visit.come_in("coach@demo.example")
        visit.page.route("**/shared-note", first_time(412, "changed_meanwhile"))
        visit.go(places["session-held-coach"].path)
        visit.type_into("Your shared note", "What I wrote meanwhile")
        visit.press("button", "Save our shared note")
        focus_is_on(visit, "You both wrote at the same time", "h4")
        assert visit.page.get_by_role("alert").count() == 0
        visit.press("button", "Keep mine only")
        visit.page.wait_for_function("() => document.activeElement.matches('textarea')")
        is_said(visit, "Not saved yet. Press “Save our shared note”.")


def test_what_does_not_work_is_said(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401", "503"}
        visit.come_in("coach@demo.example")
        visit.page.route("**/api/v1/me/consents", first_time(503, "unavailable"))
        visit.go(places["agreed"].path)
        visit.press_first("main .todo button")
        visit.page.get_by_role("alert").filter(has_text="busy just now").wait_for()
        visit.page.wait_for_function(f"() => {NOT_BODY}")


def test_trying_again_leads_back_to_the_page(demo: Live, browser: Browser, places):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401", "Failed to load"}
        visit.come_in("coach@demo.example")
        visit.page.route("**/api/v1/me/consents", lambda route: route.abort(), times=1)
        visit.go(places["agreed"].path)
        visit.page.get_by_role("alert").filter(has_text="cannot reach").wait_for()
        visit.press("button", "Try again")
        visit.page.locator("#offers").wait_for()
        focus_is_on(visit, "What you agreed to", "h1")


def in_two_pages(route: Route) -> None:
    """Give what there is, and the same once more under other names as the rest of it."""
    answer = route.fetch(url=route.request.url.split("&cursor")[0].replace("cursor=x", ""))
    found = answer.json()
    more = "cursor=x" in route.request.url
    if more:
        found["items"] = [{**one, "id": f"{one['id']}-again"} for one in found["items"]]
    route.fulfill(response=answer, json={**found, "next": None if more else "x"})


def test_the_last_more_leads_to_the_first_that_is_new(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.come_in("operator@demo.example")
        visit.page.route("**/api/v1/organisations?*", in_two_pages)
        visit.go("/organisations")
        rows = visit.page.locator("main tbody tr")
        before = rows.count()
        visit.press("button", "Show more")
        visit.page.get_by_role("button", name="Show more").wait_for(state="detached")
        visit.page.wait_for_function(
            "n => document.activeElement === document.querySelectorAll('main tbody tr')[n]",
            arg=before,
        )
        assert rows.count() == 2 * before > 0


def test_a_password_that_is_shown_is_said_to_be(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.go("/sign-in")
        visit.press("button", "Show password", exact=False)
        is_said(visit, "Your password can be seen now.")
        visit.press("button", "Hide password", exact=False)
        is_said(visit, "Your password is hidden.")


def test_two_forms_in_need_of_a_look_say_error_once(demo: Live, browser: Browser):
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.come_in("coach@demo.example")
        visit.go("/account")
        visit.page.get_by_role("textbox", name="Your name").fill(" ")
        visit.press("button", "Save my name")
        visit.press("button", "Change my password")
        visit.page.get_by_role("alert").nth(1).wait_for()
        assert visit.page.title().startswith("Error: Your account")
