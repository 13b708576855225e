"""T6: a word is hidden in every field, and nobody meets one that is not for them."""

import json

import pytest
from sqlalchemy import text
from tests.access import oracle
from tests.access.asking import Ask, get, post
from tests.access.entitled import FOUND, Promises
from tests.access.listening import listening, log_of
from tests.access.words import word
from tests.figures import add, record

from alongside.access.policy import Action


@pytest.fixture(scope="session")
def promises(facts, world):
    return Promises(facts, world)


def test_every_hidden_word_is_promised_to_somebody_or_to_nobody(world, promises):
    assert set(world.words) <= set(promises.promised)
    record("T6", "canaries, words and ids", len(promises.promised))


def test_no_answer_holds_a_word_for_somebody_else(matrix, promises):
    answers = [(cell.who, str(cell), cell.answer.text) for cell in matrix.cells]
    answers += [(who, str(one), a.text) for (one, who), a in matrix.unknown.items()]
    record("T6", "answers searched", len(answers))
    met = sum(len(FOUND.findall(said)) for *_, said in answers)
    record("T6", "words met by those they are for", met)

    assert [(cell, promises.breaches(who, said)) for who, cell, said in answers
            if promises.breaches(who, said)] == []  # fmt: skip


def test_the_search_finds_what_is_there(matrix, world, promises):
    """Each word for somebody is met by somebody: so a breach would be met too."""
    met = {one for cell in matrix.cells for one in FOUND.findall(cell.answer.text)}
    unmet = {
        what
        for said, (what, readers) in promises.promised.items()
        if readers and said not in met and not what.startswith(("person.", "sign_in."))
    }
    assert unmet <= {f"{what} of {who}" for what, who in NOT_MET}


# Words that only one's own account tells, which the matrix of governed operations leaves out.
# Xan has no address: there is no such word.
NOT_MET = {
    ("participant.id", "noor"), ("participant.display_name", "noor"),
    ("participant.email", "xan"),
    ("consent.language", "amara"), ("consent.language", "ben"), ("consent.language", "efe"),
}  # fmt: skip
MINE = {"/me": ("person", "email"), "/me/consents": ("consent", "language")}
ASKED_MYSELF = [
    get(path)
    for path in (
        *MINE, "/me/erasure", "/me/sign-ins", "/me/passkeys", "/me/second-factor", "/who-looked",
    )
]  # fmt: skip


def mine(who, path):
    table, field = MINE[path]
    return word(table, who, field)


def test_ones_own_account_tells_of_nobody_else(stage, promises):
    async def scene():
        return [
            (who, ask, await stage.ask(who, ask))
            for who in stage.world.actors
            for ask in ASKED_MYSELF
        ]

    answers = stage.play(scene())
    record("T6", "answers of people's own accounts searched", len(answers))
    for who, ask, answer in answers:
        assert answer.status == 200, ask
        assert promises.breaches(who, answer.text) == set(), (who, ask)
        if ask.path in MINE and (own := mine(who, ask.path)) in stage.world.words:
            assert own in answer.text


def test_a_list_in_short_tells_names_and_nothing_else_that_somebody_wrote(stage, promises):
    """It is not noted that somebody looked: so there is nothing in it to look at."""
    lists = ("/participants?in_short=true", "/participants?in_short=true&q=kanari")

    async def scene():
        return [
            (who, await stage.ask(who, get(path))) for who in stage.world.actors for path in lists
        ]

    named = set()
    for who, answer in stage.play(scene()):
        assert promises.breaches(who, answer.text) == set()
        met = {promises.promised[one][0] for one in FOUND.findall(answer.text) if one[0] == "k"}
        assert {what.partition(" of ")[0] for what in met} <= {"participant.display_name"}
        named |= met
    record("T6", "names met in lists in short, and no other word", len(named))
    assert len(named) > len(stage.world.actors) / 2


def wrong_requests(world):
    """Requests that are refused for their form, each about something that is somebody's."""
    for kind, name in (("pairing", "active"), ("session", "held"), ("participant", "ben")):
        path = f"/{kind}s/{world.ids[kind][name]}"
        yield Ask("PATCH", path, {"nothing like it": 1})
        yield Ask("PATCH", path, {"topics": 1}, (("if-match", '"old"'),))
        yield Ask("PATCH", path, {"topics": "new", "place": "new"}, (("if-match", '"old"'),))
        yield Ask("PATCH", path, {"topics": "new", "place": "new"})
        yield Ask("DELETE", path)
        yield Ask("PUT", path + "/shared-note", {"text": "new"}, (("if-match", '"old"'),))
        yield Ask("PUT", path + "/shared-note", {"text": "new"})
        yield post(path + "/accept", {"unasked": 1})
    held = str(world.ids["session"]["held"])
    for audience in ("pairing", "team", "learning_partners", "private"):
        yield post("/feedback", {"session_id": held, "audience": audience, "text": "Again."})
    named = {"given_name": "X", "family_name": "Y", "email": word("person", "ben", "email")}
    ours = str(world.ids["programme"]["ours"])
    yield post("/participants", {"programme_id": ours, "role": "leader", **named})
    yield Ask("POST", "/pairings", headers=(("content-type", "application/json"),), content=b"{")


def test_no_refusal_holds_a_word_for_somebody_else(stage, promises):
    async def scene():
        return [
            (who, ask, await stage.ask(who, ask))
            for who in ("amara", "ben", "efe", "chen", "jo", "farah", "sol", "idris", "tess")
            for ask in wrong_requests(stage.world)
        ]

    answers = stage.play(scene())
    refused = [one for one in answers if one[2].status >= 400]
    record("T6", "refusals searched", len(refused))
    assert len(refused) > len(answers) / 2
    for who, ask, answer in answers:
        assert promises.breaches(who, answer.text) == set(), (who, ask)


def test_nobody_finds_somebody_by_a_field_they_may_not_read(stage, facts):
    """A search that looked into a hidden field would tell what is in it."""
    people = {row["id"]: row for row in facts["participant"]}

    async def scene():
        for who, member in stage.world.actors.items():
            for field in ("email", "given_name", "family_name", "phone", "access_needs"):
                asked = get(f"/participants?q=kanari.participant.{field}")
                found = (await stage.ask(who, asked)).json()["items"]
                add("T6", "searches by a field that may be hidden", 1)
                for one in found:
                    row = people[stage_id(one)]
                    level = oracle.seen_as(facts, member.person_id, Action.PARTICIPANT_READ, row)
                    assert field in one, (who, field, level)

    def stage_id(item):
        return next(key for key in people if str(key) == item["id"])

    stage.play(scene())


def test_nothing_that_is_logged_holds_a_word(matrix):
    record("T6", "log lines searched", len(matrix.heard))

    assert [line for line in matrix.heard if "kanari" in line] == []


class Leaky(Exception):
    """Something that goes wrong with somebody's words in its text."""


@pytest.mark.parametrize(
    "sql", [None, "select cast('kanari.text.end' as int)", "select :said ::int"]
)
def test_what_goes_wrong_unforeseen_is_logged_and_told_without_its_text(
    stage, server, monkeypatch, sql
):
    async def fails(db, *_rest):
        if sql is None:
            raise Leaky("kanari.text.end")
        await db.execute(text(sql), {"said": "kanari.text.end"} if ":said" in sql else {})

    monkeypatch.setattr("alongside.pairings.service.page_of", fails)
    with listening(log_of(server)) as heard:
        answer = stage.play(stage.ask("amara", get("/pairings")))

    assert answer.status == 500
    assert "kanari" not in answer.text
    of_postgres = [line for line in heard if " ERROR: " in line]  # our own SQL quotes it here
    assert [line for line in heard if "kanari" in line and line not in of_postgres] == []
    assert any("unforeseen" in line for line in heard)


def test_the_contract_tells_of_nobody(stage, promises):
    document = json.dumps(stage.app.openapi())

    assert [one for one in FOUND.findall(document) if one in promises.promised] == []
