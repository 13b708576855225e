"""Bodies that come slowly, or never whole, hold no connection that others need."""

import asyncio
import json
import socket
import threading
from contextlib import ExitStack, contextmanager

import httpx2 as httpx
import pytest
import structlog
import uvicorn
from tests.conftest import RollingBack, make_site

from alongside.app import create_app
from alongside.core.db import Database, make_engine
from alongside.settings import Settings

PATIENCE = 30  # seconds, after which a test has failed; nothing here is measured


@contextmanager
def served(app):
    """Serve on a free port of loopback until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        working = threading.Thread(target=server.run, args=([taken],))
        working.start()
        try:
            yield port
        finally:
            server.should_exit = True
            working.join(PATIENCE)
    assert not working.is_alive()


@pytest.fixture
def port(own_database, keys):
    """Serve with one connection for everybody."""
    database = Database(make_engine(own_database.app_url, 1), 1)
    with served(create_app(Settings(), make_site(database, keys), keys)) as port:
        yield port


@contextmanager
def half_sent(port, method, path, body, token=None):
    """Send half of a request's body, once the application has asked for it."""
    head = [f"{method} /api/v1{path} HTTP/1.1", f"Host: localhost:{port}", "Expect: 100-continue"]
    head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    head += [f"Authorization: Bearer {token}"] if token else []
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall("\r\n".join([*head, "", ""]).encode())
        assert b" 100 " in connection.recv(4096)
        half = len(body) // 2
        connection.sendall(body[:half])
        yield connection, body[half:]


def status_of(connection):
    return int(connection.recv(4096).split()[1])


def test_others_are_served_while_bodies_come_slowly(port, cast):
    note = f"/sessions/{cast.held.id}/private-note"
    pairing = json.dumps({"programme_id": str(cast.programme.id)}).encode()
    text = json.dumps({"text": "Slowly, slowly."}).encode()
    password = {"current_password": "x", "new_password": "y"}
    account = json.dumps({"email": "nobody@example.org", "password": "x"}).encode()
    amara, efe = cast.amara.token, cast.efe.token
    with ExitStack() as held:
        writing, rest = held.enter_context(half_sent(port, "PUT", note, text, amara))
        held.enter_context(half_sent(port, "POST", "/pairings", pairing, efe))
        held.enter_context(half_sent(port, "PATCH", "/me", text, efe))
        held.enter_context(
            half_sent(port, "POST", "/me/password", json.dumps(password).encode(), efe)
        )
        held.enter_context(half_sent(port, "POST", "/sign-in", account))

        answer = httpx.get(
            f"http://127.0.0.1:{port}/api/v1/me",
            headers={"Authorization": f"Bearer {efe}"}, timeout=PATIENCE,
        )  # fmt: skip

        assert answer.status_code == 200
        writing.sendall(rest)
        assert status_of(writing) == 200


@pytest.mark.parametrize("path", ["/me", "/sign-in"])
def test_who_goes_away_in_the_middle_of_a_body_is_no_surprise(keys, cast, path):
    sent = iter([{"type": "http.request", "body": b'{"display_na', "more_body": True}])
    scope = {
        "type": "http", "method": "PATCH" if path == "/me" else "POST", "path": f"/api/v1{path}",
        "headers": [(b"authorization", f"Bearer {cast.efe.token}".encode()),
                    (b"content-type", b"application/json")],
        "query_string": b"", "http_version": "1.1", "scheme": "http", "root_path": "",
    }  # fmt: skip

    async def receive():
        return next(sent, {"type": "http.disconnect"})

    async def tell(message):
        told.append(message.get("status", 0))

    told = []
    app = create_app(Settings(), make_site(RollingBack(), keys), keys)
    with structlog.testing.capture_logs() as logged:
        asyncio.run(app(scope, receive, tell))

    assert logged == []
    assert max(told, default=0) < 500


def test_a_stranger_is_refused_before_the_body_is_read(port):
    """No `100 Continue`: nothing is read for somebody whose token is none."""
    head = (
        f"PUT /api/v1/sessions/x/private-note HTTP/1.1\r\nHost: localhost:{port}\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n"
        "Authorization: Bearer nothing\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(head.encode())

        assert status_of(connection) == 401
