"""Asking the application straight, without a socket: some thousand times a test."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from tests.lasting import make_room
from tests.leaving import LEAVE

from alongside.core.db import Database, run_waiting, trips_of
from alongside.core.opening import Opening


class OneConnection(Database):
    """A database in which every request works in one transaction that nobody will keep.

    What a request changes is taken back when it ends, or with the transaction if we are `keeping`.
    """

    connection: AsyncConnection
    keeping = False

    def __init__(self) -> None:
        """Wait for a connection."""

    @asynccontextmanager
    async def transaction(self, opening: Opening | None = None) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(
            bind=self.connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            autoflush=False,
        ) as db:
            if opening:
                await opening.find_out(await trips_of(db))
                opening.is_open = True
            yield db
            await run_waiting(db)
            await db.flush()
            if self.keeping:
                await db.commit()
            else:
                await db.rollback()


@dataclass(frozen=True)
class Answer:
    """All that somebody gets to see: the status, the body, and every header."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = field(default=())

    @property
    def request_id(self) -> str:
        return dict(self.headers)["x-request-id"]

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def told(self) -> "Answer":
        """What an answer tells, apart from the id of the request."""
        mine = self.request_id
        kept = tuple(sorted(one for one in self.headers if one[0] != "x-request-id"))
        return Answer(self.status, self.body.replace(mine.encode(), b"id"), kept)

    @property
    def text(self) -> str:
        """Everything in it that could hold a word."""
        return self.body.decode() + "\n" + "\n".join(": ".join(one) for one in self.headers)


@dataclass(frozen=True)
class Ask:
    """One request, without who asks."""

    method: str
    path: str
    json: Any = None
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None

    @property
    def sent(self) -> bytes:
        if self.content is not None:
            return self.content
        return b"" if self.json is None else json.dumps(self.json).encode()


def get(path: str) -> Ask:
    return Ask("GET", path)


def post(path: str, json: Any = None) -> Ask:
    return Ask("POST", path, json)


def _scope(ask: Ask, token: str | None) -> dict[str, Any]:
    path, _, query = ask.path.partition("?")
    where = path if path.startswith(("/api/", "/.", "/healthz", "/readyz")) else f"/api/v1{path}"
    given: dict[str, str] = {"host": "localhost"}
    if ask.json is not None:
        given["content-type"] = "application/json"
    if token is not None:
        given["authorization"] = f"Bearer {token}"
    given |= dict(ask.headers)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": ask.method,
        "scheme": "https",
        "path": unquote(where),
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 443),
    }


async def send(app: Any, ask: Ask, token: str | None) -> Answer:
    """Put one request to the application and gather the whole answer."""
    got: list[Mapping[str, Any]] = []
    sent = iter([{"type": "http.request", "body": ask.sent, "more_body": False}])

    async def receive() -> Mapping[str, Any]:
        return next(sent, {"type": "http.disconnect"})

    async def tell(message: Mapping[str, Any]) -> None:
        got.append(message)

    await app(_scope(ask, token), receive, tell)
    start, *rest = got
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in start["headers"])
    return Answer(start["status"], b"".join(one.get("body", b"") for one in rest), headers)


async def forget(connection: AsyncConnection) -> None:
    """Make the database forget who asked last, as the end of a transaction does."""
    trips = await make_room(connection)
    await trips.go(LEAVE)
