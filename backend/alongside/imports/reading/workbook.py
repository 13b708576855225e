"""The first sheet of a workbook, as people would write its cells."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from alongside.imports.reading.delimited import Record
from alongside.imports.reading.formulas import take_off
from alongside.imports.reading.problems import (
    NotATable,
    RosterEmpty,
    WorkbookBroken,
    WorkbookLocked,
)
from alongside.imports.reading.workbook_guard import guarded

Value = int | float | str | bool | time | date | datetime | timedelta

FALLEN_OVER = "PanicException"  # what the reader raises for a mistake of its own; no Exception
ZIP = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # the old .xls, and every workbook with a password


def is_workbook(body: bytes) -> bool:
    """Tell a workbook by its first bytes, whatever it was called."""
    if body.startswith(OLD_OR_LOCKED):
        raise WorkbookLocked
    return body.startswith(ZIP)


def read_workbook(body: bytes) -> list[Record]:
    """Read the first sheet; a row's line is its number in the sheet."""
    try:
        rows = _first_sheet(guarded(body))
    except (CalamineError, ArithmeticError, ValueError) as failure:  # or a time beyond all time
        raise WorkbookBroken from failure
    except BaseException as failure:
        if type(failure).__name__ != FALLEN_OVER:
            raise
        raise WorkbookBroken from failure
    records = list(_records(rows))
    while records and not any(records[-1].cells):
        records.pop()
    if not records:
        raise RosterEmpty
    return records


def _first_sheet(body: bytes) -> list[list[Value]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(body)) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet:
                found = workbook.get_sheet_by_name(sheet.name)
                return found.to_python(skip_empty_area=False)
    raise NotATable


def _records(rows: list[list[Value]]) -> Iterator[Record]:
    for line, row in enumerate(rows, start=1):
        yield Record(line, tuple(take_off(_as_written(value)) for value in row))


def _as_written(value: Value) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() | time():
            return _moment(value)
        case _:
            return str(value)


def _moment(value: datetime | time) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
