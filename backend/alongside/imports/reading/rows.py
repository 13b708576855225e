"""One row: what it says of a person, what must be mended, and what somebody should know."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from alongside.access.called import fault_of
from alongside.imports.reading.cells import read_cell
from alongside.imports.reading.delimited import Record
from alongside.imports.reading.emails import means_none
from alongside.imports.reading.names import split_name
from alongside.imports.reading.roles import RoleRead, role_of
from alongside.imports.reading.spelling import tidy
from alongside.imports.reading.words import Fault, Unclear, fault, quoted, unclear

_FORMULA = re.compile(r"[=@]")
_GARBLED = re.compile("\ufffd|Ã[\u0080-\u00bf\u0152-\u2122]|â€|Â[\u00a0-\u00bf]")
_WITHOUT_ZERO = re.compile(r"[1-9]\d{9}", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """What a row says of one person, cleaned. None: nothing is said, or there is no such column."""

    role: str | None = None
    lived_experience: bool = False
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    organisation: str | None = None
    organisation_code: str | None = None
    job_title: str | None = None
    phone: str | None = None
    contact_by: str | None = None
    access_needs: str | None = None
    topics: str | None = None
    capacity: int | None = None
    private: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Row:
    """One row of a roster. `cells` are as written, for the person who mends them."""

    line: int
    cells: tuple[str, ...] = field(repr=False)
    entry: Entry = Entry()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    duplicate_of: int | None = None

    @property
    def is_empty(self) -> bool:
        return not any(map(tidy, self.cells))

    @property
    def is_good(self) -> bool:
        return not (self.faults or self.is_empty or self.duplicate_of)

    @property
    def has_wrong_shape(self) -> bool:
        """Tell a row whose cells may not stand in their columns: its fault names no column."""
        return any(found.column is None for found in self.faults)

    def with_fault(self, *more: Fault) -> "Row":
        return replace(self, faults=(*self.faults, *more))

    def with_warning(self, *more: Fault) -> "Row":
        return replace(self, warnings=(*self.warnings, *more))


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one table, whose header and role words are known."""

    header: tuple[str, ...]
    at: Mapping[str, int]
    roles: Mapping[str, RoleRead]

    def read(self, record: Record) -> Row:
        """Read one row. A row whose shape is wrong has that one fault: its cells mean nothing."""
        row = Row(record.line, record.cells)
        if row.is_empty:
            return row
        values, faults = self._values(record)
        row = replace(row, entry=Entry(**values))
        shape = self._fault_of_shape(record)
        if shape is not None:
            return row.with_fault(shape)
        row = row.with_fault(*faults, *self._fault_of_name(row))
        return row.with_warning(*self._warnings(row))

    @cached_property
    def _folded(self) -> list[str]:
        return [tidy(cell).casefold() for cell in self.header]

    def named(self, ours: str) -> str | None:
        """Say the header of the column that holds a field."""
        if ours in {"given_name", "family_name"} and "name" in self.at:
            ours = "name"
        return self.header[self.at[ours]] if ours in self.at else None

    def written(self, ours: str, cells: tuple[str, ...]) -> str:
        number = self.at.get(ours, len(cells))
        return cells[number] if number < len(cells) else ""

    def _values(self, record: Record) -> tuple[dict[str, Any], list[Fault]]:
        values: dict[str, Any] = {}
        faults = []
        for ours in self.at:
            try:
                values.update(self._read(ours, self.written(ours, record.cells)))
            except Unclear as reason:
                column = self.named(ours)
                faults.append(fault(record.line, column, reason.code, **reason.facts))
        return values, sorted(faults, key=lambda found: self.header.index(found.column or ""))

    def _read(self, ours: str, written: str) -> dict[str, Any]:
        value = read_cell(ours, written)
        if ours == "role":
            return self._read_role(value)
        if ours in {"given_name", "family_name", "name"} and value is None:
            raise Unclear("missing_name")
        if ours == "name":
            given, family = split_name(str(value))
            return {"given_name": given, "family_name": family}
        if ours == "lived_experience":
            return {"lived_experience": True} if value else {}
        return {ours: value}

    def _read_role(self, value: object) -> dict[str, Any]:
        if value is None:
            raise Unclear("missing_role")
        read = role_of(str(value), self.roles)
        if read is None:
            raise unclear("unknown_role", str(value))
        return {"role": read.role} | ({"lived_experience": True} if read.lived_experience else {})

    def _fault_of_name(self, row: Row) -> Iterator[Fault]:
        entry = row.entry
        if entry.given_name and (code := fault_of(f"{entry.given_name} {entry.family_name or ''}")):
            yield fault(row.line, self.named("given_name"), code)

    def _fault_of_shape(self, record: Record) -> Fault | None:
        width = len(self.header)
        if record.unclosed:
            return fault(record.line, None, "unclosed_quote")
        if any(map(tidy, record.cells[width:])):
            return fault(record.line, None, "too_many_cells", has=len(record.cells), most=width)
        if [tidy(cell).casefold() for cell in record.cells[:width]] == self._folded:
            return fault(record.line, None, "repeated_header")
        if sum(map(bool, map(tidy, record.cells))) == 1:
            return fault(record.line, None, "not_a_person")
        return None

    def _warnings(self, row: Row) -> Iterator[Fault]:
        for ours in self.at:
            written = self.written(ours, row.cells)
            for code in _noticed(ours, written):
                yield fault(row.line, self.named(ours), code, says=quoted(written))


def _noticed(ours: str, written: str) -> Iterator[str]:
    text = tidy(written)
    if _FORMULA.match(text):
        yield "formula_cell"
    if _GARBLED.search(text):
        yield "garbled_text"
    if ours == "phone" and _WITHOUT_ZERO.fullmatch(text):
        yield "phone_without_zero"
    if ours == "email" and text and means_none(text):
        yield "no_email_read"
