"""The commands, as whoever runs the installation meets them."""

import re
import stat

import pytest
from starlette.testclient import TestClient

from alongside.app import create_app
from alongside.core.clock import now
from alongside.core.db import Database, make_engine
from alongside.identity.keys import load_keys
from alongside.settings import Settings, unknown_settings
from tests.commands import ask, bare, new_database, runner, use
from tests.conftest import make_site

LINK = re.compile(r"^(https?://\S+)/welcome#(\S+)$", re.MULTILINE)
FIRST, SECOND = "three quiet herons 44", "four calm otters 52"


@pytest.fixture
def urls(server, monkeypatch):
    with new_database(server, bare(server)) as urls:
        use(monkeypatch, urls)
        yield urls


@pytest.fixture
def alongside(monkeypatch, capsys, tmp_path, urls):
    run = runner(monkeypatch, capsys)
    use(monkeypatch, urls)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
    return run


@pytest.fixture
def client(urls, keys):
    app = create_app(Settings(), make_site(Database(make_engine(urls.app)), keys), keys)
    with TestClient(app, "https://localhost") as client:
        yield client


def secret_in(answer):
    return LINK.search(answer.out)[2]


def set_password(client, secret, password):
    return client.post("/api/v1/sign-in/first", json={"token": secret, "password": password})


def sign_in(client, email, password):
    answer = client.post("/api/v1/sign-in", json={"email": email, "password": password})
    return answer.status_code, answer.json().get("access_token")


def test_the_first_operator_signs_in_by_the_link_that_is_printed(alongside, client):
    answer = alongside("operator", "add", "kim@example.org", "--name", "Kim")
    token = set_password(client, secret_in(answer), FIRST).json()["access_token"]
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()

    assert answer.ended == 0
    assert "http://localhost:8000/welcome#" in answer.out
    assert me["person"]["display_name"] == "Kim"
    assert "programme:make" in me["allowed"]


def test_adding_an_operator_twice_makes_one_person_and_voids_the_first_link(
    alongside, client, urls
):
    first = secret_in(alongside("operator", "add", "kim@example.org"))
    second = secret_in(alongside("operator", "add", "KIM@example.org"))

    assert ask(urls, "select count(*) from person") == [(1,)]
    assert set_password(client, first, FIRST).status_code == 404
    assert set_password(client, second, FIRST).status_code == 200


def test_an_operator_with_a_password_is_told_to_use_it(alongside, client):
    set_password(client, secret_in(alongside("operator", "add", "kim@example.org")), FIRST)

    answer = alongside("operator", "add", "kim@example.org")

    assert LINK.search(answer.out) is None
    assert "password that they have" in answer.out


def test_whoever_is_made_an_operator_starts_afresh(alongside, client, urls):
    """Somebody else may have chosen that password, or be signed in by it, before."""
    set_password(client, secret_in(alongside("operator", "add", "kim@example.org")), FIRST)
    ask(urls, "update person set operator = false")  # as if a coordinator had added them
    _, before = sign_in(client, "kim@example.org", FIRST)

    answer = alongside("operator", "add", "kim@example.org")

    assert sign_in(client, "kim@example.org", FIRST)[0] == 401
    stale = client.get("/api/v1/me", headers={"Authorization": f"Bearer {before}"})
    assert stale.status_code == 401
    assert client.post("/api/v1/sign-in/refresh").status_code == 401
    token = set_password(client, secret_in(answer), SECOND).json()["access_token"]
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert "programme:make" in me["allowed"]


def test_a_link_sets_a_forgotten_password_once_and_ends_what_was_signed_in(alongside, client):
    set_password(client, secret_in(alongside("operator", "add", "kim@example.org")), FIRST)
    _, before = sign_in(client, "kim@example.org", FIRST)

    secret = secret_in(alongside("sign-in-link", "kim@example.org"))

    assert set_password(client, secret, SECOND).status_code == 200
    assert set_password(client, secret, FIRST).status_code == 404
    assert sign_in(client, "kim@example.org", FIRST)[0] == 401
    assert sign_in(client, "kim@example.org", SECOND)[0] == 200
    stale = client.get("/api/v1/me", headers={"Authorization": f"Bearer {before}"})
    assert stale.status_code == 401


def test_only_a_fingerprint_of_a_link_is_kept(alongside, urls):
    secret = secret_in(alongside("operator", "add", "kim@example.org"))
    ((kept, expires_at),) = ask(urls, "select digest, expires_at from sign_in_link")

    assert secret.encode() not in bytes(kept)
    assert 13 <= (expires_at - now()).days <= 14


def test_a_first_link_welcomes_somebody_to_their_one_programme(alongside, client, urls):
    alongside("demo")
    answer = alongside("sign-in-link", "sian.llewelyn@demo.example")
    seen = client.post("/api/v1/sign-in/first/look", json={"token": secret_in(answer)})

    assert seen.json()["programme"] == "Side by Side"


@pytest.mark.parametrize("who", ["nobody@example.org", "01a20855-b787-7b7f-a812-272177acdfb6"])
def test_nobody_unknown_gets_a_link(alongside, who):
    answer = alongside("sign-in-link", who)

    assert f"Nobody here has the address {who}" in answer.words


def test_who_has_no_address_gets_a_link_by_the_id_of_their_place(alongside, client, urls):
    alongside("demo")
    email = "sian.llewelyn@demo.example"
    theirs = "(select id from person where email = :it)"
    ((place,),) = ask(urls, f"select id from participant where person_id = {theirs}", it=email)
    ask(urls, "update person set email = null, password_hash = 'x' where email = :it", it=email)

    secret = secret_in(alongside("sign-in-link", str(place)))

    token = set_password(client, secret, FIRST).json()["access_token"]
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert (me["participants"][0]["id"], me["person"]["email"]) == (str(place), None)


@pytest.mark.parametrize("typed", ["kim", "kim@", "k im@example.org", ""])
def test_what_is_no_address_is_refused(alongside, urls, typed):
    answer = alongside("operator", "add", typed)

    assert answer.ended != 0
    assert "not an e-mail address" in answer.words
    assert ask(urls, "select count(*) from person") == [(0,)]


def test_a_demo_account_is_neither_made_operator_nor_let_in_when_the_demo_is_shut(
    alongside, monkeypatch
):
    alongside("demo")
    assert "account of the demo" in alongside("operator", "add", "coach@demo.example").words

    monkeypatch.setenv("ALONGSIDE_DEMO", "0")
    assert "account" in alongside("sign-in-link", "coach@demo.example").words


@pytest.mark.parametrize("given", [FIRST, f" {FIRST} "])
def test_the_demo_is_loaded_and_its_password_said(alongside, client, monkeypatch, given):
    monkeypatch.setenv("ALONGSIDE_DEMO_PASSWORD", given)

    answer = alongside("demo")

    assert answer.ended == 0
    assert FIRST in answer.out
    assert sign_in(client, "coach@demo.example", FIRST)[0] == 200


def test_the_demo_is_not_loaded_beside_other_data(alongside, urls):
    alongside("operator", "add", "kim@example.org")

    answer = alongside("demo")

    assert "the demo was not loaded" in answer.words
    assert ask(urls, "select count(*) from person") == [(1,)]


def test_commands_say_when_they_lack_the_owner(alongside, monkeypatch):
    monkeypatch.delenv("ALONGSIDE_ADMIN_DATABASE_URL")

    for command in (("migrate",), ("demo",), ("operator", "add", "kim@example.org")):
        assert "ALONGSIDE_ADMIN_DATABASE_URL" in alongside(*command).words


def test_a_database_that_does_not_answer_is_said_in_words(alongside, monkeypatch):
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", "postgresql://a@127.0.0.1:1/a")
    monkeypatch.setenv("ALONGSIDE_ADMIN_DATABASE_URL", "postgresql://a:hush@127.0.0.1:1/a")

    answer = alongside("migrate")

    assert "cannot reach its database" in answer.words
    assert "hush" not in answer.words


@pytest.mark.parametrize("url", ["mysql://a:hush@127.0.0.1/a", "hush", "postgresql://a:hush@b:c/d"])
def test_an_address_of_another_kind_is_refused_in_words(alongside, monkeypatch, url):
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", url)

    answer = alongside("migrate")

    assert "ALONGSIDE_DATABASE_URL: This is not the address of a PostgreSQL." in answer.words
    assert "hush" not in answer.words


def test_a_setting_that_is_no_number_is_refused_in_plain_words(alongside, monkeypatch):
    monkeypatch.setenv("ALONGSIDE_PORT", "eight")

    assert "ALONGSIDE_PORT: Write a whole number here" in alongside("migrate").words


def test_a_setting_that_nobody_knows_is_named_and_the_nearest_one(monkeypatch):
    monkeypatch.setenv("ALONGSIDE_PROT", "8001")
    monkeypatch.setenv("ALONGSIDE_PORT", "8001")

    told = [words for words in unknown_settings() if "PROT" in words]

    assert told == [
        "There is no setting ALONGSIDE_PROT, so it changes nothing. Did you mean ALONGSIDE_PORT?"
    ]


def test_an_address_of_postgresql_may_be_written_either_way(alongside, urls, monkeypatch):
    for name, url in (("DATABASE_URL", urls.app), ("ADMIN_DATABASE_URL", urls.owner)):
        monkeypatch.setenv(f"ALONGSIDE_{name}", url.replace("postgresql+psycopg", "postgres"))

    assert alongside("migrate").ended == 0


def test_a_setting_that_cannot_be_is_named_and_not_repeated(alongside, monkeypatch):
    monkeypatch.setenv("ALONGSIDE_PORT", "hush")

    answer = alongside("serve")

    assert "ALONGSIDE_PORT" in answer.words
    assert "hush" not in answer.words


def test_an_unsafe_host_is_refused_in_words(alongside, monkeypatch):
    monkeypatch.setenv("ALONGSIDE_HOST", "0.0.0.0")

    assert "ALONGSIDE_PUBLIC_URL" in alongside("serve").words


def test_signing_keys_are_listed_and_rotated(alongside, tmp_path):
    before = alongside("signing-keys", "list").out.split()[0]

    assert alongside("signing-keys", "rotate").ended == 0

    lines = alongside("signing-keys", "list").out.splitlines()
    assert lines[0].startswith(before)
    assert len(lines) == 2
    assert load_keys(tmp_path / "keys").signing_key().kid == before
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_the_contract_is_written(alongside, tmp_path):
    assert alongside("openapi").out.startswith("components:")
    alongside("openapi", "--to", str(tmp_path / "openapi.yaml"))

    assert (tmp_path / "openapi.yaml").read_text().startswith("components:")
