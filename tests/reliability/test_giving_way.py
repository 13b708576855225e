"""When PostgreSQL has a request give way to another, it is done again; after that, told as 409."""

import pytest
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from tests.reliability.test_bookings import booking

from alongside.core.db import TRIES, run_later
from alongside.sessions import service

GIVE_WAY = "do $$ begin raise exception 'a secret' using errcode = '{}'; end $$"
CLASHES = {
    "by PostgreSQL": "40P01",
    "by PostgreSQL, too late": "40001",
    "by the driver": DeadlockDetected("a secret"),
    "by SQLAlchemy": OperationalError("a secret", {}, SerializationFailure("a secret")),
}


@pytest.fixture
def give_way(monkeypatch):
    """Have the first bookings end as if PostgreSQL had chosen them, having written already."""

    def times(count, error):
        take_time, tried = service.take_time, []

        def take_time_and_give_way(db, session):
            take_time(db, session)
            tried.append(session)
            if len(tried) <= count:
                if not isinstance(error, str):
                    raise error
                run_later(db, text(GIVE_WAY.format(error)), {})

        monkeypatch.setattr(service, "take_time", take_time_and_give_way)
        return tried

    return times


@pytest.mark.parametrize("error", CLASHES.values(), ids=CLASHES)
def test_it_is_done_again_from_the_start(own_api, cast, give_way, error):
    tried = give_way(TRIES - 1, error)
    amara = own_api.as_(cast.amara)
    before = len(amara.get("/sessions").json()["items"])

    answer = amara.post("/sessions", booking(cast.pairing.id), headers={"Idempotency-Key": "a"})

    assert answer.status_code == 201, answer.text
    assert len(tried) == TRIES
    assert len(amara.get("/sessions").json()["items"]) == before + 1


def test_who_always_gives_way_is_told_to_try_again(own_api, cast, give_way):
    tried = give_way(TRIES, CLASHES["by PostgreSQL"])
    amara = own_api.as_(cast.amara)
    before = amara.get("/sessions").json()

    answer = amara.post("/sessions", booking(cast.pairing.id))

    assert (answer.status_code, answer.json()["code"]) == (409, "busy")
    assert "secret" not in answer.text
    assert len(tried) == TRIES
    assert amara.get("/sessions").json() == before
