"""Reading answers, and asking many times at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

BOTH_LOCKS, THE_POLICY_ALONE = "both locks", "the policy alone"

NOBODYS = "0f4a3c1e-6b1d-4e57-9d0a-7c2b8e5f1a90"  # the same in every process that runs tests


def said(answer: Any) -> tuple[int, str, dict[str, str]]:
    """Give all that an answer tells, apart from the id of the request."""
    request_id = answer.headers["x-request-id"]
    headers = {name: value for name, value in answer.headers.items() if value != request_id}
    return answer.status_code, answer.text.replace(request_id, "id"), headers


def codes(answer: Any) -> list[tuple[str, str]]:
    """Give where and why a request was refused."""
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


def all_at_once(*asks: Callable[[], Any]) -> list[Any]:
    """Ask all of it at the same moment, each from a thread of its own."""
    start = Barrier(len(asks))

    def ask(one: Callable[[], Any]) -> Any:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(ask, asks))


WAITING = text(
    "select count(*) from pg_stat_activity"
    " where datname = current_database() and wait_event_type = 'Lock'"
)


def overtaken_by(superuser_url: str, sql: str, ask: Callable[[], Any]) -> Any:
    """Ask while somebody else has just done `sql`, and let them be first."""
    engine = create_engine(superuser_url, poolclass=NullPool)
    watching = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as other, watching.connect() as seen, ThreadPoolExecutor(1) as pool:
        other.execute(text(sql))
        answer = pool.submit(ask)
        while not answer.done() and not seen.scalar(WAITING):
            sleep(0.01)
        other.commit()
        return answer.result()


def lift_row_security(api: Any) -> None:
    """Ask on as somebody whom row security does not bind: what is closed now, the policy closes."""
    connection = api.app.state.site.database.connection
    api.client.portal.call(connection.execute, text("reset role"))
