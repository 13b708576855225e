"""What the tests of signing in share: a password, the cookie, and the ways to ask."""

from contextlib import contextmanager

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from tests.conftest import Caller

PASSWORD = "nine lamps by the river bank"
ANOTHER = "seven geese over the loch"
COOKIE = "__Host-refresh"
DEVICE = "__Host-device"

_quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
QUICK_HASH = _quick.hash(PASSWORD)  # a stored hash says how much work it takes; this one little


def cookie_of(answer):
    """Give the refresh token that an answer sets."""
    return answer.headers["set-cookie"].partition(";")[0].partition("=")[2]


def device_of(answer):
    """Give what an answer sets for the browser to be known by."""
    return next(
        told.partition(";")[0].partition("=")[2]
        for told in answer.headers.get_list("set-cookie")
        if told.startswith(DEVICE)
    )


class Signing:
    """Signing in over HTTP, as clients that keep their cookies themselves."""

    def __init__(self, api):
        self.api = api

    def ask(self, method, path, json=None, cookie=None, token=None, **headers):
        if cookie is not None:
            headers["Cookie"] = f"{COOKIE}={cookie}"
        try:
            return Caller(self.api.client, token).request(method, path, json=json, headers=headers)
        finally:
            self.api.client.cookies.clear()

    def in_with(self, email="hana@example.org", password=PASSWORD, device=None, host=None):
        sent = {"email": email, "password": password}
        with self.at(host):
            return self.ask("POST", "/sign-in", sent, **self.on(device))

    @staticmethod
    def on(device):
        """Give the header by which a browser is known."""
        return {"Cookie": f"{DEVICE}={device}"} if device else {}

    @contextmanager
    def at(self, host):
        """Ask from another network address for a while."""
        transport = self.api.client._transport
        before = transport.client
        transport.client = (host, 50_000) if host else before
        try:
            yield
        finally:
            transport.client = before

    def refresh(self, cookie):
        return self.ask("POST", "/sign-in/refresh", cookie=cookie)

    def out(self, cookie=None, token=None):
        return self.ask("POST", "/sign-out", cookie=cookie, token=token)

    def first(self, link, password=PASSWORD):
        return self.ask("POST", "/sign-in/first", {"token": link, "password": password})

    def look(self, link):
        return self.ask("POST", "/sign-in/first/look", {"token": link})

    def me(self, answer):
        """Say whether an access token, or that of an answer, is served."""
        token = answer if isinstance(answer, str) else answer.json()["access_token"]
        return self.ask("GET", "/me", token=token).status_code

    def link_for(self, member, maker):
        made = self.api.as_(maker).post(f"/participants/{member.id}/sign-in-link")
        assert made.status_code == 201, made.text
        return made.json()["url"].partition("#")[2]
