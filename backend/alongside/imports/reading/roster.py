"""A whole roster: find out what kind of file it is, where its header stands, and read its rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from alongside.imports.reading.columns import bind, known_fields
from alongside.imports.reading.decode import decode
from alongside.imports.reading.delimited import DELIMITERS, Record, read_delimited
from alongside.imports.reading.problems import NoHeader, RosterEmpty, RosterTooLarge
from alongside.imports.reading.roles import role_of, role_words
from alongside.imports.reading.rows import Reader, Row
from alongside.imports.reading.spelling import tidy
from alongside.imports.reading.words import Fault, fault
from alongside.imports.reading.workbook import is_workbook, read_workbook

MOST_BYTES = 1024 * 1024
MOST_ROWS = 5000
HEADER_WITHIN = 30
PROBED = 100_000

_SEPARATOR = re.compile(r'"?sep=([^"\r\n])"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)

Mapped = Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """A roster that has been read."""

    header: Record
    reader: Reader
    rows: tuple[Row, ...]
    about_columns: tuple[Fault, ...]

    @property
    def errors(self) -> list[Fault]:
        """Say what is to be mended, row by row."""
        return [found for row in self.rows for found in row.faults]

    @property
    def warnings(self) -> list[Fault]:
        """Say what somebody should know of the columns, and of rows that have no errors."""
        of_rows = (found for row in self.rows if not row.faults for found in row.warnings)
        return [*self.about_columns, *of_rows]

    @property
    def fields(self) -> frozenset[str]:
        """Say which fields have a column: one that has none says nothing of anybody."""
        found = set(self.reader.at)
        return frozenset(found - {"name"} | {"given_name", "family_name"})

    def named(self, ours: str) -> str | None:
        """Say the header of the column that holds a field, as written in the file."""
        return self.reader.named(ours)


def read_roster(body: bytes, mapping: Mapped | None = None, labels: Mapped | None = None) -> Roster:
    """Read a roster from CSV or .xlsx.

    `mapping` says by hand which column holds a field (field to header, see `read_mapping`);
    `labels` are the programme's own words for its roles (role to word).
    """
    if len(body) > MOST_BYTES:
        raise RosterTooLarge
    if not body.strip():
        raise RosterEmpty
    header, records, first = _find_table(body, mapping or {})
    words = role_words(labels or {})
    columns = bind(header, records, mapping or {}, lambda cell: bool(role_of(cell, words)))
    reader = Reader(header.cells, columns.at, words)
    said = (*_skipped(header, first), *columns.warnings)
    return Roster(header, reader, tuple(map(reader.read, records)), said)


def _find_table(body: bytes, mapping: Mapped) -> tuple[Record, list[Record], int]:
    """Find the header, the rows below it, and the line where anything is written first."""
    records = read_workbook(body) if is_workbook(body) else _read_text(decode(body), mapping)
    table = list(islice(records, HEADER_WITHIN + MOST_ROWS + 1))
    place = _place_of_header(table, mapping)
    rows = table[place + 1 :]
    if len(rows) > MOST_ROWS:
        raise RosterTooLarge
    first = next(record.line for record in table if any(map(tidy, record.cells)))
    return table[place], rows, first


def _read_text(text: str, mapping: Mapped) -> Iterator[Record]:
    """Read delimited text by the delimiter it names, or by the one that shows most headers."""
    named = _SEPARATOR.match(text)
    if named:
        return read_delimited(text[named.end() :], named[1], line=2)
    best = max(DELIMITERS, key=lambda mark: _most_known(text[:PROBED], mark, mapping))
    return read_delimited(text, best)


def _most_known(text: str, delimiter: str, mapping: Mapped) -> int:
    beginning = islice(read_delimited(text, delimiter), HEADER_WITHIN)
    return max((len(known_fields(record.cells, mapping)) for record in beginning), default=0)


def _place_of_header(table: list[Record], mapping: Mapped) -> int:
    """Say which row is the header: the first that names role and names, else the likeliest."""
    known = [known_fields(record.cells, mapping) for record in table[:HEADER_WITHIN]]
    for place, fields in enumerate(known):
        if "role" in fields and fields & {"name", "given_name"}:
            return place
    most = max(map(len, known), default=0)
    if most == 0:
        raise NoHeader
    return [len(fields) for fields in known].index(most)


def _skipped(header: Record, first: int) -> Iterator[Fault]:
    if first != header.line:
        yield fault(header.line, None, "lines_before_header")
