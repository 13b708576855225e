"""The two nights of the year on which the clocks change, in three time zones."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.answers import codes
from tests.sessions.conftest import MINUTE, when

LONDON, NEW_YORK, LORD_HOWE = "Europe/London", "America/New_York", "Australia/Lord_Howe"

# The zone, the local night, from when to when by the clock on the wall, and how long that is.
NIGHTS = [
    (LONDON, "2027-03-28", "00:30", "09:00", "7:30"),
    (LONDON, "2027-03-28", "00:00", "09:00", "8:00"),
    (LONDON, "2027-03-28", "00:00", "09:01", "8:01"),
    (LONDON, "2027-03-28", "00:59", "02:09", "0:10"),
    (LONDON, "2027-03-28", "00:59", "02:08", "0:09"),
    (LONDON, "2027-10-31", "00:30", "09:00", "9:30"),
    (LONDON, "2027-10-31", "00:30", "07:30", "8:00"),
    (LONDON, "2027-10-31", "00:30", "07:31", "8:01"),
    (NEW_YORK, "2027-03-14", "01:30", "10:00", "7:30"),
    (NEW_YORK, "2027-11-07", "00:30", "09:00", "9:30"),
    (NEW_YORK, "2027-11-07", "00:30", "07:30", "8:00"),
    (LORD_HOWE, "2026-10-04", "00:30", "09:00", "8:00"),
    (LORD_HOWE, "2026-10-04", "00:30", "09:01", "8:01"),
    (LORD_HOWE, "2027-04-04", "00:30", "08:00", "8:00"),
    (LORD_HOWE, "2027-04-04", "00:30", "08:30", "8:30"),
]


def wall(zone, day, clock, fold=0):
    """Read a clock on the wall: an instant, with the offset that it has there then."""
    local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone), fold=fold)
    return datetime.fromisoformat(local.isoformat())


def elapsed(words):
    hours, minutes = words.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


@pytest.fixture
def live_in(api, cast):
    """Move the programme to a time zone."""

    def moving(zone):
        path = f"/programmes/{cast.programme.id}"
        assert api.as_(cast.efe).patch(path, {"time_zone": zone}).status_code == 200

    return moving


@pytest.mark.parametrize(("zone", "day", "starts", "ends", "length"), NIGHTS)
def test_a_session_is_as_long_as_it_takes(book, live_in, zone, day, starts, ends, length):
    live_in(zone)
    began, ended = wall(zone, day, starts), wall(zone, day, ends)

    answer = book(began, ended)

    if 10 * MINUTE <= elapsed(length) <= timedelta(hours=8):
        assert answer.status_code == 201
        assert when(answer) == (began, ended)
        assert when(answer)[1] - when(answer)[0] == elapsed(length)
        assert answer.json()["time_zone"] == zone
    else:
        assert answer.status_code == 422
        assert codes(answer) == [("/ends_at", "session_length")]


# The zone, the night, and the stretch that the clock on the wall shows twice.
DOUBLED = [
    (LONDON, "2027-10-31", "01:00", "02:00", "+01:00", "+00:00"),
    (NEW_YORK, "2027-11-07", "01:00", "02:00", "-04:00", "-05:00"),
    (LORD_HOWE, "2027-04-04", "01:30", "02:00", "+11:00", "+10:30"),
]


@pytest.mark.parametrize(("zone", "day", "starts", "ends", "before", "after"), DOUBLED)
def test_the_doubled_hour_is_two_hours_back_to_back(
    book, live_in, zone, day, starts, ends, before, after
):
    live_in(zone)
    instant = datetime.fromisoformat
    length = instant(f"{day}T{ends}") - instant(f"{day}T{starts}")
    first, second = (instant(f"{day}T{starts}:00{offset}") for offset in (before, after))
    assert (first, second) == (wall(zone, day, starts), wall(zone, day, starts, fold=1))

    booked = [book(first, first + length), book(second, second + length)]

    assert [one.status_code for one in booked] == [201, 201]
    assert [when(one) for one in booked] == [(first, second), (second, second + length)]
    again = book(first + length / 2, first + length / 2 + length)
    assert (again.status_code, again.json()["code"]) == (409, "time_taken")


# Instants that the clock on the wall never shows, or shows otherwise: as sent, and as in UTC.
SKIPPED = [
    (LONDON, "2027-03-28T01:30:00+00:00", "2027-03-28T01:30:00Z"),
    (LONDON, "2027-03-28T01:30:00+01:00", "2027-03-28T00:30:00Z"),
    (LONDON, "2027-03-28T02:30:00+01:00", "2027-03-28T01:30:00Z"),
    (NEW_YORK, "2027-03-14T02:30:00-05:00", "2027-03-14T07:30:00Z"),
    (NEW_YORK, "2027-03-14T02:30:00-04:00", "2027-03-14T06:30:00Z"),
    (LORD_HOWE, "2026-10-04T02:15:00+10:30", "2026-10-03T15:45:00Z"),
    (LORD_HOWE, "2026-10-04T02:15:00+11:00", "2026-10-03T15:15:00Z"),
    (LONDON, "2027-03-28T05:45:00.250+05:45", "2027-03-28T00:00:00.250000Z"),
]


@pytest.mark.parametrize(("zone", "sent", "kept"), SKIPPED)
def test_an_instant_comes_back_as_the_same_instant(api, cast, book, live_in, zone, sent, kept):
    live_in(zone)
    starts_at = datetime.fromisoformat(sent)

    view = book(starts_at, starts_at + 20 * MINUTE).json()

    assert (view["starts_at"], view["time_zone"]) == (kept, zone)
    narrow = {"from": sent, "to": (starts_at + MINUTE).isoformat()}
    listed = api.as_(cast.ben).get("/sessions", params=narrow).json()["items"]
    assert listed == [view | {"readers": None}]
    moved = api.as_(cast.ben).patch(f"/sessions/{view['id']}", {"starts_at": sent})
    assert moved.json()["starts_at"] == kept


def test_another_zone_moves_no_session(api, cast, live_in):
    path = f"/sessions/{cast.booked.id}"
    before = api.as_(cast.ben).get(path).json()

    live_in(LORD_HOWE)

    assert api.as_(cast.ben).get(path).json() == before | {"time_zone": LORD_HOWE}


def test_each_session_is_shown_with_the_zone_of_its_own_programme(api, cast, live_in):
    live_in(NEW_YORK)

    assert api.as_(cast.amara).get(f"/sessions/{cast.held.id}").json()["time_zone"] == NEW_YORK
    assert (
        api.as_(cast.kofi).get(f"/sessions/{cast.their_session.id}").json()["time_zone"] == LONDON
    )
    listed = api.as_(cast.jo).get("/sessions").json()["items"]
    assert {one["time_zone"] for one in listed} == {LONDON}
