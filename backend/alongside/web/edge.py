"""The outermost layer, one plain ASGI callable: request id, origin, size, headers, the last net."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alongside.core.errors import NotAllowed, Problem, TooLarge
from alongside.web.problems import on_surprise, tell

Headers = Iterable[tuple[bytes, bytes]]

LARGEST_BODY = 1024 * 1024 + 64 * 1024
SAFE = {"GET", "HEAD", "OPTIONS"}
OURS = {b"same-origin", b"none"}

ALWAYS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
)
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    b"connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    b"frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; "
    b"trusted-types 'none'"
)
CSP = (b"content-security-policy", _POLICY)
NO_STORE = (b"cache-control", b"no-store")


class FromElsewhere(NotAllowed):
    code = "wrong_origin"
    title = "This request came from another site, so we did nothing with it."


class Edge:
    """Wraps the application. A browser may change something only from our own pages."""

    def __init__(self, app: ASGIApp, origins: Callable[[], Iterable[str]], *, https: bool) -> None:
        self._app, self._origins = app, origins
        self._always = ALWAYS + (
            ((b"strict-transport-security", b"max-age=63072000; includeSubDomains"),)
            if https
            else ()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["request_id"] = uuid.uuid4().hex
        headers = scope["headers"]
        sending = _Sending(scope, send, self._always)
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        problem = self._refusal(scope["method"], headers)
        if problem is not None:
            await tell(Request(scope), problem)(scope, receive, sending)
            return
        try:
            await self._app(scope, _bounded(receive), sending)
        except TooLarge as large:
            await tell(Request(scope), large)(scope, receive, sending)
        except ClientDisconnect:
            return  # whoever asked went away before all of it had come: there is nobody to tell
        except Exception as error:  # noqa: BLE001 - the last net: nothing may escape as it is
            await self._last_words(scope, receive, sending, error)

    async def _last_words(
        self, scope: Scope, receive: Receive, sending: "_Sending", error: Exception
    ) -> None:
        answer = await on_surprise(Request(scope), error)
        if not sending.begun:
            await answer(scope, receive, sending)

    def _refusal(self, method: str, headers: Headers) -> Problem | None:
        length = dict(headers).get(b"content-length", b"0")
        if length.isdigit() and int(length) > LARGEST_BODY:
            return TooLarge()
        if method in SAFE:
            return None
        ours = {origin.encode() for origin in self._origins()}
        known = {b"sec-fetch-site": OURS, b"origin": ours}  # each of them, if one comes twice
        foreign = any(value not in known[name] for name, value in headers if name in known)
        return FromElsewhere() if foreign else None


def _bounded(receive: Receive) -> Receive:
    """Stop reading a body that goes on for longer than anything we take."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise TooLarge
        return message

    return counted


class _Sending:
    """Adds the headers that every answer has; who asks for headers alone gets no more."""

    def __init__(self, scope: Scope, send: Send, always: tuple[tuple[bytes, bytes], ...]) -> None:
        self._send, self._always, self.begun = send, always, False
        self._id = scope["request_id"].encode()
        self._bare = scope["method"] == "HEAD"

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            present = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *self._missing(present)]
        elif self._bare:
            message = {**message, "body": b""}
        await self._send(message)

    def _missing(self, present: set[Any]) -> list[tuple[bytes, bytes]]:
        added = [(b"x-request-id", self._id), *self._always, CSP, NO_STORE]
        return [(name, value) for name, value in added if name not in present]
