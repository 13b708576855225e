"""Where a request comes from is what the proxies say that are named, and nobody else's word."""

import asyncio

import pytest
from pydantic import ValidationError

from alongside.serving import configured
from alongside.settings import Settings

SPOOFED = "198.51.100.1, 203.0.113.9"  # what a client made up, and what the proxy saw and added


def seen_from(proxies, peer, told):
    """Give the address that a request is taken to come from."""
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["client"][0])

    config = configured(Settings(proxies=proxies), app)
    config.load()
    headers = [(b"x-forwarded-for", told.encode())]
    scope = {"type": "http", "client": (peer, 1), "headers": headers, "scheme": "http"}
    scope |= {"asgi": {"version": "3.0"}, "method": "GET", "path": "/"}
    asyncio.run(config.loaded_app(scope, None, None))
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "peer", "seen"),
    [
        (None, "127.0.0.1", "127.0.0.1"),
        ("10.0.0.5", "127.0.0.1", "127.0.0.1"),
        ("10.0.0.5", "10.0.0.5", "203.0.113.9"),
        ("10.0.0.0/24, 203.0.113.9", "10.0.0.7", "198.51.100.1"),
        ("10.0.0.0/24", "10.0.1.7", "10.0.1.7"),
    ],
)
def test_only_the_named_proxies_are_believed(proxies, peer, seen):
    assert seen_from(proxies, peer, SPOOFED) == seen


@pytest.mark.parametrize("told", ["*", "proxy.example", "10.0.0.5/8/9", "10.0.0.1/8"])
def test_what_is_no_address_is_refused(told):
    with pytest.raises(ValidationError, match="Write those of your proxies"):
        Settings(proxies=told)
