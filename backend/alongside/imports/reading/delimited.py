"""Delimited text, read with the lines kept and written so that it reads back equal."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from alongside.imports.reading.formulas import neutralise, take_off

DELIMITERS = ",;\t|"

_BREAK = re.compile(r"\r\n|\r|\n")
_NEEDS_QUOTES = re.compile('[",;\t|\r\n\ufeff]|^ | $')


class Record(NamedTuple):
    """One row of a table: the physical line where it starts, and its cells as written."""

    line: int
    cells: tuple[str, ...]
    unclosed: bool = False


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    """Match one cell and what ends it; a quote that is not closed before an end is plain text."""
    mark = re.escape(delimiter)
    quoted = r' *+"(?P<quoted>(?:[^"]++|"")*+)" *+'
    return re.compile(rf"(?:{quoted}|(?P<plain>[^{mark}\r\n]*+))(?P<end>{mark}|\r\n|\r|\n|\Z)")


def read_delimited(text: str, delimiter: str, line: int = 1) -> Iterator[Record]:
    """Read rows one by one, counting physical lines from `line`."""
    match, at = _cell_pattern(delimiter).match, 0
    cells: list[str] = []
    start, unclosed = line, False
    while found := match(text, at):
        quoted, plain, end = found.groups()
        if end == "" and not cells and found.end() == at:
            return
        cells.append(take_off(plain if quoted is None else quoted.replace('""', '"')))
        unclosed |= quoted is None and _opens_a_quote(plain)
        line += 0 if quoted is None else len(_BREAK.findall(quoted))
        at = found.end()
        if end == delimiter:
            continue
        yield Record(start, tuple(cells), unclosed)
        cells, unclosed = [], False
        start = line = line + 1
        if end == "":
            return


def _opens_a_quote(plain: str) -> bool:
    return plain.lstrip(" ").startswith('"') and plain.count('"') % 2 == 1


def write_delimited(rows: Iterable[Iterable[str]]) -> str:
    """Write rows as CSV with commas; no spreadsheet runs what is in it."""
    return "".join(",".join(_written(cell) for cell in row) + "\r\n" for row in rows)


def _written(cell: str) -> str:
    cell = neutralise(cell)
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
