"""We answer by our own names alone, and give a body a minute to come."""

import asyncio

import pytest
from tests.conftest import RollingBack, make_site
from tests.figures import record

from alongside.app import create_app
from alongside.settings import Settings
from alongside.web import edge

OURS = ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"]
NOT_OURS = [
    "elsewhere.example",
    "localhost.elsewhere.example",
    "elsewhere.example:8000",
    "localhost@elsewhere.example",
    "elsewhere.example/localhost",
    "169.254.169.254",
    "[::2]",
    "",
    " ",
    "localhost,elsewhere.example",
    "/healthz?",
]


def ask(app, *, path="/api/v1/me", method="GET", headers=(), receive=None):
    """Ask the application itself, as a server would, and give its first status."""
    told = []
    scope = {
        "type": "http", "method": method, "path": path, "headers": list(headers),
        "query_string": b"", "http_version": "1.1", "scheme": "http", "root_path": "",
    }  # fmt: skip

    async def nothing():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def tell(message):
        told.append(message)

    asyncio.run(app(scope, receive or nothing, tell))
    body = b"".join(one.get("body", b"") for one in told)
    return told[0]["status"], body


@pytest.fixture
def app(keys):
    return create_app(Settings(), make_site(RollingBack(), keys), keys)


@pytest.mark.parametrize("host", OURS)
def test_our_own_names_are_answered(app, host):
    assert ask(app, headers=[(b"host", host.encode())])[0] == 401


@pytest.mark.parametrize("path", ["/", "/api/v1/me", "/docs", "/openapi.json"])
@pytest.mark.parametrize("host", NOT_OURS)
def test_other_names_are_not(app, host, path):
    status, body = ask(app, path=path, headers=[(b"host", host.encode())])

    assert status == 421
    assert b"wrong_host" in body
    assert host.strip() == "" or host.encode() not in body


def test_nor_are_two_names_at_once(app):
    both = [(b"host", b"localhost"), (b"host", b"elsewhere.example")]

    assert ask(app, headers=both)[0] == 421
    record("Web", "hosts refused that are not ours", len(NOT_OURS))


def test_whoever_looks_after_us_need_not_know_our_name(app):
    assert ask(app, path="/healthz", headers=[(b"host", b"10.0.0.7:8000")])[0] == 200


def test_behind_a_proxy_the_public_name_is_the_only_one():
    served = Settings(host="0.0.0.0", public_url="https://Alongside.example:8443/")

    assert served.names == {"alongside.example"}
    assert Settings(host="127.0.0.1", public_url="https://a.example").names == {
        *("a.example", "localhost", "127.0.0.1", "[::1]")
    }


@pytest.mark.parametrize("path", ["/api/v1/sign-in", "/csp-report"])
def test_a_body_that_does_not_come_in_time_is_waited_for_no_longer(app, monkeypatch, path):
    monkeypatch.setattr(edge, "BODY_SECONDS", 0)

    async def never():
        await asyncio.Event().wait()

    json = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    status, body = ask(app, path=path, method="POST", headers=json, receive=never)

    assert status == 408
    assert b"too_slow" in body


def test_once_a_body_has_come_its_answer_may_take_its_time(monkeypatch):
    """What is waited for then is that the other side goes away."""
    monkeypatch.setattr(edge, "BODY_SECONDS", 0.05)
    sent = iter([{"type": "http.request", "body": b"all", "more_body": False}])

    async def receive():
        for one in sent:
            return one
        await asyncio.sleep(0.1)
        return {"type": "http.disconnect"}

    async def scene():
        bounded = edge._bounded(receive)
        return [(await bounded())["type"], (await bounded())["type"]]

    assert asyncio.run(scene()) == ["http.request", "http.disconnect"]
