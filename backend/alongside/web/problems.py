"""Whatever goes wrong is told as problem details (RFC 9457), the unforeseen too."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from psycopg.errors import (
    DeadlockDetected,
    LockNotAvailable,
    QueryCanceled,
    ReadOnlySqlTransaction,
    SerializationFailure,
)
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from alongside.access.wrong import PROBLEM
from alongside.core.db import Busy
from alongside.core.errors import (
    FieldError,
    NotFound,
    Problem,
    TooLarge,
    Unavailable,
    Unprocessable,
    WrongContentType,
)
from alongside.web.messages import JSON, say

log = structlog.get_logger()


class MethodNotAllowed(Problem):
    status, code = 405, "method_not_allowed"
    title = "That cannot be done at this address."


BY_STATUS: dict[int, type[Problem]] = {404: NotFound, 413: TooLarge}
USUAL: dict[int, dict[str, str]] = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "2"}}
MOST_ERRORS, LONGEST_POINTER = 100, 500


def request_id(request: Request) -> str:
    found: str = request.scope.get("request_id", "")
    return found


def body_of(problem: Problem, instance: str) -> dict[str, Any]:
    """Give what is told of a problem."""
    return {
        "type": f"/problems/{problem.code}",
        "code": problem.code,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail or problem.title,
        "instance": instance,
        "errors": [vars(error) for error in problem.errors],
    }


def tell(request: Request, problem: Problem) -> Response:
    """Render a problem. `instance` and the request id have a fixed length."""
    body = json.dumps(body_of(problem, request_id(request)))
    headers = USUAL.get(problem.status, {}) | problem.headers
    return Response(body, problem.status, headers, PROBLEM)


def _pointer(location: Sequence[Any]) -> str:
    """Say where as a JSON pointer into the body; a parameter is called by a slash and its name."""
    pointer = ""
    for one in location[1:]:
        further = "/" + str(one).replace("~", "~0").replace("/", "~1")
        if len(pointer) + len(further) > LONGEST_POINTER:
            break
        pointer += further
    return pointer


def _field_error(error: dict[str, Any]) -> FieldError:
    code = error["type"]
    where = () if code == "json_invalid" else error["loc"]
    return FieldError(_pointer(where), code, say(code, error["msg"], error.get("ctx") or {}))


def _unreadable() -> Problem:
    return Unprocessable(errors=[FieldError("", "json_invalid", JSON)])


async def on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this kind alone
    return tell(request, error)


async def on_invalid(request: Request, error: Exception) -> Response:
    """Tell what in the request needs another look; what was sent is not sent back.

    A word in the address that is no id is the id of nothing: it is told as such an id is. It may
    be an address of its own, though, at which something else can be done.
    """
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this kind alone
    if isinstance(error.body, bytes):
        return tell(request, WrongContentType())
    found = [one for one in error.errors() if one["loc"][0] != "path"]
    if not found:
        elsewhere = request.method not in _methods_here(request)
        return _tell_methods(request) if elsewhere else tell(request, NotFound())
    return tell(request, Unprocessable(errors=[_field_error(one) for one in found[:MOST_ERRORS]]))


async def on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this kind alone
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _tell_methods(request)
    if error.status_code == HTTPStatus.BAD_REQUEST:  # so a body is told that cannot be read
        cause = error.__cause__
        return tell(request, cause if isinstance(cause, Problem) else _unreadable())
    return tell(request, BY_STATUS.get(error.status_code, Problem)())


def _fits(template: str, asked: str) -> bool:
    """Say whether an address is one of those that a template stands for."""
    wanted, given = template.split("/"), asked.split("/")
    pairs = zip(wanted, given, strict=False)
    return len(wanted) == len(given) and all(
        there == here or (there.startswith("{") and here != "") for there, here in pairs
    )


def _methods_here(request: Request) -> set[str]:
    """Find in the contract what is served at an address; the page's own can be read."""
    paths = request.app.openapi()["paths"]
    found = [template for template in paths if _fits(template, request.scope["path"])]
    exact = min(found, key=lambda template: template.count("{"), default=None)
    return {method.upper() for method in paths[exact]} if exact else {"GET"}


def _tell_methods(request: Request) -> Response:
    """Say what can be done at an address, to who asks for it or for something else."""
    here = _methods_here(request)
    reading = {"HEAD"} if "GET" in here else set()
    allow = {"Allow": ", ".join(sorted(here | reading | {"OPTIONS"}))}
    if request.method == "OPTIONS":
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=allow)
    return tell(request, MethodNotAllowed(headers=allow))


async def on_database(request: Request, error: Exception) -> Response:
    """Say that we cannot answer just now, when it is the database that cannot.

    When it could not because others were changing the same, asking again helps.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, LockNotAvailable | DeadlockDetected | SerializationFailure):
        return tell(request, Busy())
    gone = isinstance(error, OperationalError | InterfaceError | PoolTimeoutError)
    gone = gone or isinstance(error, ConnectionError | TimeoutError)
    gone = gone or isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
    gone = gone or isinstance(cause, QueryCanceled | ReadOnlySqlTransaction)
    if gone or getattr(error, "connection_invalidated", False):
        log.warning(
            "database_unavailable", request_id=request_id(request), kind=type(cause).__name__
        )
        return tell(request, Unavailable())
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
    for gone in (ConnectionError, TimeoutError):
        app.add_exception_handler(gone, on_database)
