"""`make bench`: prints each ratio with its gate and its aim; a missed gate fails the run."""

import argparse
import itertools
import json
import math
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside.core.migrate import migrate
from alongside.core.postgres import EmbeddedServer
from alongside.database import settle
from alongside.identity.keys import load_keys
from alongside.identity.tokens import issue_access_token
from tests.benchmarks.data import PAIRS, fill, programmes_for
from tests.benchmarks.goals import GOALS, judge
from tests.benchmarks.inserts import insert_rate
from tests.benchmarks.reference import key
from tests.benchmarks.rounds import Served, ask, drive, served
from tests.benchmarks.sealing import sealing
from tests.conftest import owners_engine

PAGE = 50
MOST_BOOKED = 6000  # more than a round asks for
Round = Callable[[], dict[str, float]]


def tokens_for(keys_at: Path, programmes: int) -> dict[str, str]:
    ring = load_keys(keys_at)
    people = [f"{p}-{i}" for p in range(1, programmes + 1) for i in range(1, PAIRS + 1, 5)]
    return {one: issue_access_token(ring, key(f"u{one}"), key(f"s{one}"))[0] for one in people}


def bookings(tokens: dict[str, str], offset: int) -> list[str]:
    """Make bookings that never meet: each pair has days of its own, each round its own year."""
    days = math.ceil(MOST_BOOKED / (len(tokens) * 24))
    first = datetime(2100 + offset, 1, 1, tzinfo=UTC)
    made = []
    for (n, (who, token)), day, hour in itertools.product(
        enumerate(tokens.items()), range(days), range(24)
    ):
        start = first + timedelta(days=(n * days + day) % 365, hours=hour)
        body = {
            "pairing_id": str(key(f"g{who}")),
            "starts_at": start.isoformat(),
            "ends_at": (start + timedelta(minutes=50)).isoformat(),
            "mode": "video",
        }
        made.append(ask("POST", "/api/v1/sessions", token, json.dumps(body)))
    random.Random(offset).shuffle(made)
    return made


def rounds_of(
    ours: Served, unlocked: Served, bare: Served, tokens: dict[str, str], seconds: float
) -> dict[str, Round]:
    lists = [ask("GET", "/api/v1/sessions", token) for token in tokens.values()]
    ones = [
        ask("GET", f"/api/v1/sessions/{key(f'x{who}-1')}", token) for who, token in tokens.items()
    ]
    plain = [ask("GET", f"/list/{who.replace('-', '/')}") for who in tokens]
    hello = [ask("GET", "/hello/")]
    books = (bookings(tokens, n) for n in range(50))
    return {
        "bare list": lambda: drive(bare, plain, seconds),
        "list without the lock": lambda: drive(unlocked, lists, seconds),
        "list": lambda: drive(ours, lists, seconds),
        "hello": lambda: drive(bare, hello, seconds),
        "one": lambda: drive(ours, ones, seconds),
        "create": lambda: drive(ours, next(books), seconds),
    }


def run(sessions: int, rounds: int, seconds: float) -> dict[str, float]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        began = time.perf_counter()
        server = stack.enter_context(EmbeddedServer(folder / "postgres"))
        figures = {"start": time.perf_counter() - began}
        migrate(server.owner_url(), server.app_url(), settle)
        with owners_engine(server.owner_url()) as engine:
            fill(engine, sessions)
        tokens = tokens_for(folder / "keys", programmes_for(sessions))
        keys_at = str(folder / "keys")
        start = lambda target, path, url: stack.enter_context(  # noqa: E731
            served(target, path, BENCH_URL=url, BENCH_KEYS=keys_at)
        )
        ours = start("tests.benchmarks.ours:app", "/healthz", server.app_url())
        unlocked = start("tests.benchmarks.ours:app", "/healthz", server.owner_url())
        bare = start("tests.benchmarks.reference:app", "/hello/", server.owner_url())
        check_alike(ours, bare, tokens)
        kinds = rounds_of(ours, unlocked, bare, tokens, seconds)
        turns = itertools.count()

        def while_sealing() -> dict[str, float]:
            with sealing(server.app_url()):
                return kinds["list"]()

        kinds["list while sealing"] = while_sealing
        kinds["inserts"] = lambda: {
            "rps": insert_rate(server, programmes_for(sessions), next(turns), seconds)
        }
        found: dict[str, list[dict[str, float]]] = {name: [] for name in kinds}
        for turn in range(rounds + 1):
            for name, drive_one in kinds.items():
                result = drive_one()
                if turn:
                    found[name].append(result)
        figures |= ratios(found)
        figures["rss"] = ours.process.memory_info().rss / 1e6
        figures["recovery"] = recovery(server)
    return figures


def check_alike(ours: Served, bare: Served, tokens: dict[str, str]) -> None:
    """See that both list the same sessions, a full page of them: else nothing is compared."""
    who, token = next(iter(tokens.items()))
    address = f"http://127.0.0.1:{ours.port}/api/v1/sessions"
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    plain = f"http://127.0.0.1:{bare.port}/list/{who.replace('-', '/')}"
    pages = []
    for one in (asked, plain):
        with urllib.request.urlopen(one) as answer:
            pages.append([row["id"] for row in json.load(answer)["items"]])
    assert pages[0] == pages[1], "the two lists are not the same"
    assert len(pages[0]) == PAGE, f"a page has {len(pages[0])} rows"


def recovery(server: EmbeddedServer) -> float:
    """Kill the database and say how long it takes to answer again."""
    import psutil  # noqa: PLC0415 - a tool of this measurement alone

    pid = server.pid
    assert pid is not None
    psutil.Process(pid).kill()
    began = time.perf_counter()
    while True:
        try:
            with owners_engine(server.owner_url()) as engine, engine.connect():
                if server.pid not in (None, pid):
                    return time.perf_counter() - began
        except Exception:  # noqa: BLE001 - whatever it says, it is not back yet
            time.sleep(0.02)
        if time.perf_counter() - began > 60:
            raise RuntimeError("the database did not come back")


def ratios(found: dict[str, list[dict[str, float]]]) -> dict[str, float]:
    """Compare what was measured within the same turn: a machine may be slower in another one."""
    for name, results in found.items():
        line = "  ".join(
            f"{what} {statistics.median(one[what] for one in results):9.2f}"
            for what in ("rps", "p50", "p95", "p99", "cpu")
            if what in results[0]
        )
        print(f"{name:24} {line}")

    def middle(what: str, name: str, other: str) -> float:
        turns = zip(found[name], found[other], strict=True)
        return statistics.median(one[what] / two[what] for one, two in turns)

    return {
        "list / bare list": middle("rps", "list", "bare list"),
        "one / hello": middle("rps", "one", "hello"),
        "list cpu / hello cpu": middle("cpu", "list", "hello"),
        "list p99 / p50": statistics.median(one["p99"] / one["p50"] for one in found["list"]),
        "list with / without the lock": middle("rps", "list", "list without the lock"),
        "list while sealing / list": middle("rps", "list while sealing", "list"),
        "create / inserts": middle("rps", "create", "inserts"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="sessions in the world")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.5)
    asked = parser.parse_args()
    where = Path("build/bench.json")
    where.parent.mkdir(exist_ok=True)
    where.unlink(missing_ok=True)
    figures = run(asked.size, asked.rounds, asked.seconds)
    missed = judge(figures)
    told = {"size": asked.size, **figures, "gates missed": ", ".join(missed) or "none"}
    where.write_text(json.dumps(told, indent=2))
    if missed:
        sys.exit(f"{len(missed)} of {len(GOALS)} gates missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
