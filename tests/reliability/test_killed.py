"""Kill the server, or its database, while people save: what was acknowledged is there."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import psutil
import psycopg
import pytest
from tests.architecture.test_size import ROOT
from tests.journeys.live import PASSWORD, Live, demo_place, wait_until_ready
from tests.room import DISK

from alongside.core.postgres import EmbeddedServer

FULL = os.environ.get("ALONGSIDE_PROOF") == "full"
KILLS = 5 if FULL else 2
ACKNOWLEDGED = 20_000 if FULL else 60  # for each kind of kill
WRITERS = 8
OURS = "select id, place from session where starts_at < '2005-01-01'"


@dataclass
class Running:
    """A server that a test may kill and start again."""

    live: Live
    child: subprocess.Popen[bytes]

    @classmethod
    def begin(cls, live: Live) -> "Running":
        log = (live.data_dir / "server.log").open("ab")
        child = subprocess.Popen(
            [sys.executable, "-m", "alongside", "serve"],
            env=live.environment(), stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        log.close()
        wait_until_ready(live.address, child)
        return cls(live, child)

    def database(self) -> psutil.Process:
        below = psutil.Process(self.child.pid).children(recursive=True)
        return next(one for one in below if one.name() == "postgres" and "-D" in one.cmdline())

    def stop(self) -> None:
        self.child.send_signal(signal.SIGINT)
        self.child.wait(60)


@dataclass
class Writers:
    """People who go on saving, each with a key, whatever happens."""

    address: str
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: dict[str, str] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)

    def run(self, number: int, token: str, pairing: str) -> None:
        """Log sessions of long ago, each with a key, again and again until it is acknowledged."""
        start = datetime(1991 + number, 1, 1, tzinfo=UTC)
        with httpx2.Client(base_url=self.address, timeout=10) as client:
            client.headers["Authorization"] = f"Bearer {token}"
            for n in range(8000):
                if self.stop.is_set():
                    return
                at = start + timedelta(hours=n)
                self._save(client, pairing, at)

    def _save(self, client: httpx2.Client, pairing: str, at: datetime) -> None:
        key = str(uuid.uuid4())
        sent = {
            "pairing_id": pairing, "mode": "phone", "place": key, "starts_at": at.isoformat(),
            "ends_at": (at + timedelta(minutes=30)).isoformat(),
        }  # fmt: skip
        while not self.stop.is_set():
            try:
                told = client.post("/api/v1/sessions", json=sent, headers={"Idempotency-Key": key})
            except httpx2.HTTPError:
                time.sleep(0.05)
                continue
            if told.status_code == 201:
                self.acknowledged[told.json()["id"]] = key
                return
            if told.status_code != 503:
                self.odd.append(told.status_code)
                return
            time.sleep(0.05)


def sign_in(address: str) -> tuple[str, str]:
    with httpx2.Client(base_url=f"{address}/api/v1") as client:
        sent = {"email": "coach@demo.example", "password": PASSWORD}
        token = client.post("/sign-in", json=sent).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        pairing = client.get("/pairings", params={"state": "active"}).json()["items"][0]["id"]
    return token, pairing


@contextmanager
def writing(address: str) -> Iterator[Writers]:
    token, pairing = sign_in(address)
    writers = Writers(address)
    threads = [
        threading.Thread(target=writers.run, args=(n, token, pairing)) for n in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    try:
        yield writers
    finally:
        writers.stop.set()
        for thread in threads:
            thread.join(30)


def wait_for(writers: Writers, more: int) -> None:
    wanted = len(writers.acknowledged) + more
    end = time.monotonic() + 600
    while len(writers.acknowledged) < wanted and time.monotonic() < end:
        time.sleep(0.02)
    assert len(writers.acknowledged) >= wanted


def saved(live: Live) -> dict[str, str]:
    """Ask the database itself what is there, once the server has stopped."""
    with EmbeddedServer(live.data_dir / "postgres") as server:
        url = server.owner_url().replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            rows = connection.execute(OURS)
            return {str(key): place for key, place in rows}


def judge(name: str, writers: Writers, there: dict[str, str]) -> None:
    lost = [key for key in writers.acknowledged if key not in there]
    twice = len(there) - len(set(there.values()))
    figures = {"acknowledged": len(writers.acknowledged), "lost": len(lost), "twice": twice}
    print(f"\n{name}: {figures}")
    where = ROOT / "build" / f"kill-{name}.json"
    where.parent.mkdir(exist_ok=True)
    where.write_text(json.dumps({"kills": KILLS, **figures}))
    assert (lost, twice, writers.odd) == ([], 0, [])


def kill_repeatedly(name: str, kill: Callable[[Running], Running]) -> None:
    with demo_place(DISK) as live:
        running = Running.begin(live)
        with writing(live.address) as writers:
            for _ in range(KILLS):
                wait_for(writers, ACKNOWLEDGED // (KILLS + 1))
                running = kill(running)
            wait_for(writers, ACKNOWLEDGED // (KILLS + 1))
        running.stop()
        judge(name, writers, saved(live))


def kill_server(running: Running) -> Running:
    running.child.kill()
    running.child.wait()
    return Running.begin(running.live)


def kill_database(running: Running) -> Running:
    running.database().kill()
    return running


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_server_is_killed():
    kill_repeatedly("server", kill_server)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_database_is_killed():
    kill_repeatedly("database", kill_database)


def acknowledge_until_killed(server: EmbeddedServer) -> int:
    """Write as fast as may be on one connection, and kill the database meanwhile."""
    url = server.superuser_url().replace("+psycopg", "")
    acknowledged = 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("checkpoint")
        pid = server.pid
        assert pid is not None
        try:
            for n in range(100_000):
                connection.execute("insert into kept values (%s)", (n,))
                acknowledged += 1
                if n == 2000:
                    psutil.Process(pid).kill()
        except psycopg.Error:
            pass
    return acknowledged


@pytest.mark.slow
def test_the_check_can_fail():
    """The negative control: with a database that does not wait for the disk, writes are lost."""
    with demo_place(DISK) as live:
        folder = live.data_dir / "postgres"
        with EmbeddedServer(folder):
            pass
        careless = next(Path(folder).rglob("server.conf")).with_name("own.conf")
        careless.write_text("synchronous_commit = off\nwal_writer_delay = 10s\n")
        with EmbeddedServer(folder) as server:
            acknowledged = acknowledge_until_killed(server)
        with EmbeddedServer(folder) as server:
            url = server.superuser_url().replace("+psycopg", "")
            with psycopg.connect(url) as connection:
                row = connection.execute("select count(*) from kept").fetchone()
    assert row is not None
    print(f"\ncontrol: acknowledged {acknowledged}, lost {acknowledged - row[0]}")
    assert row[0] < acknowledged


@pytest.mark.slow
def test_a_server_that_is_told_to_stop_finishes_what_is_in_hand():
    with demo_place(DISK) as live:
        running = Running.begin(live)
        token, pairing = sign_in(live.address)
        answers: list[int] = []
        begun = threading.Barrier(11)

        def ask(name: str) -> None:
            sent = {"email": f"{name}@example.org", "password": "a wrong password"}
            with httpx2.Client(base_url=live.address, timeout=30) as client:
                client.get("/healthz")
                begun.wait()
                answers.append(client.post("/api/v1/sign-in", json=sent).status_code)

        asking = [threading.Thread(target=ask, args=(f"nobody{n}",)) for n in range(10)]
        for one in asking:
            one.start()
        begun.wait()
        time.sleep(0.3)
        running.child.send_signal(signal.SIGTERM)
        for one in asking:
            one.join(30)

        assert answers == [401] * 10
        assert running.child.wait(60) == 0
        assert token
        assert pairing
