"""Every row of the demo, for one day of loading: the same day gives the same rows."""

from datetime import date
from typing import Any

from alongside.demo.chance import Chance
from alongside.demo.days import WEEK, instant
from alongside.demo.meetings import bring_together, time_taken
from alongside.demo.people import (
    organisation_rows,
    participant_rows,
    person_rows,
    programme_row,
)
from alongside.demo.said import declaration_rows, feedback_rows, note_rows
from alongside.demo.script import Offer, read_script
from alongside.models import (
    Base,
    Declaration,
    Feedback,
    Note,
    Organisation,
    Pairing,
    Participant,
    Person,
    Programme,
    Session,
    SessionPerson,
)

Row = dict[str, Any]
Rows = list[tuple[type[Base], list[Row]]]
BEFORE_EVERYTHING = 40 * WEEK


def make_rows(today: date) -> Rows:
    """Give the rows of each table, in an order in which they may be inserted."""
    script, chance = read_script(), Chance()
    at = instant(today - BEFORE_EVERYTHING, "09:00")
    organisations = organisation_rows(script, chance, at)
    persons = person_rows(script, chance, at)
    rows: Rows = [(Organisation, [*organisations.values()]), (Person, [*persons.values()])]
    for offer in script.offers:
        rows += _programme(offer, (organisations, persons), chance, today)
    return rows


def _programme(
    offer: Offer, known: tuple[dict[str, Row], dict[str, Row]], chance: Chance, today: date
) -> Rows:
    programme = programme_row(offer, chance, today)
    people = participant_rows(offer, programme, known, chance)
    together = [bring_together(pair, people, chance, today) for pair in offer.pairs]
    return [
        (Programme, [programme]),
        (Participant, [*people.values()]),
        (Declaration, declaration_rows(offer, people, chance)),
        (Pairing, [one.pairing for one in together]),
        (Session, [session for one in together for session in one.sessions]),
        (SessionPerson, [taken for one in together for taken in time_taken(one)]),
        (Note, [note for one in together for note in note_rows(one, chance, today)]),
        (Feedback, feedback_rows(offer, together, chance, today)),
    ]
