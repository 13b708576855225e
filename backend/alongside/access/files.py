"""Requests whose body is a file: which kinds are taken, and how the documentation says so."""

from collections.abc import Collection, Mapping
from typing import Any

from fastapi import Request

from alongside.access.http import governed_by
from alongside.access.policy import Action
from alongside.core.errors import WrongContentType

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY_BYTES = "application/octet-stream"
AS_WINDOWS_CALLS_CSV = "application/vnd.ms-excel"


async def read_file(request: Request, kinds: Collection[str]) -> bytes:
    """Give the body, if it is of a kind that is taken here or says nothing of its kind."""
    kind = request.headers.get("content-type", ANY_BYTES).partition(";")[0].strip().lower()
    if kind not in {*kinds, ANY_BYTES}:
        raise WrongContentType
    return await request.body()


def governed_file(
    action: Action, content: Mapping[str, Mapping[str, Any]], *statuses: int
) -> dict[str, Any]:
    """Name the action that taking a file asks of the policy, and the kinds of file."""
    governed = governed_by(action, 413, 415, *statuses)
    body = {"required": True, "content": dict(content)}
    return governed | {"openapi_extra": governed["openapi_extra"] | {"requestBody": body}}
