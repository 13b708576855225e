"""Writing down for somebody without an address what they said by phone, by the keyboard alone."""

import pytest
from playwright.sync_api import Browser
from tests.journeys.browsing import visiting
from tests.journeys.live import Live, demo_place, serving
from tests.journeys.places import Place, client_of
from tests.journeys.test_every_page import axe, violations
from tests.journeys.test_every_page import look as six_ways

NEW = {"role": "coach", "given_name": "Maud", "family_name": "Pryce", "phone": "020 7946 0171"}


@pytest.fixture(scope="module")
def alone():
    with demo_place() as live, serving(live):
        yield live


@pytest.fixture
def asked(alone: Live):
    """Have somebody without an address be asked about the leader of the demo."""
    with client_of(alone.address, "leader") as leader:
        them = leader.get("/me").json()["participants"][0]
    with client_of(alone.address, "coordinator") as team:
        here = {"programme_id": them["programme_id"]}
        maud = team.post("/participants", json=NEW | here).raise_for_status().json()
        both = here | {"coach_id": maud["id"], "leader_id": them["id"]}
        pairing = team.post("/pairings", json=both).raise_for_status().json()
    return maud, pairing


def look(visit):
    visit.page.evaluate(axe())
    return violations(visit.page)


@pytest.mark.browser
def test_whoever_cannot_sign_in_and_is_asked_stands_under_what_needs_the_coordinator(
    browser: Browser, alone: Live, asked
):
    _, pairing = asked
    with visiting(browser, alone.address) as team:
        team.come_in("coordinator@demo.example")
        team.go("/")
        own = team.page.locator(
            f"section[aria-labelledby=needs] a[href='/pairings/{pairing['id']}']"
        )
        own.wait_for()
        assert "Ask Maud Pryce, and write down the answer" in own.inner_text()
        home = team.page.locator("main").inner_text()
        assert "Give Maud Pryce a sign-in link" not in home
        waiting = team.page.locator("section[aria-labelledby=waiting]")
        assert waiting.locator(f"a[href='/pairings/{pairing['id']}']").count() == 0


@pytest.mark.browser
def test_a_yes_by_phone_is_written_down_printed_and_asks_the_other(
    browser: Browser, alone: Live, asked
):
    maud, pairing = asked
    with visiting(browser, alone.address, bypass_csp=True) as team:
        team.come_in("coordinator@demo.example")
        team.go(f"/pairings/{pairing['id']}")
        team.page.get_by_role("heading", name="Has Maud told you?").wait_for()
        team.press("button", "Write it down for Maud")
        team.page.get_by_role("alert").get_by_text("Choose how Maud told you").wait_for()
        assert look(team) == []
        team.pick("Yes, I would like to work with")
        team.pick("By phone")
        team.press("button", "Write it down for Maud")

        team.heading("What was done for Maud Pryce")
        told = team.page.locator("main li").filter(has_text="You said yes to working with")
        assert "Lowri Evans wrote it down. You said so by phone." in told.inner_text()
        assert look(team) == []
        team.tab_to("button", "Print this page")
        team.page.emulate_media(media="print")
        assert team.page.get_by_role("button", name="Print this page").count() == 0
        assert told.is_visible()
        team.page.emulate_media(media="screen")
        place = Place("said-for", "coordinator", f"/people/{maud['id']}/said-for")
        assert six_ways(team, place) == []

        team.go(f"/people/{maud['id']}")
        team.press("link", "What was written down for them, to print")
        team.heading("What was done for Maud Pryce")
        team.go(f"/pairings/{pairing['id']}")
        assert team.page.get_by_text("Has Maud told you?").count() == 0

    with visiting(browser, alone.address) as leader:
        leader.come_in("leader@demo.example")
        leader.go("/")
        leader.page.get_by_text("Would you like to work with Maud Pryce?").wait_for()

    with client_of(alone.address, "coordinator") as office:
        made = office.post(f"/participants/{maud['id']}/sign-in-link").raise_for_status().json()
    with visiting(browser, alone.address, bypass_csp=True) as visit:
        visit.expected = {"401"}
        visit.go(f"/welcome#{made['url'].partition('#')[2]}")
        visit.press("button", "I have read this. Choose my password")
        visit.type_into("Choose a password", "nine lamps by the river bank")
        visit.press("button", "Save it and come in")
        visit.heading("Good")
        visit.go("/your-data/looked")
        done = visit.page.locator("section[aria-labelledby=done] li")
        done.wait_for()
        told = "Lowri Evans wrote down for you: yes to a pairing. You had said so by phone."
        assert told in done.inner_text()
        assert look(visit) == []


@pytest.mark.browser
def test_a_booking_that_somebody_asked_for_by_post_says_so(browser: Browser, alone: Live, asked):
    maud, pairing = asked
    with client_of(alone.address, "coordinator") as team:
        said = {"participant_id": maud["id"], "means": "phone"}
        told = {"accept": True, "on_behalf": said}
        at = f"/pairings/{pairing['id']}"
        team.post(f"{at}/answer-for", json=told).raise_for_status()
    with client_of(alone.address, "leader") as leader:
        leader.post(f"{at}/accept").raise_for_status()
    with visiting(browser, alone.address, bypass_csp=True) as team:
        team.come_in("coordinator@demo.example")
        team.go(f"{at}/book")
        team.set_time("Day", "2026-03-04")
        team.set_time("Start", "10:00")
        team.pick("Maud told me by post")
        assert look(team) == []
        team.press("button", "Write it down", exact=False)
        team.page.get_by_role("heading", name="Did").first.wait_for()
        team.go(f"/people/{maud['id']}/said-for")
        said = "You booked a session: Wednesday 4 March 2026"
        booked = team.page.locator("main li").filter(has_text=said)
        assert "You said so by post." in booked.inner_text()


@pytest.mark.browser
def test_a_session_that_somebody_cancels_by_phone_says_so(browser: Browser, alone: Live, asked):
    maud, pairing = asked
    with client_of(alone.address, "coordinator") as team:
        told = {"accept": True, "on_behalf": {"participant_id": maud["id"], "means": "phone"}}
        team.post(f"/pairings/{pairing['id']}/answer-for", json=told).raise_for_status()
    with client_of(alone.address, "leader") as leader:
        leader.post(f"/pairings/{pairing['id']}/accept").raise_for_status()
        times = {"starts_at": "2027-03-03T10:00:00Z", "ends_at": "2027-03-03T11:00:00Z"}
        made = leader.post("/sessions", json=times | {"pairing_id": pairing["id"], "mode": "phone"})
    with visiting(browser, alone.address, bypass_csp=True) as team:
        team.come_in("coordinator@demo.example")
        team.go(f"/sessions/{made.raise_for_status().json()['id']}")
        team.press("button", "Cancel it")
        team.pick("Maud told me by phone")
        assert look(team) == []
        team.press("button", "Cancel the session")
        team.page.get_by_text("The session is cancelled.").first.wait_for()
        team.go(f"/people/{maud['id']}/said-for")
        said = "You cancelled a session. It would have been: Wednesday 3 March 2027"
        assert "You said so by phone." in (
            team.page.locator("main li").filter(has_text=said).inner_text()
        )


@pytest.mark.browser
def test_details_that_were_changed_are_printed_as_they_are_kept_black_on_white(
    browser: Browser, alone: Live, asked
):
    maud, _ = asked
    said = {"participant_id": maud["id"], "means": "phone"}
    with client_of(alone.address, "coordinator") as team:
        at = f"/participants/{maud['id']}"
        tag = {"If-Match": team.get(at).headers["etag"]}
        told = {"access_needs": "A ramp, and tea.", "contact_by": "post", "on_behalf": said}
        team.patch(at, json=told, headers=tag).raise_for_status()
    with visiting(browser, alone.address, bypass_csp=True) as team:
        team.come_in("coordinator@demo.example")
        team.go(f"/people/{maud['id']}/said-for")
        kept = team.page.locator("section[aria-labelledby=now]")
        kept.wait_for()
        told = kept.inner_text()
        assert "A ramp, and tea." in told
        assert "Post" in told
        assert "020 7946 0171" in told
        whole = team.page.locator("main").inner_text()
        assert "You can reach Lowri Evans here: " in whole
        assert "lowri" not in told.lower()
        assert look(team) == []
        team.page.emulate_media(media="print", color_scheme="dark")
        colours = team.page.evaluate(
            "[getComputedStyle(document.body).color,"
            " getComputedStyle(document.documentElement).colorScheme]"
        )
        assert colours[0] == "rgb(0, 0, 0)"
        assert "dark" not in colours[1]
