"""Who runs the server: an ordinary user, or root by an account that may do little."""

import pwd
import shutil
import stat
from pathlib import Path

import pytest
from tests.core.postgres.helping import alive, as_root, ask, tell, uid_of

from alongside.core.postgres import EmbeddedServer, EmbeddedServerError, account, layout
from alongside.core.postgres.binaries import find_binaries

pytestmark = pytest.mark.slow


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def closed(folder):
    """Give a folder that only root may enter."""
    made = folder / "closed"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def closed_programs(closed):
    """Give a copy of PostgreSQL's programs in a folder that only root may enter."""
    found = find_binaries().folder.parent
    package = closed / found.parent.name
    shutil.copytree(found, package / found.name, symlinks=True)
    libraries = found.parent.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    for path in closed.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    return package / found.name


def test_an_ordinary_user_has_a_server_of_their_own(folder, start_alone, ordinary):
    server = start_alone(folder / "postgres", become=ordinary)
    home = folder / "postgres"

    assert server.notice is None
    assert uid_of(server.pid) == uid_of(server.process.pid) == home.stat().st_uid
    assert mode_of(home) == mode_of(home / "data") == 0o700
    assert mode_of(home / "passwords.json") == 0o600
    assert ask(server.app_url, "select current_user") == "alongside_app"
    server.stop()
    assert not alive(server.pid)


def test_an_ordinary_users_server_is_taken_over_too(folder, start_alone, ordinary):
    first = start_alone(folder / "postgres", become=ordinary)
    tell(first.owner_url, "create table kept as select 5 as n")
    first.kill()
    second = start_alone(folder / "postgres", become=ordinary)

    assert not alive(first.pid)
    assert ask(second.owner_url, "select n from kept") == 5


@as_root
def test_another_users_folder_is_refused_in_words(begun, start_alone):
    assert "belongs to another" in start_alone(begun / "postgres", become="nobody").refused


@as_root
def test_root_runs_the_server_by_an_account_that_may_do_little(folder):
    with EmbeddedServer(folder / "postgres") as server:
        assert server.notice is None
        assert uid_of(server.pid) != 0
        assert mode_of(folder / "postgres" / "data") == 0o700
        assert (folder / "postgres" / "passwords.json").stat().st_uid == 0
        groups = Path(f"/proc/{server.pid}/status").read_text().split("Groups:")[1].split("\n")[0]
        assert groups.strip() == ""


@as_root
def test_root_runs_a_users_server_as_that_user(folder, start_alone):
    first = start_alone(folder / "postgres", become="nobody")
    tell(first.owner_url, "create table kept as select 5 as n")
    first.kill()

    with EmbeddedServer(folder / "postgres") as server:
        assert uid_of(server.pid) == pwd.getpwnam("nobody").pw_uid
        assert ask(server.owner_url(), "select n from kept") == 5
    assert start_alone(folder / "postgres", become="nobody").said["notice"] is None


@as_root
def test_without_an_account_postgres_it_is_nobody(folder, monkeypatch):
    monkeypatch.setattr(account, "_UNPRIVILEGED", ("nobody-here-has-this-name", "nobody"))
    with EmbeddedServer(folder / "postgres") as server:
        assert uid_of(server.pid) == pwd.getpwnam("nobody").pw_uid


@as_root
def test_without_any_account_root_is_told_so(folder, monkeypatch):
    monkeypatch.setattr(account, "_UNPRIVILEGED", ("nobody-here-has-this-name",))
    with pytest.raises(EmbeddedServerError, match="does not run as root"):
        EmbeddedServer(folder / "postgres").start()


@as_root
def test_from_a_folder_of_root_alone_the_database_is_kept_elsewhere(closed):
    wanted = closed / "postgres"
    with EmbeddedServer(wanted) as server:
        home = Path((wanted / "where").read_text().strip())
        assert home.parent == layout.ELSEWHERE
        assert str(home) in server.notice
        assert str(wanted) in server.notice
        assert (home / "for").read_text().strip() == str(wanted)
        assert mode_of(closed) == 0o700
        assert mode_of(home / "passwords.json") == 0o600
        tell(server.owner_url(), "create table kept as select 5 as n")
        with pytest.raises(EmbeddedServerError, match="Another Alongside"):
            EmbeddedServer(wanted).start()
    closed.chmod(0o755)

    with EmbeddedServer(wanted) as server:
        assert str(home) in server.notice
        assert ask(server.owner_url(), "select n from kept") == 5
    assert not (wanted / "data").exists()


@as_root
def test_programs_that_only_root_may_reach_are_copied(folder, closed_programs):
    closed = closed_programs.parent.parent
    with EmbeddedServer(folder / "postgres", postgres_dir=closed_programs) as server:
        copied = server.binary("postgres")
        assert copied.is_relative_to(layout.ELSEWHERE)
        assert closed not in copied.parents
        assert ask(server.app_url(), "select 1") == 1
        tell(server.owner_url(), "create table booked (during tstzrange, n int)")
        tell(server.owner_url(), "create index on booked using gist (n, during)")
        assert account.account_for(folder / "none").can_run(server.binary("pg_dump"))
    made = copied.stat().st_mtime_ns

    with EmbeddedServer(folder / "postgres", postgres_dir=closed_programs) as server:
        assert server.binary("postgres").stat().st_mtime_ns == made


@as_root
def test_a_database_stays_where_it_is_when_its_programs_move_out_of_reach(begun, closed_programs):
    with EmbeddedServer(begun / "postgres") as server:
        tell(server.owner_url(), "create table kept as select 5 as n")

    with EmbeddedServer(begun / "postgres", postgres_dir=closed_programs) as server:
        assert ask(server.owner_url(), "select n from kept") == 5
        assert server.binary("postgres").is_relative_to(begun / "postgres" / "binaries")
    assert not (begun / "postgres" / "where").exists()


@as_root
def test_a_database_that_went_out_of_reach_is_not_replaced_by_an_empty_one(begun, closed):
    (begun / "postgres").rename(closed / "postgres")

    with pytest.raises(EmbeddedServerError, match="may not enter"):
        EmbeddedServer(closed / "postgres").start()
    assert not (closed / "postgres" / "where").exists()


@as_root
def test_a_note_of_a_folder_that_is_gone_is_no_reason_to_begin_anew(folder):
    note = folder / "postgres" / "where"
    note.parent.mkdir()
    note.write_text(f"{folder / 'gone'}\n")
    (folder / "gone").mkdir()
    (folder / "gone").rmdir()

    with pytest.raises(EmbeddedServerError, match="is not there"):
        EmbeddedServer(folder / "postgres").start()
    note.unlink()


@as_root
def test_root_follows_no_note_but_its_own(folder):
    note = folder / "postgres" / "where"
    note.parent.mkdir()
    note.write_text(f"{folder}\n")
    shutil.chown(note, "nobody")

    with pytest.raises(EmbeddedServerError, match="not written by root"):
        EmbeddedServer(folder / "postgres").start()
    note.unlink()


@as_root
def test_a_strict_umask_does_not_lock_the_server_out(folder, start_alone):
    server = start_alone(folder / "deep" / "postgres", umask=0o077)

    assert server.notice is None
    assert ask(server.app_url, "select 1") == 1


@as_root
def test_nowhere_to_go_is_said_in_words(closed, monkeypatch):
    monkeypatch.setattr(layout, "ELSEWHERE", closed / "elsewhere")
    with pytest.raises(EmbeddedServerError, match=r"may not enter .*elsewhere"):
        EmbeddedServer(closed / "postgres").start()
    assert not (closed / "postgres" / "where").exists()
