"""The rows of what people do together: pairings, sessions, and the time that these take."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import Range

from alongside.demo.chance import Chance
from alongside.demo.days import DAY, instant, meeting_days
from alongside.demo.script import Pair
from alongside.models import Mode, PairingState, SessionState
from alongside.models.pairing import TOGETHER
from alongside.models.session import BLOCKING

Row = dict[str, Any]
STATES = {
    "h": SessionState.HELD,
    "n": SessionState.NOT_HELD,
    "x": SessionState.CANCELLED,
    "b": SessionState.BOOKED,
}
LAST_NIGHT = timedelta(minutes=40)
SLEPT_ON_IT = timedelta(hours=20)  # until a coach has said yes


@dataclass
class Together:
    """What one pair does in one programme: its pairing, and its sessions in order of time."""

    pair: Pair
    people: dict[str, Row]
    pairing: Row
    sessions: list[Row]


def midnight(today: date) -> datetime:
    return instant(today, "00:00")


def not_yet_today(at: datetime, today: date) -> datetime:
    """Keep what has happened before today, so that nothing in the demo comes from the future."""
    return min(at, midnight(today) - LAST_NIGHT)


def bring_together(
    pair: Pair, participants: dict[str, Row], chance: Chance, today: date
) -> Together:
    people = {"coach": participants[pair.coach], "leader": participants[pair.leader]}
    days = meeting_days(pair, today)
    began = instant(days[0][0], pair.hour) - 12 * DAY if days else None
    pairing = _pairing(pair, people, began, chance, today)
    sessions = [_session(pair, pairing, meeting, chance, today) for meeting in days]
    return Together(pair, people, pairing, sessions)


def _pairing(
    pair: Pair, people: dict[str, Row], began: datetime | None, chance: Chance, today: date
) -> Row:
    state = PairingState(pair.state)
    both_agreed = state in (*TOGETHER, PairingState.ENDED)
    at = (began or midnight(today)) - chance.pause(60, 200)
    asked = both_agreed or pair.coach_accepted
    return {
        "programme_id": people["coach"]["programme_id"],
        "id": chance.secret_id(),
        "coach_id": people["coach"]["id"],
        "leader_id": people["leader"]["id"],
        "state": state,
        "coach_accepted": asked,
        "leader_asked": asked,
        "leader_asked_at": at + SLEPT_ON_IT if asked else None,
        "started_at": began if both_agreed else None,
        "created_at": at,
    }


def of_pairing(pairing: Row) -> Row:
    """Give the columns that tie a row to its pairing."""
    return {
        "programme_id": pairing["programme_id"],
        "pairing_id": pairing["id"],
        "coach_id": pairing["coach_id"],
        "leader_id": pairing["leader_id"],
    }


def _session(
    pair: Pair, pairing: Row, meeting: tuple[date, str], chance: Chance, today: date
) -> Row:
    day, letter = meeting
    starts_at = instant(day, pair.hour)
    at = not_yet_today(starts_at - chance.pause(170, 250), today)
    return of_pairing(pairing) | {
        "id": chance.id_at(at),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=pair.minutes),
        "mode": Mode(pair.mode),
        "place": pair.place,
        "state": STATES[letter],
        "created_at": at,
    }


def time_taken(together: Together) -> list[Row]:
    """Give the time that each of the two gives to each session."""
    return [
        {
            "programme_id": session["programme_id"],
            "session_id": session["id"],
            "person_id": who["person_id"],
            "participant_id": who["id"],
            "during": Range(session["starts_at"], session["ends_at"], bounds="[)"),
            "blocking": session["state"] in BLOCKING,
        }
        for session in together.sessions
        for who in together.people.values()
    ]
