"""The demo in a real database, read by those who try it."""

import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.commands import ask, bare, new_database
from tests.conftest import make_site, owners_engine
from tests.figures import record
from tests.vaults import VAULT

from alongside.app import create_app
from alongside.commands.starting import CLOSED, close_demo, open_demo
from alongside.core.db import Database, make_engine
from alongside.database import as_owner
from alongside.demo.accounts import ACCOUNTS, make_password, set_password
from alongside.demo.loading import Content, load_demo
from alongside.identity.passwords import check_password
from alongside.settings import Settings

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "three quiet herons 44"
LISTS = (
    "programmes", "organisations", "participants", "pairings", "sessions", "feedback",
    "offered-feedback", "declarations",
)  # fmt: skip


@pytest.fixture(scope="module")
def furnished(server):
    """Give a database with the demo in it. Tests in here only read."""
    with new_database(server, bare(server)) as urls:
        with as_owner(urls) as owner:
            began = time.perf_counter()
            load_demo(owner, NOW, VAULT)
            record("Demo", "seconds to load", round(time.perf_counter() - began, 2))
            set_password(owner, PASSWORD)
        yield urls


@pytest.fixture(scope="module")
def client(furnished, keys):
    database = Database(make_engine(furnished.app))
    app = create_app(Settings(), make_site(database, keys), keys)
    with TestClient(app, "https://localhost") as client:
        yield client


def sign_in(client, email, password=PASSWORD):
    return client.post("/api/v1/sign-in", json={"email": email, "password": password})


def reading(client, who):
    token = sign_in(client, f"{who}@demo.example").json()["access_token"]

    def get(path):
        answer = client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200
        return answer

    return get


@pytest.mark.parametrize("email", ACCOUNTS)
def test_each_account_signs_in(client, email):
    assert sign_in(client, email).status_code == 200


def test_the_coach_has_met_three_times_meets_again_and_is_asked_once_more(client):
    get = reading(client, "coach")
    states = [one["state"] for one in get("sessions").json()["items"]]
    pairings = {one["state"]: one for one in get("pairings").json()["items"]}

    assert states == ["booked", "held", "held", "held"]
    assert sorted(pairings) == ["active", "proposed"]
    assert "pairing:accept" in pairings["proposed"]["allowed"]
    assert not pairings["proposed"]["coach_accepted"]


def test_the_leader_sees_the_same_sessions_and_no_other_pairing(client):
    get, theirs = reading(client, "leader"), reading(client, "coach")

    assert [one["state"] for one in get("pairings").json()["items"]] == ["active"]
    assert [one["id"] for one in get("sessions").json()["items"]] == [
        one["id"] for one in theirs("sessions").json()["items"]
    ]


def test_notes_of_both_kinds_are_there(client):
    get = reading(client, "coach")
    newest_held = get("sessions?state=held").json()["items"][0]["id"]

    assert "corridor" in get(f"sessions/{newest_held}/private-note").json()["text"]
    assert "plain English" in get(f"sessions/{newest_held}/shared-note").json()["text"]


def test_the_learning_partner_reads_six_pieces(client):
    items = reading(client, "learning")("offered-feedback").json()["items"]

    assert len(items) == 6
    assert {one["role"] for one in items} == {"coach", "leader"}
    assert len({one["pseudonym"] for one in items}) == 6


def test_the_co_learning_partner_is_answered_alike(client):
    one, other = reading(client, "learning"), reading(client, "colearning")
    own = ("participants",)

    for path in LISTS:
        mine, theirs = one(path), other(path)
        if path in own:
            assert [set(item) for item in mine.json()["items"]] == [
                set(item) for item in theirs.json()["items"]
            ]
        else:
            assert mine.content == theirs.content, path
    assert [place["allowed"] for place in one("me").json()["participants"]] == [
        place["allowed"] for place in other("me").json()["participants"]
    ]


def test_the_coordinator_runs_both_programmes_and_the_operator_sees_who_runs_them(client):
    assert len(reading(client, "coordinator")("programmes").json()["items"]) == 2
    shown = reading(client, "operator")("participants").json()["items"]

    assert {one["role"] for one in shown} == {"coordinator"}


def test_loading_again_changes_nothing(furnished):
    before = ask(furnished, "select count(*), max(created_at) from feedback")
    with as_owner(furnished) as owner:
        assert load_demo(owner, NOW.replace(year=2027), VAULT) is Content.DEMO

    assert ask(furnished, "select count(*), max(created_at) from feedback") == before


def test_the_demo_keeps_out_of_other_data(own_database):
    with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
        people = owner.scalar(text("select count(*) from person"))

        assert load_demo(owner, NOW, VAULT) is Content.OTHER
        assert owner.scalar(text("select count(*) from person")) == people


def test_the_password_is_set_anew_and_said(bare):
    with as_owner(bare) as owner:
        told = open_demo(owner, Settings(demo_password="four calm otters 52"))
        hashes = owner.scalars(text("select password_hash from person where demo")).all()
        again = open_demo(owner, Settings(demo_password=""))
        changed = owner.scalars(text("select password_hash from person where demo")).all()

    assert "four calm otters 52" in told
    assert "four calm otters 52" not in again
    assert all(email in told for email in ACCOUNTS)
    assert len([one for one in hashes if one]) == len(ACCOUNTS)
    assert not set(filter(None, hashes)) & set(changed)


def test_a_made_up_password_would_be_taken_from_anybody():
    assert all(check_password(make_password()) == [] for _ in range(30))


def test_without_the_demo_its_accounts_are_refused(bare, keys):
    database = Database(make_engine(bare.app))
    site = make_site(database, keys)
    app = create_app(Settings(), site, keys)
    with as_owner(bare) as owner:
        load_demo(owner, NOW, VAULT)
        set_password(owner, PASSWORD)
    with TestClient(app, "https://localhost") as client:
        given = sign_in(client, "coach@demo.example").json()["access_token"]
        with as_owner(bare) as owner:
            told = close_demo(owner, Settings())

        assert CLOSED in told
        assert "operator add" in told
        assert sign_in(client, "coach@demo.example").status_code == 401
        answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {given}"})
        assert answer.status_code == 401


def test_without_the_demo_an_empty_database_stays_empty(bare):
    with as_owner(bare) as owner:
        told = close_demo(owner, Settings())

        assert owner.scalar(text("select count(*) from person")) == 0
    assert "operator add EMAIL" in told
    assert CLOSED not in told
