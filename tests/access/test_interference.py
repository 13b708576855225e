"""T5: two worlds that differ in one secret look alike, byte for byte, to all who may not know."""

import random
import uuid
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from sqlalchemy import text
from tests.access.asking import Ask, get
from tests.access.operations import ask_for, operations_of
from tests.access.test_lists import FILTERS
from tests.access.test_traces import standing_still
from tests.access.two_worlds import EVERYBODYS_SECRETS, Secret
from tests.figures import FULL, add

import alongside.core.ids
import alongside.core.sealing
import alongside.identity.links

FAILED = 500
LINK = "POST /participants/{participant_id}/sign-in-link"


@contextmanager
def chance(seed):
    """Let whatever is drawn by lot be drawn alike: ids, request ids, the noise in cursors."""
    ids, noise = random.Random(seed), random.Random(seed)
    token = SimpleNamespace(token_urlsafe=lambda size: noise.randbytes(size).hex())
    drawn = SimpleNamespace(urandom=ids.randbytes)
    with (
        patch.object(uuid, "uuid4", lambda: uuid.UUID(int=ids.getrandbits(128), version=4)),
        patch.object(alongside.core.ids, "os", drawn),
        patch.object(alongside.identity.links, "secrets", token),
        patch.object(alongside.core.sealing, "os", SimpleNamespace(urandom=noise.randbytes)),
    ):
        yield


def list_asks(world, lists):
    """Every list, whole, a row at a time, and by each of its filters."""
    for name in lists:
        path = f"/{name}"
        yield get(path)
        yield get(f"{path}?limit=1")
        for wanted, values in FILTERS[path].items():
            known = world.ids[values].values() if isinstance(values, str) else values
            some = list(known) if FULL or wanted == "state" else list(known)[:1]
            yield from (get(f"{path}?{wanted}={value}".replace("+", "%2B")) for value in some)


def asks_about(stage, secret):
    """Everything that could be asked in order to find out."""
    world = stage.world
    yield from list_asks(world, [path[1:] for path in FILTERS] if FULL else secret.lists)
    yield get("/me")
    for kind, name in secret.about:
        for operation in operations_of(stage.app.openapi()):
            if operation.governed and operation.kind == kind:
                yield ask_for(operation, world, world.ids[kind][name])


async def live(stage, steps):
    """Let a world go on in one of the ways; give what those who acted were told."""
    told = []
    for n, (who, what) in enumerate(steps):
        if isinstance(what, Ask):
            with chance(f"{who} {what.method} {what.path} {n}"):
                told.append(await stage.act(who, what))
        else:
            async with stage.as_superuser() as connection:
                await connection.execute(text(what))
    assert [one for one in told if one.status >= 400] == []
    return told


async def look(stage, who, asks):
    """Ask all of it, and give every byte of every answer."""
    found = []
    for ask in asks:
        with chance(f"{who} {ask.method} {ask.path}"):
            found.append((await stage.ask(who, ask)).told)
    assert [one for one in found if one.status >= FAILED] == []  # those would all look alike
    return found


def watchers(stage, secret: Secret):
    """All who may not know, or in `make test` the most curious of them."""
    unknowing = [who for who in stage.world.actors if who not in secret.known_to]
    assert set(secret.watched_by) <= set(unknowing)
    return unknowing if FULL else secret.watched_by[:3]


async def looks(stage, secret: Secret, steps):
    asks = list(asks_about(stage, secret))
    async with stage.undone():
        await live(stage, steps(stage.world))
        return {
            (who, f"{ask.method} {ask.path}"): seen
            for who in watchers(stage, secret)
            for ask, seen in zip(asks, await look(stage, who, asks), strict=True)
        }


@pytest.mark.parametrize("secret", EVERYBODYS_SECRETS, ids=lambda secret: secret.what)
def test_nobody_else_notices(stage, secret):
    with standing_still():
        first, *others = [stage.play(looks(stage, secret, way)) for way in secret.ways]
    add("T5", "non-interference cases", len(others))
    add("T5", "answers compared byte for byte", len(first) * len(others))
    for other in others:
        assert [(*asked, seen, other[asked]) for asked, seen in first.items()
                if other[asked] != seen] == []  # fmt: skip


@pytest.mark.parametrize(
    "secret", [one for one in EVERYBODYS_SECRETS if one.known_to], ids=lambda secret: secret.what
)
def test_those_who_may_know_do_notice(stage, secret):
    """Else the worlds might not differ at all."""
    asks = [one for one in asks_about(stage, secret) if one.method == "GET" and "?" not in one.path]

    async def seen(steps):
        async with stage.undone():
            told = await live(stage, steps(stage.world))
            some = secret.known_to if FULL else secret.known_to[:2]
            return told, [await look(stage, who, asks) for who in some]

    with standing_still():
        first, *others = [stage.play(seen(way)) for way in secret.ways]
    assert all(other != first for other in others)
