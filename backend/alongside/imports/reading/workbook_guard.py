"""Making sure that a workbook is as small as it looks, before anything else opens it.

A spreadsheet is a zip file, so 1 MB may unfold into gigabytes; a sheet with one cell at each end
claims every cell between them; one long text may be shown by very many cells; and a count that is
not true makes a reader ask for memory that nobody has. All are refused here. What passes is packed
anew, and only what was looked at, so that the reader sees exactly what was checked.
"""

import io
import re
import shutil
import zipfile
import zlib
from collections import Counter
from contextlib import suppress
from itertools import zip_longest
from xml.parsers import expat

from alongside.imports.reading.problems import (
    NotATable,
    RosterTooLarge,
    WorkbookBroken,
    WorkbookLocked,
)

MOST_BYTES = 24 * 1024 * 1024
MOST_FILES = 500
PIECE = 64 * 1024
MOST_CELLS = 250_000
MOST_AREA = 1_000_000
MOST_LETTERS = 16_000_000
EARLIEST = -1_000_000.0  # days: a reader that counts further back falls over

_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, ValueError)
_COUNT = re.compile("[0-9]{1,6}")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def guarded(body: bytes) -> bytes:
    """Give back the workbook packed anew, or refuse it."""
    parts = _unpack(body)
    names = {name.lower() for name in parts}
    if "xl/workbook.xml" not in names or "content.xml" in names:
        raise NotATable
    walks = [_walk(content) for content in parts.values()]
    lengths = [max(each) for each in zip_longest(*(walk.texts for walk in walks), fillvalue=0)]
    if sum(walk.letters(lengths) for walk in walks) > MOST_LETTERS:
        raise RosterTooLarge
    return _pack(parts)


def _unpack(body: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _read_parts(archive)
    except RuntimeError as failure:  # zipfile's word for a part that needs a password
        if isinstance(failure, NotImplementedError):
            raise WorkbookBroken from failure
        raise WorkbookLocked from failure
    except _UNREADABLE as failure:
        raise WorkbookBroken from failure


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise RosterTooLarge
    kept = (entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    return {entry.filename: _read_part(archive, entry) for entry in kept}


def _read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read one part piece by piece: read whole, a part that lies about its size would unfold."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise WorkbookBroken
    content = io.BytesIO()
    with archive.open(entry) as stream:
        shutil.copyfileobj(stream, content, PIECE)
    return content.getvalue()


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _walk(content: bytes) -> "_Walk":
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as failure:
        raise WorkbookBroken from failure
    return walk


class _Walk:
    """Walks one part: measures its texts, counts its cells, and keeps their far corner."""

    def __init__(self) -> None:
        self.texts: list[int] = []
        self.shown: Counter[int] = Counter()
        self.row = self.column = self.widest = self.tallest = self.cells = 0
        self.in_cells = self.shows_text = self.shows_number = False
        self.said = ""

    def letters(self, lengths: list[int]) -> int:
        """Say how many letters the cells show, of texts of these lengths."""
        known = (
            (lengths[text], times) for text, times in self.shown.items() if text < len(lengths)
        )
        return sum(length * times for length, times in known)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.lower().endswith("count") and not _COUNT.fullmatch(value):
                raise WorkbookBroken
        self.said = ""
        match tag.rpartition(":")[2]:
            case "si":
                self.texts.append(0)
            case "sheetData":
                self.in_cells = True
            case "row" if self.in_cells:
                self._row(attributes.get("r"))
            case "c" if self.in_cells:
                self.shows_text = attributes.get("t") == "s"
                self.shows_number = attributes.get("t", "n") == "n"
                self._cell(attributes.get("r"))

    def text(self, letters: str) -> None:
        if self.shows_text or self.shows_number:
            self.said += letters
        if self.texts:
            self.texts[-1] += len(letters)

    def end(self, tag: str) -> None:
        if self.shows_text and tag.rpartition(":")[2] == "v":
            self.shown[_number(self.said.strip())] += 1
            self.shows_text = False
        if self.shows_number and tag.rpartition(":")[2] == "v":
            self.shows_number = False
            with suppress(ValueError):
                if float(self.said) < EARLIEST:
                    raise WorkbookBroken

    def _row(self, number: str | None) -> None:
        self.row = self.row + 1 if number is None else _number(number)
        self.column = 0
        self._compare()

    def _cell(self, place: str | None) -> None:
        self.cells += 1
        self.column += 1
        if place is not None:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise WorkbookBroken
            self.column, self.row = _column_number(found[1]), int(found[2])
        self._compare()

    def _compare(self) -> None:
        self.tallest = max(self.tallest, self.row)
        self.widest = max(self.widest, self.column)
        if self.cells > MOST_CELLS or self.tallest * self.widest > MOST_AREA:
            raise RosterTooLarge


def _refuse(*_: object) -> None:
    raise WorkbookBroken


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text):
        raise WorkbookBroken
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
