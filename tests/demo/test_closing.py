"""Whoever tries the demo may add people and come in as them: what is left of that afterwards."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.commands import new_database, runner
from tests.conftest import make_site
from tests.figures import record
from tests.vaults import VAULT

from alongside import cli
from alongside.app import create_app
from alongside.commands.starting import CLOSED, close_demo, open_demo
from alongside.core.db import Database, make_engine
from alongside.database import as_owner, engine_of
from alongside.demo.loading import load_demo
from alongside.settings import Settings

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "three quiet herons 44"
OWN = "a visitor chose this 61"
CEO = "ceo@trust.example"
NAMED = {"given_name": "Kim", "family_name": "Kimber"}
WAYS_IN = """
    insert into second_factor
      (person_id, sealed_secret, confirmed_at, last_step, created_at)
    select id, 'sealed', now(), 0, now() from person where lower(email) = :email;
    insert into recovery_code (person_id, digest, created_at)
    select id, 'code', now() from person where lower(email) = :email;
    insert into passkey
      (id, person_id, credential_id, public_key, sign_count, name, transports, created_at)
    select gen_random_uuid(), id, uuid_send(id), 'key', 0, 'Mine', '', now()
      from person where lower(email) = :email;
    insert into mail_token (mail_id, person_id, purpose, digest, expires_at, created_at)
    select gen_random_uuid(), id, 'sign_in', uuid_send(id), now() + interval '1 hour', now()
      from person where lower(email) = :email;
    insert into sign_in_link (person_id, digest, expires_at, created_at)
    select id, uuid_send(id), now() + interval '1 hour', now()
      from person where lower(email) = :email
"""
KEPT = """
    select (p.password_hash is not null)::int + (p.claimed_at is not null)::int
           + (p.devices_from is null)::int
           + (select count(*) from second_factor x where x.person_id = p.id)
           + (select count(*) from recovery_code x where x.person_id = p.id)
           + (select count(*) from passkey x where x.person_id = p.id)
           + (select count(*) from mail_token x where x.person_id = p.id)
           + (select count(*) from sign_in_link x where x.person_id = p.id)
           + (select count(*) from sign_in x where x.person_id = p.id)
      from person p where lower(p.email) = :email
"""
REAL_PLACE = """
    with made as (
      insert into programme (id, name, aims, time_zone, labels, created_at)
      values (gen_random_uuid(), 'A real one', '', 'Europe/London', '{}', now()) returning id)
    insert into participant (programme_id, id, person_id, role, lived_experience, state,
                             display_name, given_name, family_name, pseudonym,
                             safeguarding_lead, created_at)
    select made.id, gen_random_uuid(), p.id, 'leader', false, 'active', 'Kim', 'Kim', '',
           'XYZ', false, now()
      from made, person p where lower(p.email) = :email
"""


class Visitor:
    """Somebody who tries the demo by its public password, at the API."""

    def __init__(self, client, urls):
        self.client, self.urls = client, urls

    def ask(self, method, path, token=None, /, **body):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.client.request(method, f"/api/v1{path}", json=body, headers=headers)

    def sign_in(self, email, password=PASSWORD):
        return self.ask("POST", "/sign-in", email=email, password=password)

    def take_over(self, email):
        """Add somebody as a leader, and come in as them by the link that one gets for them."""
        token = self.sign_in("coordinator@demo.example").json()["access_token"]
        programme = self.ask("GET", "/programmes", token).json()["items"][0]["id"]
        given = {"programme_id": programme, "role": "leader", "email": email, **NAMED}
        return self.come_in_as(token, self.ask("POST", "/participants", token, **given))

    def come_in_as(self, token, added):
        assert added.status_code == 201, added.text
        link = self.ask("POST", f"/participants/{added.json()['id']}/sign-in-link", token)
        secret = link.json()["url"].rpartition("#")[2]
        came = self.ask("POST", "/sign-in/first", token=secret, password=OWN)
        assert came.status_code == 200, came.text
        return came.json()["access_token"]

    def sql(self, words, **values):
        with as_owner(self.urls) as owner:
            found = owner.execute(text(words), values)
            return found.all() if found.returns_rows else []

    def add_ways_in(self, email):
        for one in WAYS_IN.split(";"):
            self.sql(one, email=email)

    def ways_in(self, email):
        return self.sql(KEPT, email=email)[0][0]

    def close(self):
        with as_owner(self.urls) as owner:
            return close_demo(owner, Settings())


@pytest.fixture
def visitor(bare, keys):
    with as_owner(bare) as owner:
        load_demo(owner, NOW, VAULT)
        open_demo(owner, Settings(demo_password=PASSWORD))
    app = create_app(Settings(), make_site(Database(make_engine(bare.app)), keys), keys)
    with TestClient(app, "https://localhost") as client:
        yield Visitor(client, bare)


def test_nobody_whom_the_demo_added_signs_in_once_it_is_closed(visitor):
    token = visitor.take_over(CEO)
    visitor.add_ways_in(CEO)
    before = visitor.ways_in(CEO)
    assert before == 9
    assert visitor.sign_in(CEO, OWN).status_code == 200

    visitor.close()

    record("Demo", "ways in left to somebody whom a visitor added", visitor.ways_in(CEO))
    assert visitor.ways_in(CEO) == 0
    assert visitor.sign_in(CEO, OWN).status_code == 401
    assert visitor.ask("GET", "/me", token).status_code == 401


def test_nor_who_runs_a_programme_that_the_demo_made(visitor):
    token = visitor.sign_in("operator@demo.example").json()["access_token"]
    made = visitor.ask("POST", "/programmes", token, name="Of a visitor", time_zone="Europe/London")
    assert made.status_code == 201, made.text
    path = f"/programmes/{made.json()['id']}/coordinators"
    visitor.come_in_as(token, visitor.ask("POST", path, token, email=CEO, **NAMED))
    assert visitor.sign_in(CEO, OWN).status_code == 200

    visitor.close()

    assert visitor.sign_in(CEO, OWN).status_code == 401


@pytest.fixture
def serve(monkeypatch, capsys, tmp_path):
    """Start to serve from somebody's own PostgreSQL, where there is no demo: gives what is told."""
    run, told = runner(monkeypatch, capsys), []
    monkeypatch.setattr(cli, "run_web", lambda *given: told.append(given[-1]))
    monkeypatch.setattr(cli, "stop_when_told", lambda: None)
    monkeypatch.setattr(cli, "take_port", lambda _settings: [])

    def serving(urls):
        monkeypatch.setenv("ALONGSIDE_DATABASE_URL", urls.app)
        monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("ALONGSIDE_DEMO", "0")
        answer = run("serve")
        return "\n".join([*told, answer.words])

    return serving


def test_nor_where_the_database_is_ones_own_and_its_owner_is_not_asked(visitor, serve):
    token = visitor.take_over(CEO)
    visitor.add_ways_in(CEO)
    assert CLOSED in serve(visitor.urls)

    assert visitor.ways_in(CEO) == 0
    assert visitor.sign_in(CEO, OWN).status_code == 401
    assert visitor.ask("GET", "/me", token).status_code == 401
    assert visitor.sign_in("coach@demo.example").status_code == 401


def test_of_a_demo_that_never_was_nothing_is_said(bare, serve):
    assert CLOSED not in serve(bare)


def test_a_database_that_is_behind_is_named_in_words(server, serve):
    with new_database(server) as empty:
        assert "alongside migrate" in serve(empty)


def test_whoever_serves_closes_nothing_but_as_the_housekeeper(visitor):
    visitor.take_over(CEO)
    with engine_of(visitor.urls.app) as engine, engine.begin() as application:
        who = {"who": visitor.sql("select id from person where demo limit 1")[0][0]}
        for asking in ("leave()", "enter_as('postman')", "enter(:who, null, now())"):
            application.execute(text(f"select {asking}"), who if ":who" in asking else {})
            assert application.scalar(text("select close_demo(now())")) is None

    assert visitor.sign_in(CEO, OWN).status_code == 200


def test_who_takes_part_in_a_real_programme_as_well_still_signs_in(visitor):
    visitor.take_over(CEO)
    visitor.sql(REAL_PLACE, email=CEO)

    visitor.close()

    assert visitor.sign_in(CEO, OWN).status_code == 200


def test_what_a_visitor_put_beside_the_password_is_gone_at_the_next_start(visitor):
    """Else one who sets up an app would keep everybody else out of the demo."""
    ours, theirs = "coordinator@demo.example", CEO
    visitor.take_over(theirs)
    for email in (ours, theirs):
        visitor.add_ways_in(email)
    assert visitor.sign_in(ours).json().get("access_token") is None
    kept = visitor.ways_in(theirs)

    with as_owner(visitor.urls) as owner:
        open_demo(owner, Settings(demo_password=PASSWORD))

    assert visitor.sign_in(ours).json()["access_token"]
    left = "select count(*) from {} x join person p on p.id = x.person_id where p.demo"
    for table in ("second_factor", "recovery_code", "passkey"):
        assert visitor.sql(left.format(table)) == [(0,)], table
    assert visitor.ways_in(theirs) == kept
