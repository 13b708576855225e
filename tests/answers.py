"""Reading answers, and asking many times at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

NOBODYS = str(uuid4())


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
