"""When PostgreSQL has a request give way to another, it is done again; after that, told as 409."""

import pytest
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy.exc import OperationalError
from tests.reliability.test_bookings import booking

from alongside.core.db import TRIES
from alongside.sessions import service

CLASHES = {
    "by the driver": DeadlockDetected("a secret"),
    "by SQLAlchemy": OperationalError("a secret", {}, SerializationFailure("a secret")),
}


@pytest.fixture
def give_way(monkeypatch):
    """Have the first bookings end as if PostgreSQL had chosen them, having written already."""

    def times(count, error):
        read_session, tried = service.read_session, []

        async def read_it_back_and_give_way(db, actor, session_id):
            found = await read_session(db, actor, session_id)
            tried.append(session_id)
            if len(tried) <= count:
                raise error
            return found

        monkeypatch.setattr(service, "read_session", read_it_back_and_give_way)
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
    tried = give_way(TRIES, CLASHES["by the driver"])
    amara = own_api.as_(cast.amara)
    before = amara.get("/sessions").json()

    answer = amara.post("/sessions", booking(cast.pairing.id))

    assert (answer.status_code, answer.json()["code"]) == (409, "busy")
    assert "secret" not in answer.text
    assert len(tried) == TRIES
    assert amara.get("/sessions").json() == before
