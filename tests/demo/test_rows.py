import hashlib
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from alongside.demo import rows as making
from alongside.demo.rows import make_rows
from alongside.demo.script import read_script
from alongside.models import (
    Feedback,
    Note,
    Pairing,
    Participant,
    Person,
    Programme,
    Session,
    SessionPerson,
    SessionState,
)

LONDON = ZoneInfo("Europe/London")
FEW_DAYS = [date(2026, 1, 1) + timedelta(days=13 * step) for step in range(60)]
HARD_DAYS = [
    *(date(2026, 12, 18) + timedelta(days=step) for step in range(24)),  # over the holidays
    *(date(2027, 3, 24) + timedelta(days=step) for step in range(9)),  # the clocks go forward
    *(date(2027, 10, 28) + timedelta(days=step) for step in range(9)),  # and back
    date(2028, 2, 29),
]
TEXTS = ("text", "topics", "access_needs", "place", "display_name", "aims")


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "read_script", lru_cache(read_script))
        yield


@lru_cache
def rows_of(model, today=date(2026, 11, 23)):
    return [row for kind, rows in make_rows(today) if kind is model for row in rows]


def every_text():
    return [
        row[name]
        for _, rows in make_rows(date(2026, 11, 23))
        for row in rows
        for name in TEXTS
        if row.get(name)
    ]


def people(**wanted):
    return [
        row
        for row in rows_of(Participant)
        if all(row[name] == value for name, value in wanted.items())
    ]


def first_programme(rows):
    return [row for row in rows if row["programme_id"] == rows_of(Programme)[0]["id"]]


def test_the_same_day_gives_the_same_rows_in_every_process():
    asked = (
        "import datetime, hashlib; from alongside.demo.rows import make_rows;"
        "print(hashlib.sha256(repr(make_rows(datetime.date(2027, 5, 4))).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    ours = hashlib.sha256(repr(make_rows(date(2027, 5, 4))).encode()).hexdigest()

    assert other.stdout.strip() == ours


def test_everybody_is_there():
    side_by_side = Counter(row["role"] for row in first_programme(rows_of(Participant)))
    small_start = Counter(row["role"] for row in rows_of(Participant)) - side_by_side

    assert side_by_side == {"coach": 24, "leader": 20, "coordinator": 3, "learning_partner": 3}
    assert small_start == {"coach": 5, "leader": 3, "coordinator": 1}
    assert len(first_programme(rows_of(Session))) == 132
    assert len(first_programme(rows_of(Feedback))) == 118


def test_people_are_as_different_as_people_are():
    assert len(people(lived_experience=True)) == 2
    assert len([one for one in people() if one["email"] is None]) >= 3
    assert len([one for one in people() if one["joined_at"] is None]) >= 4
    assert len([one for one in people() if one["access_needs"]]) >= 20
    assert {one["display_name"] for one in people(safeguarding_lead=True)} == {
        "Ruth Adeyemi", "Lowri Evans",
    }  # fmt: skip
    assert {row["state"].value for row in rows_of(Pairing)} == {
        "proposed", "active", "paused", "ended", "declined",
    }  # fmt: skip


def test_texts_are_as_different_as_texts_are():
    texts = every_text()

    assert max(map(len, texts)) > 2500
    assert "Lighter." in texts
    assert any(unicodedata.bidirectional(text[0]) == "AL" for text in texts)
    assert any("😊" in text for text in texts)
    assert any("aksed" in text for text in texts)
    assert any("Cymraeg" in text for text in texts)


def test_everything_fits_where_it_is_kept():
    for _, rows in make_rows(date(2026, 11, 23)):
        for row in rows:
            assert len(row.get("text") or "") <= 4000
            assert len(row.get("display_name") or "") <= 200


def test_everybody_is_of_the_demo_and_can_be_reached_nowhere_else():
    assert all(row["demo"] for row in rows_of(Person))
    assert [row["display_name"] for row in rows_of(Person) if row["operator"]] == ["Kit Rowan"]
    addresses = [row["email"] for row in rows_of(Person) if row["email"]]
    assert all(one.endswith("@demo.example") for one in addresses)
    assert len(set(addresses)) == len(addresses)


def sessions_of(email, today):
    (who,) = [row["id"] for row in rows_of(Participant, today) if row["email"] == email]
    found = [row for row in rows_of(Session, today) if who in (row["coach_id"], row["leader_id"])]
    return sorted(found, key=lambda row: row["starts_at"])


@pytest.mark.parametrize("today", FEW_DAYS + HARD_DAYS, ids=str)
def test_on_every_day_of_loading_the_past_is_past_and_what_comes_is_to_come(today):
    begins = datetime.combine(today, datetime.min.time(), LONDON).astimezone(UTC)

    for row in rows_of(Session, today):
        local = row["starts_at"].astimezone(LONDON)
        is_over = row["ends_at"] < begins
        assert local.weekday() < 5
        assert 8 <= local.hour <= 19
        assert is_over or local.date() > today
        assert is_over or row["state"] in (SessionState.BOOKED, SessionState.CANCELLED)
        assert row["created_at"] < begins
        assert row["created_at"] < row["starts_at"]
    for model, told_at in ((Feedback, "created_at"), (Note, "changed_at")):
        ended = {row["id"]: row["ends_at"] for row in rows_of(Session, today)}
        assert all(
            ended[row["session_id"]] < row[told_at] < begins for row in rows_of(model, today)
        )


@pytest.mark.parametrize("today", FEW_DAYS + HARD_DAYS, ids=str)
def test_nobody_is_in_two_places_whenever_it_is_loaded(today):
    taken = {}
    for row in rows_of(SessionPerson, today):
        if row["blocking"]:
            taken.setdefault((row["programme_id"], row["person_id"]), []).append(row["during"])
    for times in taken.values():
        times.sort(key=lambda during: during.lower)
        assert all(a.upper <= b.lower for a, b in pairwise(times))


@pytest.mark.parametrize("today", FEW_DAYS + HARD_DAYS, ids=str)
def test_the_two_who_try_it_have_met_three_times_and_meet_again(today):
    for email in ("coach@demo.example", "leader@demo.example"):
        states = [row["state"].value for row in sessions_of(email, today)]

        assert states == ["held", "held", "held", "booked"]


@pytest.mark.parametrize("today", HARD_DAYS, ids=str)
def test_people_came_before_they_were_paired(today):
    came = {row["id"]: row["created_at"] for row in rows_of(Participant, today)}

    assert all(
        max(came[row["coach_id"]], came[row["leader_id"]]) < row["created_at"]
        for row in rows_of(Pairing, today)
    )
