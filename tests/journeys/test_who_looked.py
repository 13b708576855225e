"""Seeing who opened one's record, and what only a safeguarding lead may open, by the keyboard."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import Live, demo_place, serving
from tests.journeys.places import Place, client_of, every_place
from tests.journeys.test_every_page import axe, violations
from tests.journeys.test_every_page import look as six_ways

WHY = "There is a worry about somebody"


def look(visit):
    visit.page.evaluate(axe())
    return violations(visit.page)


@pytest.fixture(scope="module")
def alone():
    with demo_place() as live, serving(live):
        yield live


@pytest.fixture(scope="module")
def places(alone: Live):
    """Find the pages once: a break that one of these tests begins moves them."""
    return {one.name: one.path for one in every_place(alone.address)}


@pytest.fixture
def come_in(browser: Browser, alone: Live):
    with ExitStack() as stack:

        def signed_in(who):
            visit = stack.enter_context(visiting(browser, alone.address, bypass_csp=True))
            visit.come_in(f"{who}@demo.example")
            return visit

        yield signed_in


@pytest.mark.browser
def test_whoever_opened_a_page_about_somebody_is_told_of_to_them(come_in, places):
    for who in ("leader", "coordinator"):
        come_in(who).go(places["about-me"])

    coach = come_in("coach")
    coach.go("/your-data")
    coach.press("link", "See who opened or changed what is kept about you")
    coach.heading("Who looked at my record")
    day = coach.page.locator("main section").first
    for who in ("programme team", "the person you are paired with, or were"):
        day.locator("li").filter(
            has_text=f"({who}) looked at your details: how to"
        ).first.wait_for()
    assert look(coach) == []
    coach.press("link", "your data", exact=False)
    coach.heading("Your data, your say")


def make_lead(address):
    """Let the coordinator of the demo be a safeguarding lead as well."""
    with client_of(address, "coordinator") as team:
        me = team.get("/me").json()["participants"][0]
        at = f"/programmes/{me['programme_id']}"
        leads = [*team.get(at).json()["safeguarding_leads"], me["id"]]
        told = {"safeguarding_leads": leads}
        team.patch(at, json=told, headers={"If-Match": "*"}).raise_for_status()
        return f"{at}/restricted"


@pytest.mark.browser
def test_a_lead_says_why_before_anything_is_shown_and_finds_that_noted(
    come_in, alone: Live, places
):
    apart = make_lead(alone.address)
    coach = come_in("coach")
    coach.go(places["pairing-coach"])
    coach.press("button", "Take a break")
    coach.page.get_by_role("dialog").wait_for()
    coach.press("button", "Start the break", within="dialog")
    coach.page.get_by_text("You are taking a break. Rest well.").first.wait_for()

    lead = come_in("coordinator")
    lead.go("/")
    lead.press("link", "About")
    lead.press("link", "Find out, and say why")
    lead.heading("Who ended, paused or declined")
    assert lead.page.locator("main .todo").count() == 0
    lead.press("button", "Note my reason, and show it")
    lead.page.get_by_role("alert").get_by_text("Choose a reason").wait_for()
    assert look(lead) == []
    lead.pick(WHY)
    lead.press("button", "Note my reason, and show it")
    paused = lead.page.locator("main .todo li").filter(has_text="paused a pairing.")
    paused.wait_for()
    assert lead.page.get_by_text(f"opened this list. Reason: {WHY}").count() == 1
    assert look(lead) == []
    assert six_ways(come_in("coordinator"), Place("restricted", "coordinator", apart)) == []

    lead.press("button", "Only about this one", exact=False)
    lead.page.get_by_role("heading", name="What was done with this one thing").wait_for()
    assert lead.page.locator("main .todo li").filter(has_text="paused a pairing.").count() == 1
    lead.press("button", "Show everything again")
    asked = lead.page.get_by_text(f"opened this list. Reason: {WHY}")
    asked.nth(2).wait_for()


@pytest.mark.browser
def test_who_is_no_lead_is_shown_no_way_there_and_told_nothing(come_in, places):
    programme = places["programme"]
    coach = come_in("coach")
    coach.go(programme)
    assert coach.page.get_by_text("For safeguarding leads").count() == 0
    coach.go(f"{programme}/restricted")
    coach.heading("There is nothing here")
