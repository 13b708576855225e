"""A test client that goes to the application once for each request.

Starlette's own crosses to the loop's thread and back for each part of a request, which took
longer than the request.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import httpx2
from anyio.from_thread import BlockingPortal
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message


def _scope(request: httpx2.Request, caller: tuple[str, int]) -> dict[str, Any]:
    url = request.url
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "path": unquote(url.path),
        "raw_path": url.raw_path.partition(b"?")[0],
        "root_path": "",
        "scheme": url.scheme,
        "query_string": url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": caller,
        "server": (url.host, url.port or {"http": 80, "https": 443}[url.scheme]),
        "state": {},
    }


class Direct(httpx2.BaseTransport):
    """Asks an application that runs in the loop of a portal."""

    def __init__(self, app: ASGIApp, portal: BlockingPortal) -> None:
        self.app, self._portal = app, portal
        self.client = ("testclient", 50000)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        status, headers, body = self._portal.call(self._ask, request)
        return httpx2.Response(status, headers=headers, content=body, request=request)

    async def _ask(self, request: httpx2.Request) -> tuple[int, Any, bytes]:
        told: list[Message] = []
        sent, over = False, asyncio.Event()

        async def receive() -> Message:
            nonlocal sent
            if sent:
                await over.wait()
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": request.content}

        async def send(message: Message) -> None:
            told.append(message)

        await self.app(_scope(request, self.client), receive, send)
        over.set()
        begun, *parts = told
        return begun["status"], begun["headers"], b"".join(part.get("body", b"") for part in parts)


@contextmanager
def start(app: ASGIApp) -> Iterator[TestClient]:
    """Start an application, and give a client that goes straight to it."""
    with TestClient(app, "https://localhost") as client:
        assert client.portal is not None
        client._transport = Direct(client.app, client.portal)  # type: ignore[assignment]
        yield client
