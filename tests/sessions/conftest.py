"""Booking sessions: at a day that is free, by whoever is to meet."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from tests.cast import NOW
from tests.undoing import undoing

from alongside.core.clock import use_clock

DAY = datetime(2031, 5, 7, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(words):
    """Read the time of a day on which nobody of the cast has anything on."""
    hours, _, minutes = words.partition(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def booking(pairing_id, starts_at, ends_at=None, **more):
    ends_at = ends_at or starts_at + HOUR
    return {
        "pairing_id": str(pairing_id), "mode": "video", "place": "Room 4",
        "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat(),
    } | more  # fmt: skip


def when(answer):
    """Read from when to when a session is, as instants."""
    view = answer.json()
    return tuple(datetime.fromisoformat(view[name]) for name in ("starts_at", "ends_at"))


@pytest.fixture
def book(api, cast):
    """Ask for a session: Amara with Ben, if nothing else is said."""

    def asking(starts_at, ends_at=None, *, who=None, pairing=None, **more):
        sent = booking(pairing or cast.pairing.id, starts_at, ends_at, **more)
        return api.as_(who or cast.amara).post("/sessions", sent)

    return asking


@pytest.fixture
def pair_up(api, cast):
    """Give an active pairing of two people of the cast: its id."""

    def pairing(coach, leader, coach_id=None, leader_id=None, by=None, programme=None):
        sent = {
            "programme_id": str(programme or cast.programme.id),
            "coach_id": coach_id or coach.id, "leader_id": leader_id or leader.id,
        }  # fmt: skip
        made = api.as_(by or cast.efe).post("/pairings", sent).json()["id"]
        for member in (coach, leader):
            assert api.as_(member).post(f"/pairings/{made}/accept").status_code == 200
        return made

    return pairing


@pytest.fixture
def take_in(api):
    """Let somebody who is known come in as something else too: the id of that participant."""

    def taking_in(by, programme_id, member, role):
        body = {
            "programme_id": str(programme_id), "role": role, "given_name": member.name,
            "family_name": "Example", "email": f"{member.name}@example.org",
        }  # fmt: skip
        return api.as_(by).post("/participants", body).json()["id"]

    return taking_in


@pytest.fixture
def undone(api):
    """Give a block that leaves nothing behind: `with undone(): …`."""
    return partial(undoing, api)


@pytest.fixture
def it_is():
    """Say what time it is, until the end of the test."""
    before = use_clock(lambda: NOW)
    yield lambda instant: use_clock(lambda: instant)
    use_clock(before)
