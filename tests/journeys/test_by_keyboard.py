"""The main job from end to end, in a browser, by the keyboard alone."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.architecture.test_size import ROOT
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live, fresh_place, serving

DATA = ROOT / "tests" / "data"
PASSWORD = "nine lamps by the river bank"


@pytest.fixture(scope="module")
def empty() -> Iterator[tuple[Live, str]]:
    """Start with nothing but an operator, who has a link."""
    with fresh_place() as live:
        told = live.command("operator", "add", "kit@example.org", "--name", "Kit Okoro")
        link = re.search(r"/welcome#\S+", told)
        assert link
        with serving(live, ALONGSIDE_DEMO="0", ALONGSIDE_SECOND_FACTOR="offered"):
            yield live, link[0]


class Walk:
    """Several people's browsers, side by side."""

    def __init__(self, browser: Browser, live: Live, stack: ExitStack) -> None:
        self._browser, self._live, self._stack = browser, live, stack

    def come_in(self, link: str) -> Visit:
        """Open a first sign-in link, read what it says, and choose a password."""
        visit = self._stack.enter_context(visiting(self._browser, self._live.address))
        visit.expected = {"401", "404"}
        visit.go(link.partition(self._live.address)[2] or link)
        visit.press("button", "I have read this. Choose my password")
        visit.type_into("Choose a password", PASSWORD)
        visit.press("button", "Save it and come in")
        visit.heading("Good")
        return visit

    def open_for(self, visit: Visit, email: str) -> Visit:
        """Look somebody up, make their link, and let them come in with it."""
        visit.press("link", "People")
        visit.type_into("Name or email", email)
        visit.press("button", "Show")
        visit.page.get_by_text("One person", exact=True).wait_for()
        visit.page.wait_for_load_state("networkidle")  # else what was found before may still stand
        visit.press_first("main tbody a")
        visit.press("button", "Make a sign-in link")
        return self.come_in(visit.page.get_by_label("The link for").input_value())


@pytest.fixture
def walk(browser: Browser, empty: tuple[Live, str]) -> Iterator[Walk]:
    with ExitStack() as stack:
        yield Walk(browser, empty[0], stack)


def bring_in_trusts(operator: Visit) -> None:
    operator.press("link", "Organisations")
    operator.heading("Organisations")
    operator.choose_file("The file", DATA / "nhs-trusts-etr.csv")
    operator.press("button", "Bring it in")
    operator.page.get_by_text("The list is in: 241 new").wait_for()


def make_a_programme(operator: Visit) -> None:
    operator.press("link", "Programmes")
    operator.press("link", "Make a programme", exact=False)
    operator.type_into("Name of the programme", "Spring group")
    operator.press("button", "Make a programme")
    operator.heading("Spring group")
    operator.press("link", "Appoint a coordinator")
    operator.type_into("First name", "Lowri")
    operator.type_into("Surname", "Evans")
    operator.type_into("Their email address", "lowri@spring.example", exact=False)
    operator.press("button", "Appoint them")


def mended(report: Path) -> str:
    """Mend what the page gave back, as a coordinator would in a spreadsheet."""
    words = report.read_text("utf-8-sig").replace("not-an-email", "ciaran.farooq@example.org")
    words = words.replace("Volunteer", "LEP").replace("ZZZ9", "").replace("lots", "3")
    return words.replace("SHANTHI.MALIK@EXAMPLE.ORG", "amina.ali@example.org")


def bring_in_people(team: Visit, folder: Path) -> None:
    team.press("link", "People")
    team.heading("People")
    team.press("link", "Bring in a list")
    team.choose_file("Your list", DATA / "roster-messy.csv")
    team.press("button", "Check this list")
    team.heading("Check your list")
    with team.page.expect_download() as download:
        team.press("button", "Download the", exact=False)
    download.value.save_as(folder / "mend.csv")
    save_the_list(team)
    (folder / "mended.csv").write_text(mended(folder / "mend.csv"))
    team.press("button", "Bring in the lines you mended")
    team.choose_file("Your list", folder / "mended.csv")
    team.press("button", "Check this list")
    team.heading("Check your list")
    save_the_list(team)


def save_the_list(team: Visit) -> None:
    tick = team.page.get_by_role("checkbox", name="Yes, they may run this programme")
    if tick.count():
        team.tab_to("checkbox", "Yes, they may run this programme", exact=False)
        team.page.keyboard.press("Space")
    team.press("button", "Save ", exact=False)
    team.page.get_by_role("dialog").wait_for()
    team.press("button", "Save ", exact=False, within="dialog")
    team.heading("Your list is saved")


def propose(team: Visit, coach: str, leader: str) -> None:
    team.press("link", "Pairings")
    team.press("link", "Propose a pairing", exact=False)
    for role, name in (("Find a coach", coach), ("Find a leader", leader)):
        team.type_into(role, name, exact=False)
        team.page.keyboard.press("Enter")
        team.pick(name)
    team.press("button", "Ask ", exact=False)
    team.page.get_by_text("has been asked. You will find the answer here.").wait_for()


def say_yes(visit: Visit, other: str) -> None:
    visit.go("/")
    visit.press("link", f"Would you like to work with {other}?")
    visit.pick(f"Yes, I would like to work with {other.split(maxsplit=1)[0]}")
    visit.press("button", "Send my answer")


def test_from_a_spreadsheet_to_a_goodbye(walk: Walk, empty: tuple[Live, str], tmp_path: Path):
    operator = walk.come_in(empty[1])
    bring_in_trusts(operator)
    make_a_programme(operator)
    operator.press("button", "Make a sign-in link")
    team = walk.come_in(operator.page.get_by_label("The link for").input_value())

    bring_in_people(team, tmp_path)
    coach = walk.open_for(team, "femi.walsh@example.org")
    leader = walk.open_for(team, "soraya.singh@nhs.example")
    learner = walk.open_for(team, "oluwaseun.baptiste@example.org")

    propose(team, "Femi Walsh", "Soraya Singh")
    say_yes(coach, "Soraya Singh")
    say_yes(leader, "Femi Walsh")
    meet(coach, leader)
    write_and_say(coach)

    learner.go("/")
    learner.press("link", "Learning")
    learner.page.get_by_text("What changed is how we start").wait_for()
    assert learner.page.get_by_text("Femi").count() == 0

    part(leader)


def meet(coach: Visit, leader: Visit) -> None:
    """Book a session, move it to a time that has been, and say that it took place."""
    soon = datetime.now(UTC) + timedelta(days=3)
    past = datetime.now(UTC) - timedelta(days=2)
    coach.go("/pairings")
    coach.press("link", "Soraya Singh", exact=False)
    coach.press("link", "Book a session")
    coach.set_time("Day", soon.strftime("%Y-%m-%d"))
    coach.set_time("Start", "14:00")
    coach.press("button", "Book ", exact=False)
    coach.page.get_by_text("Booked: ").first.wait_for()

    leader.go("/")
    leader.press("link", "Move or cancel")
    leader.heading("Move your session")
    leader.set_time("Day", past.strftime("%Y-%m-%d"))
    leader.press("button", "Move it to ", exact=False)
    leader.page.get_by_text("Moved: ").first.wait_for()
    leader.press("button", "Yes, we met", exact=False)
    leader.page.get_by_text("Good. If you like, say how it went.").first.wait_for()


def write_and_say(coach: Visit) -> None:
    coach.go("/pairings")
    coach.press("link", "Soraya Singh", exact=False)
    coach.press_first("main tbody a")
    coach.type_into("Your private note", "For nobody but me")
    coach.press("button", "Save my private note")
    coach.type_into("Your shared note", "Ten minutes without an agenda")
    coach.press("button", "Save our shared note")
    for reader in ("Soraya", "The programme team", "The learning partners"):
        coach.press("link", "Say how it went")
        coach.pick(reader)
        coach.type_into("Anything else?", "What changed is how we start", exact=False)
        coach.press("button", "Send it to ", exact=False)
        coach.page.get_by_text("Thank you. ").first.wait_for()
        coach.back_to_session()


def part(leader: Visit) -> None:
    leader.go("/pairings")
    leader.press("link", "Femi Walsh", exact=False)
    for button, yes, told in (
        ("Take a break", "Start the break", "You are taking a break. Rest well."),
        ("Start again", "Start again", "Welcome back."),
        ("Bring it to an end", "End it", "It has come to an end."),
    ):
        leader.press("button", button)
        leader.page.get_by_role("dialog").wait_for()
        leader.press("button", yes, within="dialog")
        leader.page.get_by_text(told).first.wait_for()
