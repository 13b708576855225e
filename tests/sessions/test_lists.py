"""Lists of sessions: by start, the latest first, narrowed by filters, steady page by page."""

from itertools import pairwise

import pytest
from tests.answers import NOBODYS, codes
from tests.sessions.conftest import HOUR, at

STARTS = ("08:00", "10:00", "12:00", "14:00")


@pytest.fixture
def booked(book):
    """Give four sessions of one day by the hour at which they start."""
    return {one: book(at(one)).json()["id"] for one in STARTS}


@pytest.fixture
def listed(api, cast, booked):
    """Ask for a part of the list; answer with the hours of those that are in it."""
    hours = {key: hour for hour, key in booked.items()}

    def asking(who=None, **params):
        answer = api.as_(who or cast.amara).get("/sessions", params=params)
        assert answer.status_code == 200
        return [hours[one["id"]] for one in answer.json()["items"] if one["id"] in hours]

    return asking


WINDOWS = [
    ("08:00", None, STARTS), ("08:01", None, STARTS[1:]), ("10:00", None, STARTS[1:]),
    ("14:00", None, STARTS[3:]), ("14:01", None, ()),
    (None, "08:00", ()), (None, "08:01", STARTS[:1]), (None, "14:00", STARTS[:3]),
    (None, "14:01", STARTS), ("10:00", "14:00", STARTS[1:3]), ("10:00", "10:00", ()),
    ("14:00", "10:00", ()),
]  # fmt: skip


@pytest.mark.parametrize(("since", "before", "wanted"), WINDOWS)
def test_they_are_narrowed_by_when_they_start(listed, since, before, wanted):
    params = {"from": since and at(since).isoformat(), "to": before and at(before).isoformat()}

    found = listed(**{name: value for name, value in params.items() if value})

    assert found == [*reversed(wanted)]


def test_an_instant_may_be_written_with_any_offset(listed):
    assert listed(**{"from": "2031-05-07T19:00:00+09:00"}) == ["14:00", "12:00", "10:00"]
    assert listed(to="2031-05-07T05:00:00-05:00") == ["08:00"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "2031-05-07"), ("from", "2031-05-07T10:00:00"), ("to", "soon"), ("to", "0"),
        ("to", "9999-12-31T23:59:59Z"), ("state", "gone"), ("state", ""), ("pairing_id", "x"),
        ("programme_id", "x"), ("limit", "0"), ("limit", "101"), ("limit", "x"), ("cursor", "x"),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused(api, cast, name, value):
    answer = api.as_(cast.amara).get("/sessions", params={name: value})

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [f"/{name}"]


def test_they_are_narrowed_by_state(api, cast, listed, booked, it_is):
    amara = api.as_(cast.amara)
    it_is(at("13:00"))
    amara.post(f"/sessions/{booked['08:00']}/record", {"held": True})
    amara.post(f"/sessions/{booked['10:00']}/record", {"held": False})
    amara.post(f"/sessions/{booked['14:00']}/cancel")

    found = {state: listed(state=state) for state in ("booked", "held", "not_held", "cancelled")}

    assert found == {
        "booked": ["12:00"], "held": ["08:00"], "not_held": ["10:00"], "cancelled": ["14:00"],
    }  # fmt: skip
    assert listed(state="booked", **{"from": at("12:01").isoformat()}) == []


def test_they_are_narrowed_by_pairing_and_programme(cast, listed, book, pair_up):
    other = pair_up(cast.amara, cast.idris)
    book(at("16:00"), pairing=other)

    assert listed(pairing_id=str(cast.pairing.id)) == [*reversed(STARTS)]
    assert listed(programme_id=str(cast.programme.id)) == [*reversed(STARTS)]
    for nothing in (other, NOBODYS, str(cast.their_pairing.id)):
        assert listed(pairing_id=nothing) == []
    assert listed(programme_id=str(cast.elsewhere.id)) == []


def test_nobody_else_finds_anything(api, cast, booked):
    for name in ("hana", "idris", "pia", "noor", "chen", "dilys", "jo", "farah"):
        for params in ({}, {"pairing_id": str(cast.pairing.id)}, {"from": at("08:00").isoformat()}):
            found = api.as_(getattr(cast, name)).get("/sessions", params=params).json()
            keys = {one["id"] for one in found["items"]}
            assert not keys & set(booked.values()), name


def walk(caller, between, **params):
    """Read page by page, and do something between one page and the next."""
    found, cursor = [], None
    while True:
        answer = caller.get("/sessions", params=params | ({"cursor": cursor} if cursor else {}))
        found += answer.json()["items"]
        cursor = answer.json()["next"]
        assert ("link" in answer.headers) == (cursor is not None)
        if cursor is None:
            return found
        between()


def test_a_walk_through_the_pages_meets_each_once_whatever_is_added(api, cast, book, booked):
    added = ["20:00", "18:00", "06:00", "04:00", "02:00", "16:00", "09:00"]

    def somebody_books():
        if added:
            book(at(added.pop(0)))

    found = walk(api.as_(cast.efe), somebody_books, limit=1, pairing_id=str(cast.pairing.id))

    keys = [one["id"] for one in found]
    assert len(keys) == len(set(keys))
    assert [key for key in keys if key in booked.values()] == [*booked.values()][::-1]
    starts = [one["starts_at"] for one in found]
    assert starts == sorted(starts, reverse=True)


def test_those_that_start_together_have_a_steady_order(api, cast, book, booked, pair_up):
    other = pair_up(cast.pia, cast.idris)
    for hour in STARTS:
        book(at(hour), who=cast.efe, pairing=other)

    whole = api.as_(cast.efe).get("/sessions?limit=100").json()["items"]
    walked = walk(api.as_(cast.efe), lambda: None, limit=1)

    assert walked == whole
    assert all(
        (one["starts_at"], one["id"]) > (next_["starts_at"], next_["id"])
        for one, next_ in pairwise(whole)
    )


def test_what_moves_behind_is_met_once_at_most(api, cast, booked):
    amara = api.as_(cast.amara)
    first = amara.get("/sessions?limit=2").json()
    moved = first["items"][-1]
    sent = {"starts_at": at("23:00").isoformat(), "ends_at": (at("23:00") + HOUR).isoformat()}
    amara.patch(f"/sessions/{moved['id']}", sent)

    rest = amara.get("/sessions", params={"limit": 100, "cursor": first["next"]}).json()

    assert rest["next"] is None
    assert {one["id"] for one in rest["items"]} >= {booked["08:00"], booked["10:00"]}
    assert moved["id"] not in [one["id"] for one in rest["items"]]


@pytest.mark.parametrize(
    "otherwise", [{"state": "booked"}, {"from": "2031-01-01T00:00:00Z"}, {"who": "ben"}]
)
@pytest.mark.usefixtures("booked")
def test_a_place_in_the_list_is_of_one_reader_and_one_question(api, cast, otherwise):
    cursor = api.as_(cast.amara).get("/sessions?limit=1").json()["next"]
    who = getattr(cast, otherwise.pop("who", "amara"))

    answer = api.as_(who).get("/sessions", params={"limit": 1, "cursor": cursor} | otherwise)

    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_unknown")
