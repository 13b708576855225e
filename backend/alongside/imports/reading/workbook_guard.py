"""Making sure that a workbook is as small as it looks, before anything else opens it.

A spreadsheet is a zip file, so 1 MB may unfold into gigabytes; and a sheet with one cell at each
end claims every cell between them. Both are refused here, and what passes is packed anew, so that
the reader sees exactly what was checked.
"""

import io
import re
import shutil
import zipfile
import zlib
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
MOST_CELLS = 500_000
MOST_AREA = 2_000_000

_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, ValueError)
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def guarded(body: bytes) -> bytes:
    """Give back the workbook packed anew, or refuse it."""
    parts = _unpack(body)
    names = {name.lower() for name in parts}
    if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
        raise NotATable
    for content in parts.values():
        if b"sheetData" in content.replace(b"\0", b""):
            _Measure().take(content)
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
    return {entry.filename: _read_part(archive, entry) for entry in entries}


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


class _Measure:
    """Walks a sheet's cells, counts them, and keeps the far corner."""

    def __init__(self) -> None:
        self.row = self.column = self.widest = self.tallest = self.cells = 0

    def take(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(content, True)
        except expat.ExpatError as failure:
            raise WorkbookBroken from failure

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self.row = _number(attributes["r"]) if "r" in attributes else self.row + 1
                self.column = 0
            case "c":
                self._cell(attributes.get("r"))
            case _:
                return
        self._compare()

    def _cell(self, place: str | None) -> None:
        self.cells += 1
        if place is None:
            self.column += 1
            return
        found = _PLACE.fullmatch(place)
        if found is None:
            raise WorkbookBroken
        self.column, self.row = _column_number(found[1]), int(found[2])

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
