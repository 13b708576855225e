"""Pausing and ending cancel what is to come, keep what has been, and let nothing new begin."""

from datetime import timedelta

import pytest
from tests.cast import NOW

STOPS = [("amara", "pause"), ("ben", "pause"), ("efe", "pause"), ("amara", "end"), ("efe", "end")]
TEXT = {"text": "What we said"}


def booking(cast, starts_at, **more):
    body = {"pairing_id": str(cast.pairing.id), "mode": "video", "place": "Room 4"}
    ends_at = starts_at + timedelta(minutes=40)
    return body | {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()} | more


@pytest.fixture
def book(api, cast):
    def booking_at(starts_at, **more):
        made = api.as_(cast.amara).post("/sessions", booking(cast, starts_at, **more))
        assert made.status_code == 201
        return made.json()["id"]

    return booking_at


@pytest.fixture
def stop(api, cast):
    def stopping(who, action):
        path = f"/pairings/{cast.pairing.id}/{action}"
        assert api.as_(getattr(cast, who)).post(path).status_code == 200

    return stopping


@pytest.fixture
def sessions(api, book):
    """Give one session of every kind that there can be, by what is expected of it."""
    return {
        "coming": book(NOW + timedelta(days=2)),
        "in an hour": book(NOW + timedelta(hours=1)),
        "under way": book(NOW - timedelta(minutes=45)),
        "past, nothing said": book(NOW - timedelta(days=2)),
        "called off": book(NOW + timedelta(days=3)),
        "did not happen": book(NOW - timedelta(days=4)),
    }


@pytest.mark.parametrize(("who", "action"), STOPS)
def test_what_is_to_come_is_cancelled_and_what_has_been_stays(
    api, cast, sessions, stop, who, action
):
    amara = api.as_(cast.amara)
    amara.post(f"/sessions/{sessions['called off']}/cancel")
    amara.post(f"/sessions/{sessions['did not happen']}/record", {"held": False})

    stop(who, action)

    states = {one: amara.get(f"/sessions/{key}").json()["state"] for one, key in sessions.items()}
    assert states == {
        "coming": "cancelled",
        "in an hour": "cancelled",
        "under way": "booked",
        "past, nothing said": "booked",
        "called off": "cancelled",
        "did not happen": "not_held",
    }
    assert amara.get(f"/sessions/{cast.held.id}").json()["state"] == "held"
    assert amara.get(f"/sessions/{cast.booked.id}").json()["state"] == "cancelled"
    assert api.as_(cast.kofi).get(f"/sessions/{cast.their_session.id}").json()["state"] == "held"


@pytest.mark.parametrize(("who", "action"), STOPS)
def test_nothing_new_begins(api, cast, stop, who, action):
    amara, held = api.as_(cast.amara), f"/sessions/{cast.held.id}"
    amara.put(f"{held}/private-note", {"text": "Before"})
    seen = amara.get(f"{held}/shared-note").headers["etag"]
    amara.put(f"{held}/shared-note", {"text": "Ours, before"}, headers={"If-Match": seen})
    stop(who, action)

    for member in (cast.amara, cast.ben, cast.efe):
        for at in (NOW + timedelta(days=20), NOW - timedelta(days=20)):
            answer = api.as_(member).post("/sessions", booking(cast, at))
            assert (answer.status_code, answer.json()["code"]) == (409, "pairing_not_active")
    for member in map(api.as_, (cast.amara, cast.ben)):
        for kind in ("private-note", "shared-note"):
            seen = member.get(f"{held}/{kind}").headers["etag"]
            answer = member.put(f"{held}/{kind}", TEXT, headers={"If-Match": seen})
            assert (answer.status_code, answer.json()["code"]) == (409, "pairing_not_active")
    assert amara.get(f"{held}/private-note").json()["text"] == "Before"
    assert api.as_(cast.ben).get(f"{held}/shared-note").json()["text"] == "Ours, before"


@pytest.mark.parametrize(("who", "action"), STOPS)
def test_what_has_begun_is_still_said_to_have_been_held(api, cast, book, stop, who, action):
    begun, other = book(NOW - timedelta(minutes=45)), book(NOW - timedelta(days=2))
    stop(who, action)
    ben = api.as_(cast.ben)

    moved = ben.patch(f"/sessions/{begun}", {"place": "Elsewhere"})
    assert (moved.status_code, moved.json()["code"]) == (409, "pairing_not_active")
    assert ben.post(f"/sessions/{begun}/record", {"held": True}).json()["state"] == "held"
    assert ben.post(f"/sessions/{other}/record", {"held": False}).json()["state"] == "not_held"


def test_after_a_break_what_was_cancelled_stays_so_and_new_ones_are_booked(api, cast, book, stop):
    stop("amara", "pause")
    stop("ben", "resume")

    assert api.as_(cast.ben).get(f"/sessions/{cast.booked.id}").json()["state"] == "cancelled"
    again = book(cast.booked.starts_at)
    assert api.as_(cast.ben).get(f"/sessions/{again}").json()["state"] == "booked"
    written = api.as_(cast.ben).put(f"/sessions/{again}/private-note", TEXT)
    assert written.status_code == 200


@pytest.mark.parametrize("action", ["pause", "end"])
def test_the_time_is_free_for_others_at_once(api, cast, stop, propose, action):
    efe = api.as_(cast.efe)
    other = propose(cast.efe, cast.amara.id, cast.idris.id).json()["id"]
    for member in (cast.amara, cast.idris):
        api.as_(member).post(f"/pairings/{other}/accept")
    wanted = booking(cast, cast.booked.starts_at, pairing_id=other)
    assert efe.post("/sessions", wanted).json()["code"] == "time_taken"

    stop("ben", action)

    assert efe.post("/sessions", wanted).status_code == 201


def test_when_a_member_leaves_it_ends_and_what_is_to_come_is_cancelled(api, cast, book):
    under_way = book(NOW - timedelta(minutes=45))

    ended = api.as_(cast.efe).post(f"/participants/{cast.ben.id}/end")

    amara = api.as_(cast.amara)
    assert ended.status_code == 200
    assert amara.get(f"/pairings/{cast.pairing.id}").json()["state"] == "ended"
    assert amara.get(f"/sessions/{cast.booked.id}").json()["state"] == "cancelled"
    assert amara.get(f"/sessions/{under_way}").json()["state"] == "booked"
    assert api.as_(cast.ben).get("/sessions").json()["items"] == []
