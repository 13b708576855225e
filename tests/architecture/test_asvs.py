"""The ledger of the security standard says nothing that is not there to be looked at."""

import ast
import csv
import re
from collections import Counter
from functools import lru_cache

import pytest
from tests.architecture.test_size import ROOT
from tests.figures import record

LEDGER = ROOT / "docs" / "asvs.csv"
COLUMNS = ["id", "level", "applies", "status", "proof", "note"]
STATES = {"proved": "yes", "planned": "yes", "not_applicable": "no"}
SIZE = {"1": 70, "2": 183, "3": 92}
GOALS = {"1": 98, "2": 86}  # percent; what is proved may only grow


def rows() -> list[dict[str, str]]:
    with LEDGER.open(newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows()


@lru_cache
def names_in(name: str) -> frozenset[str]:
    """Name the tests of a file; none, if there is no such file."""
    path = ROOT / name
    if not path.is_file():
        return frozenset()
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(
        one.name for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, kinds)
    )


@lru_cache
def sections_of(name: str) -> frozenset[str]:
    """Name the sections of a document as links do: in small letters, with hyphens."""
    path = ROOT / name
    told = path.read_text() if path.is_file() else ""
    titles = re.findall(r"^#+ (.+)$", told, re.MULTILINE)
    return frozenset(re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in titles)


def is_there(proof: str) -> bool:
    """Say whether a proof can be looked at."""
    if "::" in proof:
        file, _, test = proof.partition("::")
        return test.startswith("test_") and test in names_in(file)
    file, _, section = proof.partition("#")
    return section in sections_of(file)


def chapter(row: dict[str, str]) -> tuple[int, ...]:
    return tuple(int(part) for part in row["id"].removeprefix("V").split("."))


def test_every_requirement_is_there_once_in_order():
    numbers = [chapter(row) for row in ROWS]

    assert list(ROWS[0]) == COLUMNS
    assert numbers == sorted(set(numbers))
    assert Counter(row["level"] for row in ROWS) == SIZE
    assert {number[0] for number in numbers} == set(range(1, 18))


def test_each_section_is_numbered_without_a_gap():
    """No requirement of the standard was left out on the way."""
    for (section, *_), count in Counter((chapter(row)[:2],) for row in ROWS).items():
        assert [chapter(row)[2] for row in ROWS if chapter(row)[:2] == section] == list(
            range(1, count + 1)
        )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_line_says_what_proves_it_or_why_not(row):
    proofs = row["proof"].split()

    assert STATES[row["status"]] == row["applies"]
    assert [one for one in proofs if not is_there(one)] == []
    if row["status"] == "proved":
        assert proofs
    else:
        assert not proofs
        assert row["note"].endswith(".")


@pytest.mark.parametrize(
    "proof",
    [
        "tests/architecture/test_asvs.py::test_that_is_not_there",
        "tests/architecture/test_nothing.py::test_is_there",
        "tests/architecture/test_asvs.py::is_there",
        "docs/security.md#nowhere",
        "docs/nowhere.md#keys",
        "docs/security.md",
        "it is so",
    ],
)
def test_a_proof_that_is_not_there_would_be_noticed(proof):
    assert not is_there(proof)


@pytest.mark.parametrize("level", ["1", "2", "3"])
def test_so_much_is_proved(level):
    states = Counter(row["status"] for row in ROWS if row["level"] == level)
    applies = states["proved"] + states["planned"]
    percent = 100 * states["proved"] / applies

    told = f"{states['proved']} of {applies} that apply ({percent:.0f} %)"
    record("ASVS", f"level {level}, proved", told)
    assert percent >= GOALS.get(level, 0)
