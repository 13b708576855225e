"""OWASP API Security Top 10 (2023), those of how we are used and what we rest on: one test each."""

import asyncio
import socket
from dataclasses import replace

import pytest
import yaml
from tests.answers import NOBODYS
from tests.api.calls import CSV, PERSON, ask, begin
from tests.api.day import DAY
from tests.architecture.test_size import ROOT
from tests.figures import record

ADDRESSES = (
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:127.0.0.1]:5432/",
    "https://2130706433/",
    "https://user@localhost:8000/@elsewhere.example",
    "file:///etc/passwd",
    "elsewhere.example",
)
FORWARDED = {
    "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Host": "elsewhere.example",
    "X-Forwarded-Proto": "gopher", "X-Original-URL": "/api/v1/me", "X-Rewrite-URL": "/docs",
    "Forwarded": "host=elsewhere.example;proto=http", "X-HTTP-Method-Override": "DELETE",
}  # fmt: skip


@pytest.fixture
def ways(operations):
    return {one.said["operationId"]: (one.method, one.path) for one in operations}


def test_api4_nothing_takes_more_than_its_share(api, cast):
    """Unrestricted resource consumption. Time: tests/web/test_hosts.py and core/postgres/."""
    efe = api.as_(cast.efe)
    deep = b"[" * 100_000
    answers = {
        "a long page": efe.get("/participants?limit=101"),
        "a long question": efe.get(f"/participants?q={'a' * 5000}"),
        "a deep body": efe.request("POST", "/programmes", content=deep, headers=_json()),
        "a large body": efe.post("/programmes", {"name": "a" * 2_000_000}),
        "a long text": efe.post("/programmes", {"name": "a" * 10_000}),
    }

    assert {name: one.status_code for name, one in answers.items()} == {
        "a long page": 422, "a long question": 422, "a deep body": 422,
        "a large body": 413, "a long text": 422,
    }  # fmt: skip


def _json():
    return {"Content-Type": "application/json"}


def test_api6_no_flow_is_of_use_for_flooding(api, cast):
    """Unrestricted access to sensitive business flows."""
    efe, amara = api.as_(cast.efe), api.as_(cast.amara)
    here = {"programme_id": str(cast.programme.id)}
    with_oneself = {"coach_id": str(cast.amara.participant_id)}
    with_oneself |= {"leader_id": with_oneself["coach_id"]}
    alone = efe.post("/pairings", here | with_oneself)
    piece = {"session_id": str(cast.held.id), "audience": "team", "text": "Good."}
    said = [amara.post("/feedback", piece).status_code for _ in range(5)]
    links = [efe.post(f"/participants/{cast.hana.participant_id}/sign-in-link") for _ in range(5)]
    good = [_look(api, one.json()["url"]) for one in links]

    assert alone.status_code in (409, 422)
    assert said == [201, 409, 409, 409, 409]
    assert good == [404, 404, 404, 404, 200]


def _look(api, url):
    return api.anonymous.post("/sign-in/first/look", {"token": url.partition("#")[2]}).status_code


def test_api7_no_input_makes_the_server_connect_anywhere(api, cast, ways, monkeypatch):
    """Server side request forgery: every text of every operation, as addresses of all kinds."""
    reached, day, tried = [], begin(api, cast), 0

    def reach(*given, **_named):
        reached.append(given)
        raise OSError("no way out")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, reach)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, reach)
    for name in ("create_connection", "sock_connect", "getaddrinfo", "create_datagram_endpoint"):
        monkeypatch.setattr(asyncio.BaseEventLoop, name, reach, raising=False)
    for call in DAY:
        bodies = _with_addresses(call.content(day))
        ask(day, call, *ways[call.name])
        for body in bodies:
            ask(day, replace(call, body=body, keep=None), *ways[call.name])
            tried += 1

    record("OWASP", "API7: texts sent that are addresses, none followed", tried)
    assert tried > 100
    assert reached == []


def _with_addresses(body):
    """Put an address into each text of a body, one at a time."""
    texts = [name for name, value in body.items() if isinstance(value, str)] if _is(body) else []
    return [{**body, name: address} for name in texts for address in ADDRESSES]


def _is(body):
    return isinstance(body, dict)


def test_api8_trace_is_not_answered(api):
    """Security misconfiguration."""
    for path in ("/", "/api/v1/me", "/docs", "/healthz"):
        answer = api.client.request("TRACE", path, headers={"X-Hush": "hush"})
        assert answer.status_code == 405
        assert "hush" not in answer.text


def test_api8_what_a_proxy_might_say_is_not_believed(api, cast):
    amara = api.as_(cast.amara)
    for path in ("/me", "/sessions", f"/sessions/{cast.held.id}"):
        plain, told = amara.get(path), amara.get(path, headers=FORWARDED)
        assert (told.status_code, told.text) == (plain.status_code, plain.text)
    made = api.as_(cast.efe).post(
        "/participants",
        {**PERSON, "programme_id": str(cast.programme.id), "role": "coach"},
        headers=FORWARDED,
    )

    assert made.status_code == 201
    assert made.headers["location"].startswith("/api/v1/participants/")


def test_api8_nothing_is_told_that_helps_to_break_in(api, cast):
    for path in ("/.git/config", "/.env", "/server-status", "/api/v1/debug", "/../pyproject.toml"):
        answer = api.client.get(path)
        assert answer.status_code == 404 or "<div id=" in answer.text
    wrong = api.as_(cast.efe).get(f"/sessions/{NOBODYS}")

    assert not {"server", "x-powered-by", "via"} & set(wrong.headers)
    assert not any(word in wrong.text for word in ("Traceback", "psycopg", "File", "alongside."))


def test_api9_what_is_served_is_what_is_written_down(api):
    """Improper inventory management."""
    written = yaml.safe_load((ROOT / "openapi.yaml").read_text())
    served = api.client.get("/openapi.json").json()

    assert served["paths"].keys() == written["paths"].keys()
    assert {path.split("/")[2] for path in written["paths"] if path.startswith("/api/")} == {"v1"}
    assert "deprecated" not in str(written["paths"])


def test_api10_what_others_publish_is_not_believed(api, cast):
    """Unsafe consumption of APIs: the one thing taken from others is their list of trusts."""
    farah = api.as_(cast.farah)
    before = api.as_(cast.amara).get("/organisations?limit=100").text
    for published in ("", "<html>Moved</html>", '"RQX","HOM', "\x00" * 50, "a,b\n" * 20_000):
        answer = farah.request(
            "POST", "/organisations/import", content=published.encode(), headers=CSV
        )
        assert answer.status_code in (404, 405, 413, 422)

    assert api.as_(cast.amara).get("/organisations?limit=100").text == before
