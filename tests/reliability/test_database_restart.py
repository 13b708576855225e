"""PostgreSQL is stopped under a running server and started again: people are told, and then served.

The server is not started anew, and nobody who asks learns anything of how it is built.
"""

import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from starlette.testclient import TestClient
from tests.answers import WAITING, all_at_once
from tests.cast import NOW, make_cast
from tests.conftest import Api, make_site, owners_engine

from alongside.app import create_app
from alongside.core.db import Database, make_engine
from alongside.core.migrate import migrate
from alongside.core.postgres import EmbeddedServer
from alongside.database import settle
from alongside.settings import Settings

pytestmark = pytest.mark.slow

CONNECTIONS = 5
SAID_OF_OURS = ("postgres", "alongside_", "psycopg", "sqlalchemy", "socket", ".s.PGSQL")


@dataclass
class House:
    """A server, its PostgreSQL, and the people in it."""

    api: Api
    postgres: EmbeddedServer
    cast: object

    def read(self):
        return self.api.as_(self.cast.amara).get("/sessions")

    def book(self, days):
        start = NOW + timedelta(days=days)
        return self.api.as_(self.cast.amara).post("/sessions", {
            "pairing_id": str(self.cast.pairing.id), "mode": "video",
            "starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat(),
        })  # fmt: skip

    def change(self):
        path = f"/participants/{self.cast.amara.id}"
        return self.api.as_(self.cast.amara).patch(path, {"topics": "x"}, headers={"If-Match": "*"})

    def sign_in(self):
        body = {"email": "amara@example.org", "password": "one two three four"}
        return self.api.anonymous.post("/sign-in", body)

    def is_ready(self):
        return self.api.client.get("/readyz")

    def is_alive(self):
        return self.api.client.get("/healthz")


@pytest.fixture(scope="module")
def house(keys):
    with tempfile.TemporaryDirectory(prefix="alongside-tests-") as folder:
        Path(folder).chmod(0o711)
        with EmbeddedServer(Path(folder) / "postgres") as postgres:
            migrate(postgres.owner_url(), postgres.app_url(), settle)
            with owners_engine(postgres.owner_url()) as engine:
                cast = make_cast(engine)
            database = Database(make_engine(postgres.app_url(), CONNECTIONS), CONNECTIONS)
            app = create_app(Settings(), make_site(database, keys), keys)
            with TestClient(app, "https://localhost", raise_server_exceptions=False) as client:
                yield House(Api(client, app), postgres, cast)


@contextmanager
def stopped(house):
    house.postgres.stop()
    yield
    house.postgres.start()


def is_told_kindly(answer, secrets):
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["code"] == "unavailable"
    assert answer.json()["instance"] == answer.headers["x-request-id"]
    told = (answer.text + str(answer.headers)).lower()
    assert [word for word in (*secrets, *SAID_OF_OURS) if word.lower() in told] == []


def test_people_are_told_and_then_served_without_a_start(house):
    url = make_url(house.postgres.app_url())
    secrets = [url.password, url.query["host"], house.cast.amara.token]
    before = {one.status_code for one in all_at_once(*[house.read] * CONNECTIONS)}
    assert before == {200}

    with stopped(house):
        for _ in range(CONNECTIONS + 1):
            for ask in (house.read, house.change, house.sign_in, lambda: house.book(60)):
                is_told_kindly(ask(), secrets)
            is_told_kindly(house.is_ready(), secrets)
            assert house.is_alive().status_code == 200

    after = [house.read().status_code for _ in range(10)]
    assert after.count(503) <= 2
    assert after[2:] == [200] * 8
    assert house.is_ready().status_code == 200
    assert house.book(61).status_code == 201
    assert house.change().status_code == 200
    assert house.sign_in().status_code == 401
    assert {one.status_code for one in all_at_once(*[house.read] * CONNECTIONS)} == {200}


def wait_for(engine, waiting):
    """Wait until somebody stands in PostgreSQL's queue."""
    pause = threading.Event()
    with engine.connect() as seen:
        for _ in range(1200):
            if seen.scalar(WAITING) == waiting:
                return
            pause.wait(0.02)
    raise AssertionError("nobody is waiting")


def test_what_is_under_way_is_told_and_not_kept_by_half(house):
    """One reads and one books, both are held up, and then the database stops.

    Who holds them up may go first: then one of them may still be served, whole.
    """
    listed = len(house.read().json()["items"])
    url = house.postgres.superuser_url("alongside")
    with owners_engine(url, isolation_level="AUTOCOMMIT") as watching, owners_engine(url) as engine:
        other = engine.connect()
        other.execute(text("lock table session in access exclusive mode"))
        answers = []
        asks = [
            threading.Thread(target=lambda one=one: answers.append(one()))
            for one in (house.read, lambda: house.book(70))
        ]
        for one in asks:
            one.start()
        wait_for(watching, len(asks))

        with stopped(house):
            for one in asks:
                one.join()
            for answer in answers:
                if answer.status_code not in {200, 201}:
                    is_told_kindly(answer, [house.cast.amara.token])
        other.invalidate()
        other.close()

    booked = sum(answer.status_code == 201 for answer in answers)
    assert len(house.read().json()["items"]) == listed + booked
    assert house.book(70 + booked).status_code == 201


def test_it_does_so_again_and_again(house):
    for _ in range(2):
        with stopped(house):
            assert house.read().status_code == 503
            assert house.is_ready().status_code == 503
        served = [house.read().status_code for _ in range(4)]
        assert served[2:] == [200, 200]
