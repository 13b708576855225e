"""What the tests of the contract share: the document, and ways to send what no client should."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from alongside.contract import read_contract

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Described:
    """One operation as the document describes it."""

    method: str
    path: str
    said: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def answers(self) -> dict[str, Any]:
        return self.said["responses"]


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    return read_contract()


@pytest.fixture(scope="session")
def operations(document) -> list[Described]:
    return [
        Described(method, path, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


@pytest.fixture
def send(api, cast) -> Callable[..., Any]:
    """Send bytes as they are, as a coordinator unless somebody else is named."""

    def sent(body: Any, kind: str | None = "application/json", **rest: Any) -> Any:
        who = rest.pop("who", cast.efe)
        headers = {"Content-Type": kind} if kind else {}
        headers |= rest.pop("headers", {})
        path = rest.pop("path", "/programmes")
        method = rest.pop("method", "POST")
        return api.as_(who).request(method, path, content=body, headers=headers, **rest)

    return sent


def in_pieces(size: int) -> Iterator[bytes]:
    """Give a body of unknown length, as a stream does."""
    yield b'{"name":"'
    for _ in range(size // 65536):
        yield b"a" * 65536
    yield b'"}'
