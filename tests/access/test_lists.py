"""T4: a list holds exactly what a single request would give, for everybody, page by page."""

from collections import defaultdict
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.access.asking import get
from tests.access.matrix import OPEN
from tests.access.operations import PREFIX
from tests.figures import FULL, add, record

LISTS = {
    "/organisations": "organisation",
    "/programmes": "programme",
    "/participants": "participant",
    "/pairings": "pairing",
    "/sessions": "session",
    "/feedback": "feedback",
    "/offered-feedback": "offered",
    "/declarations": "declaration",
    "/imports": "roster_import",
    "/said-for": "said_for",
}
ORDER = {"/sessions": "starts_at"}


def served(stage):
    """The lists there are, as the contract has them."""
    paths = stage.app.openapi()["paths"]
    return {
        path.removeprefix(PREFIX): parameters(item["get"])
        for path, item in paths.items()
        if "limit" in parameters(item.get("get", {}))
    }


def parameters(operation):
    return {one["name"]: one for one in operation.get("parameters", ())}


def ids_in(answer):
    return [item["id"] for item in answer.json()["items"]]


@pytest.fixture(scope="session")
def singles(matrix):
    """What everybody gets at the address of a single thing: who, kind, and the ids that open."""
    found = defaultdict(set)
    for cell in matrix.cells:
        operation = cell.operation
        if operation.method == "GET" and operation.path.endswith("}") and cell.got == OPEN:
            found[cell.who, operation.kind].add(cell.answer.json()["id"])
    return found


def test_every_list_of_the_contract_is_tested(stage):
    assert set(served(stage)) == set(LISTS)


def test_each_list_is_what_single_requests_give(stage, matrix, singles):
    different = []
    for path, kind in LISTS.items():
        for who in stage.world.actors:
            listed = ids_in(matrix.listed(who, path).answer)
            add("T4", "lists that equal their single requests", 1)
            if sorted(listed) != sorted(singles[who, kind]):
                different.append((who, path))
    assert different == []


def test_what_a_list_shows_of_a_thing_is_what_its_own_address_shows(matrix):
    single = {
        (c.who, c.operation.kind, c.answer.json()["id"]): c.answer.json()
        for c in matrix.cells
        if c.operation.method == "GET" and c.operation.path.endswith("}") and c.got == OPEN
    }
    rows = [
        (path, cell.who, item)
        for path in LISTS
        for cell in matrix.cells
        if str(cell.operation) == f"GET {path}"
        for item in cell.answer.json()["items"]
    ]
    record("T4", "rows alike in lists and by themselves", len(rows))
    assert [
        (who, path, item["id"])
        for path, who, item in rows
        if as_listed(single[who, LISTS[path], item["id"]], item) != item
    ] == []


def as_listed(alone, item):
    """Leave out who reads it, where the list does not say that of each thing again."""
    return alone | {"readers": None} if item.get("readers", alone) is None else alone


async def pages(stage, who, path):
    """Walk a list to its end, a row at a time, by the cursor and by the link."""
    found, asked = [], path
    while True:
        answer = await stage.ask(who, get(asked))
        page = answer.json()
        found += page["items"]
        link = dict(answer.headers).get("link")
        if page["next"] is None:
            assert link is None
            return found
        following = urlsplit(link.partition("<")[2].partition(">")[0])
        assert parse_qs(following.query)["cursor"] == [page["next"]]
        asked = f"{following.path}?{following.query}"


def test_page_by_page_each_row_comes_once_and_in_order(stage, matrix):
    everybody = list(stage.world.actors)
    some = everybody if FULL else ["tess", "uma", "vic", "ravi", "pia", "idris", "gwen"]

    async def scene():
        for who in some:
            for path in LISTS:
                yield who, path, await pages(stage, who, f"{path}?limit=1")

    async def gather():
        return [one async for one in scene()]

    walked = stage.play(gather())
    record("T4", "pages walked one row at a time", sum(max(len(rows), 1) for *_, rows in walked))
    for who, path, rows in walked:
        at_once = matrix.listed(who, path).answer.json()["items"]
        assert rows == at_once
        moments = [
            (datetime.fromisoformat(row[ORDER.get(path, "created_at")]), row["id"])
            for row in rows
            if ORDER.get(path, "created_at") in row
        ]
        assert moments == sorted(moments, reverse=True)


FILTERS = {
    "/programmes": {},
    "/organisations": {"q": ["Northmere", "nothing like it"]},
    "/participants": {
        "programme_id": "programme", "role": ["coach", "coordinator"],
        "state": ["active", "ended"], "q": ["example.org", "amara", "NAME.BEN"],
        "joined": ["true", "false"],
    },
    "/pairings": {
        "programme_id": "programme",
        "state": ["proposed", "active", "paused", "ended", "declined"],
    },
    "/sessions": {
        "programme_id": "programme", "pairing_id": "pairing", "state": ["booked", "held"],
        "from": ["2026-11-01T00:00:00Z"], "to": ["2100-01-01T00:00:00Z"],
    },
    "/feedback": {
        "programme_id": "programme", "session_id": "session",
        "audience": ["pairing", "team", "learning_partners"],
    },
    "/offered-feedback": {"programme_id": "programme"},
    "/declarations": {"programme_id": "programme", "participant_id": "participant"},
    "/imports": {"programme_id": "programme"},
    "/said-for": {"programme_id": "programme", "participant_id": "participant"},
}  # fmt: skip
# What asks for a page, or for less of each row, and takes no row away.
PAGING = {"limit", "cursor", "in_short"}
SHOWN = {"programme_id", "pairing_id", "session_id", "participant_id", "state", "role", "audience"}


def filtered(stage, path):
    """Every filter of a list with every value that there is for it in the world."""
    for name, values in FILTERS[path].items():
        known = stage.world.ids[values].values() if isinstance(values, str) else values
        for value in known:
            yield name, str(value), f"{path}?{name}={value}".replace("+", "%2B")


def test_every_filter_of_the_contract_is_tested(stage):
    for path, told in served(stage).items():
        assert set(told) - PAGING == set(FILTERS[path])


@pytest.mark.parametrize("path", LISTS)
def test_a_filter_takes_away_and_never_adds(stage, matrix, path):
    """What a filter keeps is of the whole list, and is just what shows that value."""
    some = list(stage.world.actors) if FULL else ["efe", "ben", "pia", "farah", "vic", "ravi"]

    async def scene():
        return [
            (who, name, value, await stage.ask(who, get(asked)))
            for who in some
            for name, value, asked in filtered(stage, path)
        ]

    for who, name, value, answer in stage.play(scene()):
        add("T4", "filtered lists compared", 1)
        whole = matrix.listed(who, path).answer.json()["items"]
        kept = answer.json()["items"]
        assert [one for one in whole if one in kept] == kept
        if name in SHOWN and all(name in one for one in whole):
            assert kept == [one for one in whole if one[name] == value]


def test_who_has_come_in_is_found_by_those_alone_who_may_know_it(stage, matrix):
    """Whoever is not told it of somebody finds them neither among these nor among those."""

    async def scene():
        return [
            (who, came, await stage.ask(who, get(f"/participants?joined={str(came).lower()}")))
            for who in stage.world.actors
            for came in (True, False)
        ]

    hidden, found = 0, set()
    for who, came, answer in stage.play(scene()):
        add("T6", "searches by a field that may be hidden", 1)
        whole = matrix.listed(who, "/participants").answer.json()["items"]
        kept = answer.json()["items"]
        assert kept == [one for one in whole if one.get("joined") is came], (who, came)
        hidden += sum("joined" not in one for one in whole)
        found |= {came for _ in kept}
    assert hidden > 0
    assert found == {True, False}


def test_both_ways_of_asking_for_a_note_agree(matrix):
    """A note has no list: whoever may read the session's page of notes reads all of them."""
    per_reader = defaultdict(set)
    for cell in matrix.cells:
        if cell.operation.named == "note:read":
            per_reader[cell.who, cell.target].add(cell.got)
    assert all(len(answers) == 1 for answers in per_reader.values())
