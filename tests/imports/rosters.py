"""Rosters for tests: the two files, and small ones made on the spot."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from alongside.imports.reading.roster import Roster, read_roster
from alongside.imports.reading.rows import Row
from alongside.imports.reading.words import Fault

DATA = Path(__file__).parent.parent / "data"
CLEAN = (DATA / "roster-clean.csv").read_bytes()
MESSY = (DATA / "roster-messy.csv").read_bytes()
HEADER = ("Role", "First name", "Surname", "Email", "Phone", "Connected to (please keep private)")

Table = Sequence[Sequence[str]]


def names_by_code() -> dict[str, str]:
    with (DATA / "nhs-trusts-etr.csv").open(encoding="utf-8", newline="") as file:
        return {cells[0]: cells[1] for cells in csv.reader(file)}


def clean_table() -> Table:
    return list(csv.reader(io.StringIO(CLEAN.decode("utf-8-sig"), newline="")))


def written(table: Table, delimiter: str = ",", line_end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(table)
    return text.getvalue()


def as_xlsx(table: Iterable[Sequence[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    for cells in table:
        workbook.active.append(list(cells))
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def read_rows(*rows: Sequence[str], header: Sequence[str] = HEADER) -> Roster:
    return read_roster(written([header, *rows]).encode())


def read_one(**cells: str) -> Row:
    """Read one row of a good person, with these cells besides or instead: header to cell."""
    person = {"Role": "coach", "First name": "Amina", "Surname": "Ali"}
    person |= {header.replace("_", " "): cell for header, cell in cells.items()}
    return read_rows(list(person.values()), header=list(person)).rows[0]


def codes(faults: Iterable[Fault]) -> list[str]:
    return [found.code for found in faults]


def problems(roster: Roster) -> list[tuple[int, str | None, str]]:
    return [(found.line, found.column, found.code) for found in roster.errors]
