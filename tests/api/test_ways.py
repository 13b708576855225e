"""Addresses and methods that there are, and those that there are not."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from tests.answers import said

from alongside.core.errors import Problem

TOLD = "application/problem+json"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/", "/api/v1/sessions/", "/.well-known/x"]
)
def test_nothing_is_nothing_whatever_is_asked_of_it(api, method, path):
    answered = api.client.request(method, path, follow_redirects=False)

    assert answered.status_code == 404
    assert answered.headers["content-type"] == TOLD
    assert answered.json()["code"] == "not_found"
    assert "allow" not in answered.headers


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/api/v1/sessions", "GET, HEAD, OPTIONS, POST"),
        ("/api/v1/sessions/{session}", "GET, HEAD, OPTIONS, PATCH"),
        ("/api/v1/sessions/{session}/shared-note", "GET, HEAD, OPTIONS, PUT"),
        ("/api/v1/sessions/{session}/cancel", "OPTIONS, POST"),
        ("/api/v1/feedback/{session}", "DELETE, GET, HEAD, OPTIONS"),
        ("/api/v1/organisations/import", "OPTIONS, POST"),
        ("/docs", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
    ],
)
def test_an_address_says_what_can_be_done_there(api, cast, path, allow):
    here = path.format(session=cast.held.id)
    asked = api.client.options(here)
    wrong = api.client.request("TRACE", here)

    assert (asked.status_code, asked.headers["allow"], asked.text) == (204, allow, "")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, allow)
    assert wrong.json()["code"] == "method_not_allowed"
    assert wrong.headers["content-type"] == TOLD


def test_an_address_of_its_own_is_not_taken_for_an_id(api, cast):
    answered = api.as_(cast.amara).get("/organisations/import")

    assert (answered.status_code, answered.headers["allow"]) == (405, "OPTIONS, POST")
    assert api.anonymous.get("/organisations/import").status_code == 401


def test_every_operation_is_in_the_allow_header_of_its_address(api, document):
    for path, item in document["paths"].items():
        allowed = set(api.client.options(path).headers["allow"].split(", "))

        assert {method.upper() for method in item} <= allowed, path


def test_the_headers_can_be_asked_for_alone(api, cast):
    amara = api.as_(cast.amara)
    path = f"/sessions/{cast.held.id}"
    whole, bare = amara.get(path), amara.request("HEAD", path)

    assert bare.text == ""
    assert bare.status_code == 200
    assert bare.headers["etag"] == whole.headers["etag"]
    assert bare.headers["content-length"] == whole.headers["content-length"]


def test_a_secret_is_no_less_secret_by_its_headers(api, cast):
    idris = api.as_(cast.idris)
    theirs = idris.request("HEAD", f"/sessions/{cast.held.id}")
    nobodys = idris.request("HEAD", f"/sessions/{cast.pairing.id}")

    assert theirs.status_code == 404
    assert said(theirs) == said(nobodys)
    assert api.anonymous.request("HEAD", "/me").status_code == 401


def _below(kind: type[Problem]) -> Iterator[type[Problem]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_one_code_is_said_in_one_way():
    said = defaultdict(set)
    for each in _below(Problem):
        said[each.code].add((each.status, each.title))

    assert len(said) > 30
    assert {code: ways for code, ways in said.items() if len(ways) > 1} == {}
