"""The outermost layer, one plain ASGI callable: request id, origin, size, headers, the last net."""

import asyncio
import secrets
from collections.abc import Callable, Collection, Iterable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alongside.core.errors import NotAllowed, Problem, TooLarge, TooSlow
from alongside.core.requests import request_id
from alongside.web.hosts import WrongHost, is_ours
from alongside.web.problems import on_surprise, tell
from alongside.web.reports import ADDRESS as REPORTS

Headers = Iterable[tuple[bytes, bytes]]

LARGEST_BODY = 1024 * 1024 + 64 * 1024
BODY_SECONDS = 60  # for all of it: a full one takes half of that by a poor line
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
    b"trusted-types 'none'; report-uri " + REPORTS.encode()
)
CSP = (b"content-security-policy", _POLICY)
NO_STORE = (b"cache-control", b"no-store")


class FromElsewhere(NotAllowed):
    code = "wrong_origin"
    title = "This request came from another site, so we did nothing with it."


class Edge:
    """Wraps the application. A browser may change something only from our own pages."""

    def __init__(
        self,
        app: ASGIApp,
        origins: Callable[[], Iterable[str]],
        names: Collection[str],
        *,
        https: bool,
    ) -> None:
        self._app, self._origins, self._names = app, origins, names
        self._always = ALWAYS + (
            ((b"strict-transport-security", b"max-age=63072000; includeSubDomains"),)
            if https
            else ()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["request_id"] = secrets.token_hex(16)
        request_id.set(scope["request_id"])
        headers = scope["headers"]
        sending = _Sending(scope, send, self._always)
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        if is_ours(scope["path"], headers, self._names):
            problem = self._refusal(scope["method"], headers)
        else:
            problem = WrongHost()
        if problem is not None:
            await tell(Request(scope), problem)(scope, receive, sending)
            return
        try:
            await self._app(scope, _bounded(receive), sending)
        except (TooLarge, TooSlow) as unread:
            await tell(Request(scope), unread)(scope, receive, sending)
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
    """Stop reading a body that is larger than anything we take, or takes too long to come."""
    seen, whole = 0, False
    end = asyncio.get_running_loop().time() + BODY_SECONDS

    async def counted() -> Message:
        nonlocal seen, whole
        message = await receive() if whole else await _before(end, receive)
        whole = not message.get("more_body", False)
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise TooLarge
        return message

    return counted


async def _before(end: float, receive: Receive) -> Message:
    try:
        async with asyncio.timeout_at(end):
            return await receive()
    except TimeoutError:
        raise TooSlow from None


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
