"""What browsers tell of their own accord: that something on a page was against its policy.

Kept are two words of a report, each from a list of ours. An address may hold what is private.
"""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from alongside.core.clock import now
from alongside.core.errors import TooLarge

log = structlog.get_logger()

ADDRESS = "/csp-report"
LARGEST, AT_ONCE = 16 * 1024, 10
MOST, WITHIN = 10, timedelta(minutes=1)
DIRECTIVES = {
    *("base-uri", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors"),
    *("img-src", "object-src", "require-trusted-types-for", "trusted-types"),
    *("script-src", "script-src-attr", "script-src-elem"),
    *("style-src", "style-src-attr", "style-src-elem"),
}
KINDS = {"inline", "eval", "data", "blob", "trusted-types-sink", "trusted-types-policy"}


def _of_each(told: Any) -> list[dict[str, Any]]:
    """Find the reports, in the old form or the new."""
    if isinstance(told, dict):
        one = told.get("csp-report")
        return [one] if isinstance(one, dict) else []
    bodies = [one.get("body") for one in told if isinstance(one, dict)] if told else []
    return [body for body in bodies if isinstance(body, dict)][:AT_ONCE]


def _kind(blocked: str, host: str) -> str:
    if blocked in KINDS:
        return blocked
    return "own" if urlsplit(blocked).netloc == host else "elsewhere"


def scrub(report: dict[str, Any], host: str) -> dict[str, str]:
    """Keep of a report what cannot tell anything of anybody."""
    directive = str(report.get("effective-directive") or report.get("effectiveDirective"))
    blocked = str(report.get("blocked-uri") or report.get("blockedURL") or "inline")
    told = directive if directive in DIRECTIVES else "other"
    return {"kind": told, "where": _kind(blocked, host)}


class Reports:
    """Takes reports, and writes down no more than a few of them each minute."""

    def __init__(self) -> None:
        self._since, self._taken = now(), 0

    def _has_room(self) -> bool:
        at = now()
        if at - self._since > WITHIN:
            self._since, self._taken = at, 0
        self._taken += 1
        return self._taken <= MOST

    async def take(self, request: Request) -> Response:
        """Write down what it says. Whatever it says, the answer is the same."""
        try:
            told = json.loads(await self._read(request))
            found = [scrub(one, request.url.netloc) for one in _of_each(told)]
        except (ValueError, TypeError, RecursionError):
            found = []
        for one in found:
            if self._has_room():
                log.warning("csp_violation", **one)
        return Response(status_code=204)

    async def _read(self, request: Request) -> bytes:
        read = b""
        async for part in request.stream():
            read += part
            if len(read) > LARGEST:
                raise TooLarge
        return read


def report_routes() -> list[Route]:
    """Make the one route to which browsers report."""
    return [Route(ADDRESS, Reports().take, methods=["POST"])]
