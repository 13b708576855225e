"""What is said in an address is read at once; it must mean what FastAPI would have read."""

from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.dependencies.utils import request_params_to_args
from fastapi.routing import APIRoute
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.datastructures import QueryParams
from tests.figures import record

from alongside.access import reading
from alongside.app import ROUTERS

ROUTES = [
    route
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute) and reading.is_told_at_once(route)
]
KEY = "0198f6c4-5e3b-7f91-8d27-a1b6c9e0f354"
WORTH_A_TRY = [
    "", "0", "1", "50", "100", "101", "-1", "2.0", "1e1", "\u0661",
    "true", "null", KEY, KEY.upper(),
    KEY.replace("-", ""), f"{{{KEY}}}", "booked", "Booked", "active", "coach", "team", "a b", "é",
    "2027-01-04T10:00:00Z", "2027-01-04T10:00:00", "2027-01-04", "1793800000", "x" * 201,
]  # fmt: skip
SAID = st.sampled_from(WORTH_A_TRY) | st.text(max_size=5)


def piece_by_piece(route: APIRoute, query: bytes, path: dict[str, str]) -> dict[str, Any] | None:
    """Read an address as FastAPI does; nothing if it finds a fault."""
    asked, wrong = request_params_to_args(route.dependant.query_params, QueryParams(query))
    placed, misplaced = request_params_to_args(route.dependant.path_params, path)
    return None if wrong or misplaced else asked | placed


def at_once(route: APIRoute, query: bytes, path: dict[str, str]) -> dict[str, Any] | None:
    try:
        scope = {"query_string": query, "path_params": path}
        return reading.reader_of(route.dependant).said_in(scope)
    except ValidationError:
        return None


def test_what_is_only_read_is_read_at_once():
    assert len(ROUTES) >= 20
    record("reading", "operations that read their address at once", len(ROUTES))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_at_once_means_the_same(route):
    names = [field.alias for field in route.dependant.query_params]
    paths = {field.alias: SAID for field in route.dependant.path_params}
    said = st.lists(st.tuples(st.sampled_from([*names, "else"]), SAID), max_size=4)

    @settings(max_examples=100, deadline=None, database=None)
    @given(said, st.fixed_dictionaries(paths))
    def alike(said, path):
        query = urlencode(said).encode()
        assert at_once(route, query, path) == piece_by_piece(route, query, path)

    alike()
