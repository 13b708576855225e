"""We go by the rights that somebody had a moment ago; what counts are those that they have now."""

import pytest
from sqlalchemy import text
from tests.conftest import owners_engine

from alongside.core.trips import Trips


@pytest.fixture
def now_that(own_database):
    """Change something behind the back of the server."""

    def change(sql, **values):
        with owners_engine(own_database.owner_url) as engine, engine.begin() as connection:
            assert connection.execute(text(sql), values).rowcount

    return change


@pytest.fixture
def trips(monkeypatch):
    """Count the trips to the database, and what goes along on each."""
    gone = []
    go = Trips.go

    async def counted(self, *asks):
        gone.append([ask.statement.sql for ask in asks])
        return await go(self, *asks)

    monkeypatch.setattr(Trips, "go", counted)
    return gone


END_SIGN_IN = "update sign_in set ended_at = now() where id = :id"
END_ROLE = "update participant set state = 'ended' where id = :id"
BOOKING = {"starts_at": "2031-01-06T10:00:00Z", "ends_at": "2031-01-06T11:00:00Z", "mode": "phone"}


def test_a_role_that_has_ended_opens_nothing_on_the_next_request(own_api, cast, now_that):
    amara = own_api.as_(cast.amara)
    assert amara.get("/sessions").json()["items"]
    now_that(END_ROLE, id=cast.amara.participant_id)
    assert amara.get("/sessions").json()["items"] == []
    assert amara.get(f"/sessions/{cast.held.id}").status_code == 404


def test_a_role_that_is_new_opens_what_it_opens_on_the_next_request(own_api, cast, now_that):
    noor = own_api.as_(cast.noor)
    assert noor.get("/programmes").json()["items"] == []
    now_that("update participant set state = 'active' where id = :id", id=cast.noor.participant_id)
    assert len(noor.get("/programmes").json()["items"]) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sessions"),
        ("GET", "/sessions?limit=none"),
        ("GET", "/sessions/nothing"),
        ("GET", "/me"),
        ("HEAD", "/sessions"),
        ("POST", "/sessions"),
        ("DELETE", "/feedback/0198f6c4-5e3b-7f91-8d27-a1b6c9e0f354"),
    ],
)
@pytest.mark.parametrize("who", ["amara", "farah"])
def test_a_sign_in_that_has_ended_is_told_nothing_else(own_api, cast, now_that, method, path, who):
    """Farah operates: to her most lists are empty without a question to the database."""
    member = getattr(cast, who)
    caller = own_api.as_(member)
    for warm in ("/sessions", "/me"):
        assert caller.get(warm).status_code == 200
    now_that(END_SIGN_IN, id=member.sign_in_id)
    assert caller.request(method, path).status_code == 401


def test_nothing_is_kept_for_a_sign_in_that_has_ended(own_api, cast, now_that):
    amara = own_api.as_(cast.amara)
    booking = {"pairing_id": str(cast.pairing.id), **BOOKING}
    before = own_api.as_(cast.ben).get("/sessions").json()["items"]
    assert amara.get("/sessions").status_code == 200
    now_that(END_SIGN_IN, id=cast.amara.sign_in_id)
    assert amara.post("/sessions", booking).status_code == 401
    assert own_api.as_(cast.ben).get("/sessions").json()["items"] == before


def test_a_change_is_made_once_when_rights_have_changed_meanwhile(own_api, cast, now_that):
    amara = own_api.as_(cast.amara)
    assert amara.get("/sessions").status_code == 200
    now_that("update person set operator = true where id = :id", id=cast.amara.person_id)
    booking = {"pairing_id": str(cast.pairing.id), **BOOKING}
    assert amara.post("/sessions", booking).status_code == 201
    assert amara.post("/sessions", booking).status_code == 409


def test_what_is_read_takes_one_trip_with_who_is_asking(own_api, cast, trips):
    amara = own_api.as_(cast.amara)
    amara.get("/sessions")
    trips.clear()
    amara.get("/sessions")
    amara.get(f"/sessions/{cast.held.id}")
    assert [len(one) for one in trips] == [2, 2]
    assert all(one[0].startswith(b"select enter(") for one in trips)


def test_what_is_changed_begins_with_who_is_asking(own_api, cast, trips):
    amara = own_api.as_(cast.amara)
    amara.get("/sessions")
    trips.clear()
    booking = {"pairing_id": str(cast.pairing.id), **BOOKING}
    assert amara.post("/sessions", booking).status_code == 201
    assert trips[0][0] == b"begin"
    assert trips[0][1].startswith(b"select enter(")
    assert len(trips) == 2


def test_whoever_asks_first_is_asked_for_by_name_alone(own_api, cast, trips):
    own_api.as_(cast.ben).get("/sessions")
    assert [len(one) for one in trips] == [1, 2]


def test_only_so_many_are_remembered(own_api, cast):
    told = own_api.app.state.site.told
    told.MOST = 2
    for member in (cast.amara, cast.ben, cast.efe, cast.amara):
        assert own_api.as_(member).get("/sessions").status_code == 200
    assert [who.person_id for who in told._last] == [cast.efe.person_id, cast.amara.person_id]
