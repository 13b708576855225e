"""Servers are killed, their parents are killed, and nothing that was acknowledged is lost."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import psycopg
import pytest
from tests.core.postgres.begun import begin
from tests.core.postgres.helping import BACKEND, alive, answer_again, ask, plain, tell, until

from alongside.core.postgres import EmbeddedServer, EmbeddedServerError, child, keeper, leftover

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(folder):
    """Give a folder in which a server has been at work before: no first start is tried here."""
    begin(folder / "postgres")
    return folder


class Writer(threading.Thread):
    """Writes numbers one by one, and remembers each that the server acknowledged."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url = plain(url)
        self.acknowledged = []
        tell(url, "create table kept (n int primary key)")

    def run(self):
        try:
            with psycopg.connect(self.url, autocommit=True) as db:
                for n in range(1_000_000):
                    db.execute("insert into kept values (%s)", [n])
                    self.acknowledged.append(n)
        except psycopg.OperationalError:
            return

    def wait_for_some(self):
        until(lambda: len(self.acknowledged) > 200, "two hundred rows")


def test_a_killed_server_comes_back_with_every_acknowledged_row(folder):
    with EmbeddedServer(folder / "postgres") as server:
        writer = Writer(server.owner_url())
        writer.start()
        writer.wait_for_some()
        killed = server.pid
        os.kill(killed, signal.SIGKILL)
        writer.join()

        kept = answer_again(server.owner_url(), "select array_agg(n order by n) from kept")

        assert set(writer.acknowledged) <= set(kept)
        assert server.pid != killed
        assert alive(server.pid)
        assert server.failure is None


@contextmanager
def being_busy(url, superuser_url):
    """Ask a question that takes very long, and give the number of the process that answers."""

    def count(db):
        with pytest.raises(psycopg.OperationalError):
            db.execute("select count(*) from generate_series(1, 1e10::bigint)")

    counting = "select count(*) from pg_stat_activity where pid = {} and state = 'active'"
    with psycopg.connect(plain(url)) as db:
        backend = db.info.backend_pid
        thread = threading.Thread(target=count, args=[db])
        thread.start()
        until(lambda: ask(superuser_url, counting.format(backend)), "the long question")
        yield backend
        thread.join()


def test_a_server_killed_while_it_is_busy_comes_back(folder):
    with (
        EmbeddedServer(folder / "postgres") as server,
        being_busy(server.owner_url(), server.superuser_url()) as backend,
    ):
        os.kill(server.pid, signal.SIGKILL)

        assert answer_again(server.app_url(), "select 1") == 1
        assert not alive(backend)


def test_a_server_killed_again_and_again_comes_back_each_time(folder):
    with EmbeddedServer(folder / "postgres") as server:
        for _ in range(3):
            killed = until(lambda: server.pid, "a server")
            os.kill(killed, signal.SIGKILL)
            until(lambda killed=killed: server.pid not in (None, killed), "the next server")
            assert answer_again(server.app_url(), "select 1") == 1


def test_a_server_that_cannot_come_back_is_given_up_in_words(folder, monkeypatch):
    monkeypatch.setattr(keeper, "_BACK_OFF", (0.01, 0.01, 0.01))
    with EmbeddedServer(folder / "postgres") as server:
        (folder / "postgres" / "own.conf").write_text("nonsense = 'yes'\n")
        os.kill(server.pid, signal.SIGKILL)

        said = until(lambda: server.failure, "the words")

        assert "not started any more" in said
        assert str(folder / "postgres" / "server.log") in said
        assert server.pid is None
    (folder / "postgres" / "own.conf").unlink()
    with EmbeddedServer(folder / "postgres") as server:
        assert ask(server.app_url(), "select 1") == 1


def test_a_start_that_fails_says_the_servers_last_words_and_lets_go(folder):
    with EmbeddedServer(folder / "postgres"):
        pass
    (folder / "postgres" / "own.conf").write_text("nonsense = 'yes'\n")
    server = EmbeddedServer(folder / "postgres")

    with pytest.raises(EmbeddedServerError, match="nonsense"):
        server.start()
    (folder / "postgres" / "own.conf").unlink()
    with server:
        assert ask(server.app_url(), "select 1") == 1


def test_the_next_start_takes_over_from_a_killed_parent(folder, start_alone):
    first = start_alone(folder / "postgres")
    writer = Writer(first.owner_url)
    writer.start()
    writer.wait_for_some()
    first.kill()
    assert alive(first.pid)

    with EmbeddedServer(folder / "postgres") as server:
        writer.join()
        kept = ask(server.owner_url(), "select array_agg(n order by n) from kept")

        assert set(writer.acknowledged) <= set(kept)
        assert server.pid != first.pid
        assert not alive(first.pid)


def test_the_next_start_ends_the_busy_rest_of_a_killed_server(folder, start_alone):
    first = start_alone(folder / "postgres")
    with being_busy(first.owner_url, first.superuser_url) as backend:
        first.kill()
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: not alive(first.pid), "the end of the server")
        assert alive(backend)

        with EmbeddedServer(folder / "postgres") as server:
            assert ask(server.app_url(), "select 1") == 1
            assert not alive(backend)


def test_a_number_in_the_note_that_is_another_programs_by_now_is_left_alone(folder):
    with EmbeddedServer(folder / "postgres"):
        pass
    uid = (folder / "postgres" / "data").stat().st_uid
    other = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    )
    note = folder / "postgres" / "data" / "postmaster.pid"
    note.write_text(f"{other.pid}\n{note.parent}\n")
    os.chown(note, uid, -1)

    with EmbeddedServer(folder / "postgres") as server:
        assert ask(server.app_url(), "select 1") == 1
    assert other.poll() is None
    other.stdin.close()
    other.wait()


@pytest.mark.skipif(not leftover.PS.exists(), reason="needs ps, which is asked where /proc is not")
def test_without_proc_a_leftover_is_found_by_ps(folder, start_alone, monkeypatch):
    monkeypatch.setattr(leftover, "_PROCESSES", folder / "no-proc")
    first = start_alone(folder / "postgres")
    first.kill()

    with EmbeddedServer(folder / "postgres") as server:
        assert ask(server.app_url(), "select 1") == 1
        assert not alive(first.pid)


def test_a_leftover_that_does_not_stop_is_named(folder, start_alone, monkeypatch):
    monkeypatch.setattr(leftover, "_PATIENCE", 0.2)
    first = start_alone(folder / "postgres")
    first.kill()
    os.kill(first.pid, signal.SIGSTOP)

    with pytest.raises(EmbeddedServerError, match=f"process {first.pid}.* does not stop"):
        EmbeddedServer(folder / "postgres").start()
    os.kill(first.pid, signal.SIGCONT)
    until(lambda: not alive(first.pid), "the end of the server")


def test_a_server_that_hears_nothing_is_stopped_all_the_same(folder, monkeypatch):
    monkeypatch.setattr(child, "_STOP_PATIENCE", 0.2)
    server = EmbeddedServer(folder / "postgres")
    with server:
        tell(server.owner_url(), "create table kept as select 5 as n")
        deaf = server.pid
        os.kill(deaf, signal.SIGSTOP)
    assert not alive(deaf)

    with server:
        assert ask(server.owner_url(), "select n from kept") == 5


def test_a_server_that_is_down_can_be_stopped(folder, monkeypatch):
    monkeypatch.setattr(keeper, "_BACK_OFF", (3600.0,))
    with EmbeddedServer(folder / "postgres") as server:
        os.kill(server.pid, signal.SIGKILL)
        until(lambda: server.pid is None, "the end of the server")

    with EmbeddedServer(folder / "postgres") as server:
        assert ask(server.app_url(), "select 1") == 1


def test_a_server_stopped_while_it_comes_back_does_not_come_back(folder, monkeypatch):
    # Whoever is just starting may not hear the first word; the next one is said sooner here.
    monkeypatch.setattr(child, "_STOP_PATIENCE", 2.0)
    came_back = threading.Event()
    spawn = child.spawn

    def spawn_and_tell(*said):
        try:
            return spawn(*said)
        finally:
            came_back.set()

    with EmbeddedServer(folder / "postgres") as server:
        monkeypatch.setattr(child, "spawn", spawn_and_tell)
        os.kill(server.pid, signal.SIGKILL)
        assert came_back.wait(60)
    data = folder / "postgres" / "data"

    until(lambda: not leftover._at_work_on(data, None), "the end of all that worked on the data")
    monkeypatch.undo()
    with EmbeddedServer(folder / "postgres") as server:
        assert ask(server.app_url(), "select 1") == 1


def test_a_second_start_says_who_has_the_folder(folder, start_alone):
    first = start_alone(folder / "postgres")
    with pytest.raises(EmbeddedServerError, match=f"process {first.process.pid}"):
        EmbeddedServer(folder / "postgres").start()

    assert ask(first.app_url, "select 1") == 1
    first.stop()
    with EmbeddedServer(folder / "postgres") as server:
        with pytest.raises(EmbeddedServerError, match=f"process {os.getpid()}"):
            EmbeddedServer(folder / "postgres").start()
        assert ask(server.app_url(), "select 1") == 1


def test_a_parent_that_ends_without_a_word_takes_its_server_along(folder):
    code = (
        "import sys; from pathlib import Path; from alongside.core.postgres import EmbeddedServer;"
        "server = EmbeddedServer(Path(sys.argv[1])); server.start(); print(server.pid)"
    )
    command = [sys.executable, "-c", code, folder / "postgres"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(BACKEND), *sys.path])}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)

    assert not alive(int(done.stdout))


def test_a_stopped_server_is_gone_and_its_rows_are_not(folder):
    server = EmbeddedServer(folder / "postgres")
    with server:
        stopped = server.pid
        tell(server.owner_url(), "create table kept as select 5 as n")
    assert not alive(stopped)
    server.stop()

    with server:
        assert ask(server.owner_url(), "select n from kept") == 5
        log = (folder / "postgres" / "server.log").read_text()
        assert "not properly shut down" not in log
