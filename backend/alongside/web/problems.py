"""Whatever goes wrong is told as problem details (RFC 9457), the unforeseen too."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from psycopg.errors import LockNotAvailable, QueryCanceled
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from alongside.access.http import PROBLEM
from alongside.core.db import Busy
from alongside.core.errors import (
    FieldError,
    NotFound,
    Problem,
    TooLarge,
    Unavailable,
    Unprocessable,
)

log = structlog.get_logger()

RETRY_AFTER = {"Retry-After": "2"}


class MethodNotAllowed(Problem):
    status, code = 405, "method_not_allowed"
    title = "That cannot be done at this address."


BY_STATUS: dict[int, type[Problem]] = {404: NotFound, 405: MethodNotAllowed, 413: TooLarge}


def request_id(request: Request) -> str:
    found: str = request.scope.get("request_id", "")
    return found


def tell(request: Request, problem: Problem) -> Response:
    """Render a problem. `instance` and the request id have a fixed length."""
    detail = problem.detail or problem.title
    body = {
        "type": f"/problems/{problem.code}",
        "code": problem.code,
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": request_id(request),
        "errors": [vars(error) for error in problem.errors],
    }
    return Response(json.dumps(body), problem.status, problem.headers, PROBLEM)


def _pointer(location: Sequence[Any]) -> str:
    """Say where as a JSON pointer; what is not in the body is named by its own name."""
    parts = location[1:] if location[:1] == ("body",) else location[1:] or location
    return "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in parts)


def _field_error(error: dict[str, Any]) -> FieldError:
    return FieldError(_pointer(error["loc"]), error["type"], error["msg"])


async def on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this kind alone
    return tell(request, error)


async def on_invalid(request: Request, error: Exception) -> Response:
    """Tell what in the request needs another look; what was sent is not sent back."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this kind alone
    found = error.errors()
    return tell(request, Unprocessable(errors=[_field_error(one) for one in found]))


async def on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this kind alone
    known = BY_STATUS.get(error.status_code)
    problem = known() if known else _unnamed(error.status_code)
    problem.headers = dict(error.headers or {})
    return tell(request, problem)


def _unnamed(status: int) -> Problem:
    problem = Problem(HTTPStatus(status).phrase)
    problem.status, problem.code = status, f"http_{status}"  # type: ignore[misc]
    return problem


async def on_database(request: Request, error: Exception) -> Response:
    """Say that we cannot answer just now, when it is the database that cannot."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, LockNotAvailable):
        return tell(request, Busy())
    gone = isinstance(error, OperationalError | InterfaceError | PoolTimeoutError | OSError)
    gone = gone or isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
    if gone or isinstance(cause, QueryCanceled) or getattr(error, "connection_invalidated", False):
        log.warning(
            "database_unavailable", request_id=request_id(request), kind=type(cause).__name__
        )
        return tell(request, Unavailable(headers=RETRY_AFTER))
    return await on_surprise(request, error)


async def on_surprise(request: Request, error: Exception) -> Response:
    """Log where it went wrong, never with what: values in messages may be private."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else ""
    log.error("unforeseen", request_id=request_id(request), kind=type(error).__name__, where=where)
    return tell(request, Problem())


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(DBAPIError, on_database)
    app.add_exception_handler(PoolTimeoutError, on_database)
    app.add_exception_handler(psycopg.Error, on_database)
    app.add_exception_handler(OSError, on_database)
