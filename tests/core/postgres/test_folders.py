"""The data folder: half made, made by another PostgreSQL, with a long name, without its key."""

import signal
import stat
from pathlib import Path

import pytest
from sqlalchemy import make_url
from tests.core.postgres.helping import alive, ask, tell

from alongside.core.postgres import EmbeddedServer, EmbeddedServerError, child, cluster
from alongside.core.postgres.binaries import find_binaries

SYSTEM = Path("/usr/lib/postgresql/15")
WHEELS = find_binaries().major
two_majors = pytest.mark.skipif(
    not SYSTEM.is_dir() or WHEELS == 15, reason="needs PostgreSQL 15 beside a newer one"
)

pytestmark = pytest.mark.slow


class Killed(BaseException):
    """Stands for the moment at which everything stops."""


@two_majors
@pytest.mark.parametrize("named", [SYSTEM, SYSTEM / "bin"])
def test_a_named_postgresql_is_used(folder, named):
    with EmbeddedServer(folder / "postgres", postgres_dir=named) as server:
        assert server.version.startswith("15.")
        assert ask(server.app_url(), "show server_version").startswith("15.")
        assert ask(server.app_url(), "select lower('ÉÜŁ')") == "éüł"
        assert ask(server.owner_url(), "show data_checksums") == "on"
        tell(server.owner_url(), "create database clone template alongside")
        assert server.binary("pg_dump") == SYSTEM / "bin" / "pg_dump"


@two_majors
def test_the_data_of_another_major_version_is_refused_with_the_way_out(folder):
    with EmbeddedServer(folder / "postgres", postgres_dir=SYSTEM) as server:
        tell(server.owner_url(), "create table kept as select 5 as n")

    with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 15") as refusal:
        EmbeddedServer(folder / "postgres").start()
    assert "pg_dump" in str(refusal.value)
    assert "pg_upgrade" in str(refusal.value)

    with EmbeddedServer(folder / "postgres", postgres_dir=SYSTEM) as server:
        assert ask(server.owner_url(), "select n from kept") == 5


def stop_at_once(*_):
    raise Killed


@pytest.mark.parametrize("moment", ["_initdb", "_furnish", "sync_folder"])
def test_a_start_that_was_cut_short_is_made_good_by_the_next(folder, monkeypatch, moment):
    cut_short = EmbeddedServer(folder / "postgres")
    monkeypatch.setattr(cluster, moment, stop_at_once)
    with pytest.raises(Killed):
        cut_short.start()
    monkeypatch.undo()

    with EmbeddedServer(folder / "postgres") as server:
        assert ask(server.app_url(), "select current_user") == "alongside_app"
    assert not (folder / "postgres" / "data.unfinished").exists()


def test_a_first_start_killed_half_way_leaves_nothing_behind(folder, start_alone, monkeypatch):
    first = start_alone(folder / "postgres", end_at="_furnish")
    home = folder / "postgres"
    left = int((home / "data.unfinished" / "postmaster.pid").read_text().splitlines()[0])
    assert first.process.wait(60) == -signal.SIGKILL
    assert alive(left)
    assert not (home / "data").exists()

    with EmbeddedServer(home) as server:
        assert ask(server.app_url(), "select current_user") == "alongside_app"
    assert not alive(left)
    assert not (home / "data.unfinished").exists()


def test_a_folder_with_a_long_name_has_its_socket_elsewhere(folder):
    home = folder / ("long" * 20) / ("name" * 20)
    with EmbeddedServer(home) as server:
        where = Path(make_url(server.app_url()).query["host"])
        assert ask(server.app_url(), "select 1") == 1
        assert home not in where.parents
        assert stat.S_IMODE(where.stat().st_mode) == 0o700
    with EmbeddedServer(home) as server:
        assert Path(make_url(server.app_url()).query["host"]) == where
    where.rmdir()


def test_a_folder_with_an_odd_name_is_no_fault(folder):
    with EmbeddedServer(folder / "a b&c=d%20'é") as server:
        assert ask(server.app_url(), "select 1") == 1


def test_a_socket_folder_that_others_may_enter_is_refused(begun):
    (begun / "postgres" / "run").chmod(0o755)

    with pytest.raises(EmbeddedServerError, match="alone may enter"):
        EmbeddedServer(begun / "postgres").start()


def test_a_link_in_the_place_of_the_socket_folder_is_refused(begun):
    (begun / "elsewhere").mkdir(mode=0o700)
    (begun / "postgres" / "run").rmdir()
    (begun / "postgres" / "run").symlink_to(begun / "elsewhere")

    with pytest.raises(EmbeddedServerError, match="alone may enter"):
        EmbeddedServer(begun / "postgres").start()


def test_data_without_its_passwords_is_not_opened(begun):
    (begun / "postgres" / "passwords.json").unlink()

    with pytest.raises(EmbeddedServerError, match=r"passwords\.json is missing"):
        EmbeddedServer(begun / "postgres").start()


@pytest.mark.parametrize("text", ["", "{}", '["postgres"]', "7"])
def test_damaged_passwords_are_said_to_be_so(folder, text):
    (folder / "postgres").mkdir()
    (folder / "postgres" / "passwords.json").write_text(text)

    with pytest.raises(EmbeddedServerError, match="damaged"):
        EmbeddedServer(folder / "postgres").start()


def test_a_folder_that_holds_something_else_is_left_alone(folder):
    (folder / "postgres" / "data").mkdir(parents=True)
    (folder / "postgres" / "passwords.json").write_text(
        '{"postgres": "a", "alongside_owner": "b", "alongside_app": "c"}'
    )
    (folder / "postgres" / "data" / "letter.txt").write_text("Dear Amara")

    with pytest.raises(EmbeddedServerError, match="holds no PostgreSQL database"):
        EmbeddedServer(folder / "postgres").start()
    assert (folder / "postgres" / "data" / "letter.txt").read_text() == "Dear Amara"


def test_a_file_in_the_place_of_the_folder_is_no_folder(folder):
    (folder / "postgres").write_text("Dear Amara")

    with pytest.raises(EmbeddedServerError, match="cannot be used"):
        EmbeddedServer(folder / "postgres").start()


def test_a_long_log_makes_way(begun, monkeypatch):
    monkeypatch.setattr(child, "_LONGEST_LOG", 10)
    with EmbeddedServer(begun / "postgres") as server:
        assert ask(server.app_url(), "select 1") == 1

    assert (begun / "postgres" / "server.log.1").is_file()


def test_an_own_setting_is_kept(begun):
    home = begun / "postgres"
    (home / "own.conf").write_text("work_mem = 9MB\n")

    with EmbeddedServer(home) as server:
        assert ask(server.app_url(), "show work_mem") == "9MB"
