"""How long a session may be, and that nobody is in two at once."""

from datetime import timedelta

import pytest
from tests.answers import codes, said
from tests.sessions.conftest import DAY, HOUR, MINUTE, at, booking, when

SECOND, MOMENT = timedelta(seconds=1), timedelta(microseconds=1)
LENGTHS = [
    (10 * MINUTE, True), (10 * MINUTE - MOMENT, False), (10 * MINUTE - SECOND, False),
    (8 * HOUR, True), (8 * HOUR + MOMENT, False), (8 * HOUR + SECOND, False),
    (timedelta(0), False), (-HOUR, False), (timedelta(days=1, hours=1), False),
]  # fmt: skip


@pytest.mark.parametrize(("length", "fine"), LENGTHS)
def test_it_lasts_from_ten_minutes_to_eight_hours(book, length, fine):
    answer = book(at("10:00"), at("10:00") + length)

    if fine:
        assert answer.status_code == 201
        assert when(answer) == (at("10:00"), at("10:00") + length)
    else:
        assert answer.status_code == 422
        assert codes(answer) == [("/ends_at", "session_length")]


@pytest.mark.parametrize("moved", ["starts_at", "ends_at", "both"])
@pytest.mark.parametrize(("length", "fine"), LENGTHS)
def test_it_does_so_after_a_move_too(api, cast, book, length, fine, moved):
    booked = book(at("10:00"), at("14:00")).json()
    change = {
        "starts_at": {"starts_at": at("14:00") - length},
        "ends_at": {"ends_at": at("10:00") + length},
        "both": {"starts_at": at("20:00"), "ends_at": at("20:00") + length},
    }[moved]
    amara, path = api.as_(cast.amara), f"/sessions/{booked['id']}"

    answer = amara.patch(path, {name: one.isoformat() for name, one in change.items()})

    if fine:
        assert answer.status_code == 200
        began, ended = when(answer)
        assert ended - began == length
    else:
        assert answer.status_code == 422
        assert codes(answer) == [("/ends_at", "session_length")]
        assert amara.get(path).json() == booked


# Amara and Ben have a session from 10:00 to 12:00. When another is asked for, and whether that is
# too close.
OTHERS = [
    ("09:00", "10:00", True), ("12:00", "13:00", True), ("07:00", "09:59", True),
    ("09:00", "10:01", False), ("11:59", "13:00", False), ("10:00", "12:00", False),
    ("10:30", "11:30", False), ("09:00", "13:00", False), ("10:00", "10:10", False),
    ("11:50", "12:00", False),
]  # fmt: skip
# Who they would be with: the two again, one of them with somebody else, or others.
PAIRS = ["the same two", "the same coach", "the same leader", "coach there, leader here", "others"]


@pytest.fixture
def pair(cast, pair_up, take_in):
    """Give the pairing in which another session is asked for."""
    hana, idris, amara, ben = cast.hana, cast.idris, cast.amara, cast.ben

    def choosing(which):
        if which == "the same two":
            return cast.pairing.id
        if which == "coach there, leader here":
            as_leader = take_in(cast.efe, cast.programme.id, amara, "leader")
            return pair_up(hana, amara, leader_id=as_leader)
        two = {"the same coach": (amara, idris), "the same leader": (hana, ben)}
        return pair_up(*two.get(which, (cast.pia, idris)))

    return choosing


@pytest.mark.parametrize("which", PAIRS)
def test_nobody_is_in_two_at_once(api, cast, book, pair, undone, which):
    book(at("10:00"), at("12:00"))
    pairing = pair(which)

    for starts, ends, free in OTHERS:
        with undone():
            answer = book(at(starts), at(ends), who=cast.efe, pairing=pairing)
            if free or which == "others":
                assert answer.status_code == 201, (starts, ends)
            else:
                assert (answer.status_code, answer.json()["code"]) == (409, "time_taken")


def test_what_is_on_in_another_programme_is_not_told_here(api, cast, book, pair_up, take_in):
    """Amara coaches elsewhere, too. That is nobody's business here, not by a refusal either."""
    as_coach = take_in(cast.jo, cast.elsewhere.id, cast.amara, "coach")
    there = pair_up(
        cast.amara, cast.lena, coach_id=as_coach, by=cast.jo, programme=cast.elsewhere.id
    )
    assert book(at("10:00"), pairing=there).status_code == 201

    assert book(at("10:00"), who=cast.ben).status_code == 201


@pytest.mark.parametrize(
    ("step", "free"),
    [
        (None, False),
        (("record", {"held": True}), False),
        (("record", {"held": False}), True),
        (("cancel", None), True),
    ],
)
def test_what_is_off_frees_the_time_of_both(api, cast, book, pair_up, it_is, step, free):
    first = book(at("10:00")).json()["id"]
    it_is(at("10:00"))
    if step:
        assert api.as_(cast.ben).post(f"/sessions/{first}/{step[0]}", step[1]).is_success

    for pairing in (pair_up(cast.amara, cast.idris), pair_up(cast.hana, cast.ben)):
        answer = book(at("10:00"), who=cast.efe, pairing=pairing)
        assert answer.status_code == (201 if free else 409)


def test_a_move_may_overlap_where_it_was(api, cast, book):
    path = f"/sessions/{book(at('10:00'), at('12:00')).json()['id']}"
    amara = api.as_(cast.amara)

    for starts, ends in (("11:00", "13:00"), ("10:30", "11:30"), ("10:00", "14:00")):
        sent = {"starts_at": at(starts).isoformat(), "ends_at": at(ends).isoformat()}
        answer = amara.patch(path, sent)
        assert answer.status_code == 200
        assert when(answer) == (at(starts), at(ends))


def test_a_move_takes_the_new_time_and_frees_the_old(api, cast, book):
    path = f"/sessions/{book(at('10:00')).json()['id']}"
    sent = {"starts_at": at("14:00").isoformat(), "ends_at": at("15:00").isoformat()}
    api.as_(cast.ben).patch(path, sent)

    assert book(at("14:30")).json()["code"] == "time_taken"
    assert book(at("10:00")).status_code == 201


def test_a_move_onto_another_is_refused_and_changes_nothing(api, cast, book, pair_up):
    other = pair_up(cast.hana, cast.ben)
    book(at("14:00"), who=cast.hana, pairing=other)
    path = f"/sessions/{book(at('10:00')).json()['id']}"
    amara = api.as_(cast.amara)
    before = said(amara.get(path))
    sent = {"starts_at": at("14:30").isoformat(), "ends_at": at("15:30").isoformat()}

    answer = amara.patch(path, sent)

    assert (answer.status_code, answer.json()["code"]) == (409, "time_taken")
    assert "Hana" not in answer.text
    assert said(amara.get(path)) == before
    assert book(at("10:30")).json()["code"] == "time_taken"
    back_to_back = {"starts_at": at("15:00").isoformat(), "ends_at": at("16:00").isoformat()}
    assert amara.patch(path, back_to_back).status_code == 200


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
@pytest.mark.parametrize(
    "value",
    [
        None, "", "tomorrow", "2031-05-07", "2031-05-07T10:00:00", 1936000000, "1936000000",
        "2031-02-30T10:00:00Z", "2031-05-07T25:00:00Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00", "2031-05-07T10:00:00+25:00", "1989-12-31T23:59:59Z",
        "2200-01-01T00:00:01Z", ["2031-05-07T10:00:00Z"],
    ],
)  # fmt: skip
def test_what_is_no_instant_is_refused(api, cast, field, value):
    sent = booking(cast.pairing.id, at("10:00")) | {field: value}

    answer = api.as_(cast.amara).post("/sessions", sent)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [f"/{field}"]


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("mode", None, "/mode"), ("mode", "telepathy", "/mode"), ("mode", "", "/mode"),
        ("place", None, "/place"), ("place", "x" * 4001, "/place"), ("place", "a\0b", "/place"),
        ("pairing_id", None, "/pairing_id"), ("pairing_id", "x", "/pairing_id"),
        ("state", "held", "/state"), ("time_zone", "Europe/Rome", "/time_zone"),
        ("coach_id", str(DAY), "/coach_id"),
    ],
)  # fmt: skip
def test_what_else_cannot_be_kept_is_refused(api, cast, field, value, pointer):
    sent = booking(cast.pairing.id, at("10:00")) | {field: value}

    answer = api.as_(cast.amara).post("/sessions", sent)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [pointer]


@pytest.mark.parametrize("place", ["", "x" * 4000, "Line one\nLine two", "https://meet.example/é"])
def test_a_place_is_text_and_may_be_empty(book, place):
    answer = book(at("10:00"), place=place)

    assert (answer.status_code, answer.json()["place"]) == (201, place)


def test_a_place_need_not_be_named(api, cast):
    sent = booking(cast.pairing.id, at("10:00"))
    del sent["place"]

    assert api.as_(cast.amara).post("/sessions", sent).json()["place"] == ""
