"""How commands reach the database of an Alongside that serves, and how a port is taken."""

import socket
import stat
from types import SimpleNamespace

import pytest
from alembic.script import ScriptDirectory

from alongside.core.migrate import MIGRATIONS
from alongside.database import NotDone, Urls, database_of, let_commands_in, program
from alongside.serving import Life, take_port
from alongside.settings import Settings

URLS = Urls("postgresql+psycopg://app@/a", "postgresql+psycopg://owner@/a")


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path, port=8123)


def test_a_command_uses_the_database_of_who_serves(settings, tmp_path):
    with let_commands_in(settings, URLS), database_of(settings, shared=True) as found:
        assert (found.app, found.owner) == (URLS.app, URLS.owner)
        assert found.address == "http://localhost:8123"
        assert stat.S_IMODE((tmp_path / "way-in.json").stat().st_mode) == 0o600


class Embedded:
    """Stands in for the server of our own."""

    def __init__(self, folder, postgres_dir):
        self.folder = folder

    def __enter__(self):
        return SimpleNamespace(app_url=lambda: "ours", owner_url=lambda: "ours")

    def __exit__(self, *error):
        pass


@pytest.mark.parametrize("left", [None, "", '{"app": "a", "owner": "b", "address": "c"}'])
def test_what_a_dead_one_has_left_is_not_gone_by(settings, tmp_path, monkeypatch, left):
    if left is not None:
        (tmp_path / "way-in.json").write_text(left)
    monkeypatch.setattr("alongside.database.EmbeddedServer", Embedded)

    with database_of(settings, shared=True) as found:
        assert found.app == "ours"


def test_nothing_is_left_of_the_way_in_when_serving_ends_badly(settings, tmp_path):
    with pytest.raises(SystemExit), let_commands_in(settings, URLS):
        raise SystemExit(0)

    assert (tmp_path / "way-in.json").read_text() == ""


def test_a_port_in_use_is_said_in_words():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(NotDone, match=rf"Port {port} of 127.0.0.1 is in use"):
            take_port(Settings(port=port))


def test_an_address_of_another_machine_is_said_in_words():
    elsewhere = Settings(host="192.0.2.1", public_url="https://alongside.example")

    with pytest.raises(NotDone, match="ALONGSIDE_HOST"):
        take_port(elsewhere)


def test_a_port_is_taken_before_anybody_is_let_in():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (taken,) = take_port(Settings(port=port))

    with taken, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


@pytest.mark.parametrize(
    ("ending", "embedded", "ready"),
    [
        (False, None, True),
        (True, None, False),
        (False, SimpleNamespace(failure=None), True),
        (False, SimpleNamespace(failure="It ended again and again."), False),
    ],
)
def test_it_is_ready_while_the_end_has_not_begun_and_its_database_lives(ending, embedded, ready):
    assert Life(Urls("a", "b", embedded), ending).is_ready() is ready


def test_a_program_that_is_not_here_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotDone, match=r"pg_dump is needed .* postgresql-client"):
        program("pg_dump", URLS, Settings(postgres_dir=tmp_path))


def test_the_queue_uses_no_value_in_the_transaction_that_adds_it():
    """Servers before PostgreSQL 17 refuse that."""
    made = ScriptDirectory(str(MIGRATIONS)).get_revision("2026_11_30_11").module.queue()

    assert "ADD VALUE" not in made
    for value in ("aborting", "abort_requested", "retried"):
        assert f"'{value}', " in made
