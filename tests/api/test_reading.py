"""What a request says is read at once; it must mean what FastAPI would have read."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import Request
from fastapi.dependencies.utils import request_body_to_args, request_params_to_args
from fastapi.routing import APIRoute
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import FULL, counts, record

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
PLAIN = {"boolean": (True, False), "integer": (1, 2.0), "uuid": (KEY,)}
SAID = st.sampled_from(WORTH_A_TRY) | st.text(max_size=5)


def asked(query: bytes, path: dict[str, str], told: dict[str, str], body: bytes) -> Request:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = {"content-type": "application/json"} | told
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "query_string": query, "path_params": path, "headers": raw}
    return Request(scope, receive)


async def piece_by_piece(route: APIRoute, request: Request) -> Any:
    """Read a request as FastAPI does: what each asks for by name; nothing if it finds a fault."""
    own, *others = every = [route.dependant, *route.dependant.dependencies]
    found: dict[str, Any] = {}
    for one in every:
        found[str(one.name)], wrong = request_params_to_args(one.header_params, request.headers)
        if wrong:
            return None
    for fields, said in (
        (own.query_params, request.query_params),
        (own.path_params, request.path_params),
    ):
        values, wrong = request_params_to_args(fields, said)
        if wrong:
            return None
        found[str(own.name)] |= values
    if own.body_params:
        try:
            told = await request.json()
        except ValueError:
            return None
        values, wrong = await request_body_to_args(own.body_params, told, embed_body_fields=False)
        if wrong:
            return None
        found[str(own.name)] |= values
    return found[str(own.name)], [found[str(one.name)] for one in others]


async def at_once(route: APIRoute, request: Request) -> Any:
    """Read it all at once, with finders that give back what they were given."""

    async def tell(**given: Any) -> dict[str, Any]:
        return {name: value for name, value in given.items() if value is not request}

    reader = reading.reader_of(route.dependant)
    finders = tuple(one._replace(find=tell) for one in reader.finders)
    try:
        found = await reader._replace(finders=finders, request=None).values(request)
    except (ValueError, RecursionError):
        return None
    others = [found.pop(one.name) for one in finders]
    return found, others


def examples_in(schema: Any, known: dict[str, Any]) -> list[Any]:
    """Gather what a part of a schema says may stand there."""
    if "$ref" in schema:
        return examples_in(known[schema["$ref"].rpartition("/")[2]], known)
    found = [*schema.get("examples", ()), *schema.get("enum", ())]
    found += PLAIN.get(schema.get("format", schema.get("type")), ())
    for other in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        found += examples_in(other, known)
    if not found and "properties" in schema:
        parts = schema["properties"].items()
        whole = {name: examples_in(part, known) for name, part in parts}
        found.append({name: some[0] for name, some in whole.items() if some})
    return found


def bodies_of(route: APIRoute) -> st.SearchStrategy[bytes]:
    """Make commands: mostly what their fields know, sometimes what they do not, or no JSON."""
    if not route.dependant.body_params:
        return st.just(b"")
    (body,) = route.dependant.body_params
    schema = body.field_info.annotation.model_json_schema()
    must, may = {}, {}
    for name, part in schema["properties"].items():
        values = st.sampled_from([*examples_in(part, schema.get("$defs", {})), KEY]) | SAID
        (must if name in schema.get("required", ()) else may)[name] = values
    odd = SAID | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(SAID)
    known = st.fixed_dictionaries(must, optional=may)
    amiss = st.dictionaries(st.sampled_from([*schema["properties"], "else"]), odd, max_size=2)
    whole = known | st.tuples(known, amiss).map(lambda both: both[0] | both[1])
    return (whole | odd).map(lambda told: json.dumps(told).encode()) | st.binary(max_size=8)


def test_what_is_said_is_mostly_read_at_once():
    assert len(ROUTES) >= 80
    record("reading", "operations that are read at once", len(ROUTES))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_at_once_means_the_same(route):
    names = [field.alias for field in route.dependant.query_params]
    paths = {field.alias: st.just(KEY) | SAID for field in route.dependant.path_params}
    every = [route.dependant, *route.dependant.dependencies]
    headers = [field.alias for one in every for field in one.header_params]
    said = st.lists(st.tuples(st.sampled_from([*names, "else"]), SAID), max_size=4)
    told = st.dictionaries(st.sampled_from([*headers, "x-else"]), st.just('"ab"') | SAID)
    read = []

    @settings(max_examples=counts(30, 200), deadline=None, database=None, derandomize=not FULL)
    @given(said, st.fixed_dictionaries(paths), told, bodies_of(route))
    def alike(said, path, told, body):
        request = asked(urlencode(said).encode(), path, told, body)
        found = asyncio.run(at_once(route, request))
        assert found == asyncio.run(piece_by_piece(route, request))
        read.append(found is not None)

    alike()
    assert any(read), "nothing was ever read"
