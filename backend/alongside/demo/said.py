"""The rows of what people wrote: notes, feedback, declarations."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from alongside.demo.chance import Chance
from alongside.demo.meetings import Together, not_yet_today, of_pairing
from alongside.demo.script import Offer, Said
from alongside.models import Audience, Role, SessionState
from alongside.models.feedback import ANSWERS

Row = dict[str, Any]
SAME_EVENING = timedelta(hours=3)


def note_rows(together: Together, chance: Chance, today: date) -> list[Row]:
    rows = []
    for note in together.pair.notes:
        session = together.sessions[note.session - 1]
        joint = note.by == "both"
        rows.append(
            of_pairing(together.pairing)
            | {
                "id": chance.secret_id(),
                "session_id": session["id"],
                "audience": Audience.PAIRING if joint else Audience.PRIVATE,
                "author_id": None if joint else together.people[note.by]["id"],
                "text": note.text,
                "changed_at": not_yet_today(session["ends_at"] + SAME_EVENING, today),
            }
        )
    return rows


def feedback_rows(
    offer: Offer, everybody: Sequence[Together], chance: Chance, today: date
) -> list[Row]:
    """Give what was written, and around it, as many people do, answers without a word."""
    rows = [
        _feedback(together, said, chance, today)
        for together in everybody
        for said in together.pair.said
    ]
    silent = list(_silent(everybody, chance))
    chance.random.shuffle(silent)
    return rows + [_feedback(*one, chance, today) for one in silent[: offer.feedback - len(rows)]]


def _silent(everybody: Sequence[Together], chance: Chance) -> Iterator[tuple[Together, Said]]:
    """Give every piece of feedback that nobody wrote; the first pair's are all written out."""
    for together in everybody[1:]:
        told = {(said.session, said.by, said.to) for said in together.pair.said}
        for number, session in enumerate(together.sessions, 1):
            for by in ("coach", "leader"):
                for to in (Audience.PAIRING, Audience.TEAM):
                    if session["state"] is SessionState.HELD and (number, by, to) not in told:
                        yield together, Said(number, by, to, answers=chance.answers())


def _feedback(together: Together, said: Said, chance: Chance, today: date) -> Row:
    session, author = together.sessions[said.session - 1], together.people[said.by]
    given = [None if answer == "-" else int(answer) for answer in said.answers]
    return of_pairing(together.pairing) | {
        "id": chance.secret_id(),
        "session_id": session["id"],
        "author_id": author["id"],
        "audience": Audience(said.to),
        **dict(zip(ANSWERS, given, strict=True)),
        "text": said.text,
        "offered_id": chance.secret_id(),
        "pseudonym": author["pseudonym"],
        "author_role": Role(said.by).value,
        "created_at": not_yet_today(session["ends_at"] + chance.pause(1, 40), today),
    }


def declaration_rows(offer: Offer, participants: dict[str, Row], chance: Chance) -> list[Row]:
    return [
        {
            "programme_id": participants[one["by"]]["programme_id"],
            "id": chance.secret_id(),
            "participant_id": participants[one["by"]]["id"],
            "text": one["text"],
            "created_at": participants[one["by"]]["created_at"] + chance.pause(1, 100),
        }
        for one in offer.declarations
    ]
