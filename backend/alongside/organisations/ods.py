"""Organisations as the Organisation Data Service publishes them: `etr` layout, no header."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from alongside.core.errors import TooLarge, Unprocessable

CODE, NAME, OPENED, CLOSED = 0, 1, 10, 11
LONGEST_NAME = 200
MOST_BYTES = 1024 * 1024

_CODE = re.compile(r"[A-Z0-9]{2,10}")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


class OrganisationsTooLarge(TooLarge):
    code = "organisations_too_large"
    title = "This file is larger than 1 MB. Cut it into parts, and bring one after the other."


class NotTheOdsLayout(Unprocessable):
    code = "organisations_not_ods"
    title = (
        "This does not look like a file from the Organisation Data Service. "
        "We need it as they publish it: no header, the code first, then the name."
    )


@dataclass(frozen=True)
class PublishedOrganisation:
    """One organisation as published, its name kept as it is written."""

    line: int
    ods_code: str
    name: str
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class OdsError:
    """One row that was not taken, and why. The file has no header, so the column is our word."""

    line: int
    column: str | None
    code: str
    message: str


@dataclass
class _RowRefused(Exception):
    column: str | None
    code: str

    messages: ClassVar[dict[str, str]] = {
        "too_few_cells": "This row ends before the dates. A row has at least 12 cells.",
        "invalid_code": "This row does not start with a code of capital letters and digits.",
        "missing_name": "This row has no name.",
        "too_long": f"This name is longer than {LONGEST_NAME} letters.",
        "invalid_date": "This date is not written as year, month and day, like 20110401.",
        "repeated_code": "An earlier row has this code. The first one counts.",
    }


def read_ods(body: bytes) -> tuple[list[PublishedOrganisation], list[OdsError]]:
    """Read the organisations, and say which rows could not be taken."""
    organisations: dict[str, PublishedOrganisation] = {}
    errors = []
    for line, cells in _rows(body):
        try:
            organisation = _organisation(line, cells)
            _refuse_if(organisation.ods_code in organisations, "code", "repeated_code")
            organisations[organisation.ods_code] = organisation
        except _RowRefused as why:
            errors.append(OdsError(line, why.column, why.code, why.messages[why.code]))
    if not organisations:
        raise NotTheOdsLayout
    return list(organisations.values()), errors


def _rows(body: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty, with the physical line where it starts."""
    if len(body) > MOST_BYTES:
        raise OrganisationsTooLarge
    lines = _text(body).replace("\0", "").splitlines(keepends=True)
    rows, line = csv.reader(lines), 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = rows.line_num + 1
    except csv.Error as failure:
        raise NotTheOdsLayout from failure


def _text(body: bytes) -> str:
    try:
        return body.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _organisation(line: int, cells: list[str]) -> PublishedOrganisation:
    _refuse_if(not _CODE.fullmatch(cells[CODE]), "code", "invalid_code")
    _refuse_if(len(cells) <= CLOSED, None, "too_few_cells")
    _refuse_if(not cells[NAME], "name", "missing_name")
    _refuse_if(len(cells[NAME]) > LONGEST_NAME, "name", "too_long")
    opened_on = _day(cells[OPENED], "opened")
    closed_on = _day(cells[CLOSED], "closed")
    return PublishedOrganisation(line, cells[CODE], cells[NAME], opened_on, closed_on)


def _day(text: str, column: str) -> date | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    _refuse_if(found is None, column, "invalid_date")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError as failure:
        raise _RowRefused(column, "invalid_date") from failure


def _refuse_if(condition: bool, column: str | None, code: str) -> None:
    if condition:
        raise _RowRefused(column, code)
