"""Beside every box for a text, and every text that is shown, the page says who can see it."""

import pytest
from playwright.sync_api import Browser
from tests.figures import record
from tests.journeys.browsing import Visit, visiting
from tests.journeys.live import Live
from tests.journeys.places import EVERYBODY, Place, every_place

THIS, THESE = "Who can see this: ", "Who can see these: "
# Each box as it is read out: its label, and all that describes it.
BOXES = """() => [...document.querySelectorAll("main :is(textarea, input[type=text],"
  + " input[type=tel], input[type=email], input[type=file])")].map(box => [
    box.labels[0]?.textContent ?? "",
    (box.getAttribute("aria-describedby") ?? "").split(" ")
      .map(id => document.getElementById(id)?.textContent ?? "").join(" ")])"""
# Each text that somebody wrote, and what stands nearest about its readers: its own, or what is
# said once of all facts of its section.
TEXTS = """() => [...document.querySelectorAll("main .words")].map(text => [
  text.textContent.slice(0, 60),
  (text.closest("dd, li, article, figure, .need, .note, section, form")?.querySelector(".reads")
    ?? [...text.closest("section")?.querySelectorAll(".reads") ?? []]
      .find(one => one.textContent.startsWith("Who can see these: "))
  )?.textContent ?? ""])"""
# Boxes for no text: addresses, codes.
NO_TEXTS = {"Their email address", "Its code (if you like)"}


def looked_at(visit: Visit, place: Place, script: str) -> list[tuple[str, str, str]]:
    found = visit.page.evaluate(script)
    return [(place.name, told, beside) for told, beside in found]


def is_said(beside: str) -> bool:
    return THIS in beside or THESE in beside


@pytest.fixture(scope="module")
def seen(demo: Live, browser: Browser) -> tuple[list[tuple[str, str, str]], ...]:
    boxes, texts = [], []
    places = every_place(demo.address)
    for who in EVERYBODY:
        with visiting(browser, demo.address) as visit:
            visit.expected = {"401", "404"}
            visit.come_in(f"{who}@demo.example")
            for place in places:
                if place.who == who:
                    visit.go(place.path)
                    visit.wait_for_all()
                    boxes += looked_at(visit, place, BOXES)
                    texts += looked_at(visit, place, TEXTS)
    return boxes, texts


@pytest.mark.browser
def test_every_box_for_a_text_is_described_by_who_can_see_it(seen):
    boxes = [one for one in seen[0] if one[1] not in NO_TEXTS]
    record("AUDIENCE", "boxes that say who can see what is written", len(boxes))

    assert [(place, label) for place, label, beside in boxes if not is_said(beside)] == []
    written = {label for _, label, _ in boxes}
    assert {"Your private note", "Your shared note", "What is the tie?", "First name"} <= written
    assert {"Name as they like to be called", "Your name, as you like to be called here"} <= written
    forms = {place for place, _, _ in boxes}
    assert {
        "book-coach", "move-coach", "give-feedback-leader", "session-held-coach", "change-me",
        "ties", "add-person", "change-person", "change-programme", "make-programme", "import",
    } <= forms  # fmt: skip


@pytest.mark.browser
def test_every_text_that_is_shown_stands_beside_who_can_see_it(seen):
    record("AUDIENCE", "texts shown with who can see them", len(seen[1]))

    assert [(place, words) for place, words, beside in seen[1] if not is_said(beside)] == []
    pages = {place for place, _, _ in seen[1]}
    assert {"home-coach", "proposal", "about-me", "person", "offered", "programme"} <= pages


@pytest.mark.browser
def test_what_is_the_same_for_several_is_said_once(seen):
    for place in ("change-me", "add-person", "change-person"):
        beside = {label: told for name, label, told in seen[0] if name == place}
        alike = [told for told in beside.values() if THESE in told]
        record("AUDIENCE", f"boxes of {place} described by one line", len(alike))
        assert len(alike) > 1
        assert all(THIS not in told for told in alike)


@pytest.mark.browser
def test_what_the_page_says_is_what_the_api_says(demo: Live, browser: Browser):
    (place,) = [one for one in every_place(demo.address) if one.name == "change-me"]
    with visiting(browser, demo.address) as visit:
        visit.expected = {"401"}
        visit.come_in("coach@demo.example")
        with visit.page.expect_response("**/api/v1/participants/*") as answer:
            visit.go(place.path)
        readers = answer.value.json()["readers"]
        box = visit.page.get_by_label("What helps you take part", exact=False)
        described = box.first.evaluate(
            "box => box.getAttribute('aria-describedby').split(' ')"
            ".map(id => document.getElementById(id)?.textContent ?? '').join(' ')"
        )

    assert readers["access_needs"][0] == "You"
    assert all(name in described for name in readers["access_needs"][:3])
