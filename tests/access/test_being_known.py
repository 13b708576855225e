"""T5: nobody finds out by what they do here that somebody is known elsewhere."""

import dataclasses
import json

import pytest
from sqlalchemy import text
from tests.access.asking import Ask, get
from tests.access.being_known import EXCEPTED, KNOWN, SCENES
from tests.access.operations import ask_for, operations_of
from tests.access.test_interference import LINK, chance, list_asks, look
from tests.access.test_traces import standing_still
from tests.figures import FULL, add

WATCHING = ("efe", "tess", "farah", "amara", "chen", "sol") if FULL else ("efe", "farah")
LOOKED_AT = ("participants", "programmes", "imports", "pairings")


def with_ids(ask, last):
    """Put in the ids of what was made last."""
    path = ask.path
    for kind, key in last.items():
        path = path.replace("{last:" + kind + "}", key)
    return dataclasses.replace(ask, path=path)


def remember(last, ask, answer):
    made = json.loads(answer.body or b"{}").get("id")
    if answer.status == 201 and made:
        last["import" if "imports" in ask.path else "participant"] = made


async def play_out(stage, known, scene):
    """Let it happen, and give what everybody was told while it did and afterwards."""
    last, told = {}, []
    async with stage.undone():
        for _, sql in known(stage.world):
            async with stage.as_superuser() as connection:
                await connection.execute(text(sql))
        for n, (who, step) in enumerate(scene(stage.world)):
            ask = with_ids(step, last)
            with chance(f"{n} {who}"):
                answer = await stage.act(who, ask)
            remember(last, ask, answer)
            told.append(answer.told)
        asks = list(afterwards(stage, last))
        told += [seen for who in WATCHING for seen in await look(stage, who, asks)]
    return told


def afterwards(stage, last):
    lists = list_asks(stage.world, LOOKED_AT) if FULL else [get(f"/{name}") for name in LOOKED_AT]
    yield from lists
    made = last.get("participant", str(stage.world.ids["participant"]["xan"]))
    for operation in operations_of(stage.app.openapi()):
        if operation.governed and operation.kind == "participant" and str(operation) != LINK:
            yield ask_for(operation, stage.world, made)
    if "import" in last:
        yield Ask("GET", f"/imports/{last['import']}")
        yield Ask("POST", f"/imports/{last['import']}/undo")


@pytest.mark.parametrize("what", SCENES)
def test_nobody_finds_out(stage, what):
    with standing_still():
        worlds = {
            how: stage.play(play_out(stage, known, SCENES[what])) for how, known in KNOWN.items()
        }
    nowhere = worlds.pop("nowhere")
    add("T5", "ways of being known elsewhere", len(worlds))
    add("T5", "answers compared byte for byte", len(nowhere) * len(worlds))
    for how, told in worlds.items():
        different = [
            (one.status, one.body[:300], other.status, other.body[:300])
            for one, other in zip(nowhere, told, strict=True)
            if one != other
        ]
        assert different == [], how


@pytest.mark.parametrize("what", EXCEPTED)
def test_what_the_listed_exceptions_tell(stage, what):
    with standing_still():
        worlds = {
            how: stage.play(play_out(stage, known, EXCEPTED[what])) for how, known in KNOWN.items()
        }
    add("T5", "listed exceptions", 1)
    assert worlds["without a password"] == worlds["nowhere"]
    assert worlds["with a password"] == worlds["as an operator"] != worlds["nowhere"]


def test_a_link_that_cannot_be_made_is_refused_in_the_same_words(stage, world):
    """A listed exception: that it cannot be made is told, and for which reason is not."""
    link = Ask("POST", "/participants/{last:participant}/sign-in-link")

    def scene(w):
        return [*SCENES["added"](w), ("efe", link)]

    with standing_still():
        told = {how: stage.play(play_out(stage, known, scene))[1] for how, known in KNOWN.items()}
    add("T5", "listed exceptions", 1)
    assert told["nowhere"].status == 201
    refused = [told[how] for how in KNOWN if how != "nowhere"]
    assert {one.status for one in refused} == {409}
    assert all(one == refused[0] for one in refused)
