"""Which column holds which field: by its header, or as a person said by hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.imports.reading.delimited import Record
from alongside.imports.reading.headers import (
    ALSO_CALLED,
    FIELDS,
    LONGEST_HEADER,
    field_of,
    seems_private,
)
from alongside.imports.reading.problems import (
    NoNameColumn,
    NoRoleColumn,
    TooManyColumns,
    UnknownMapping,
)
from alongside.imports.reading.spelling import squeezed, tidy
from alongside.imports.reading.words import Fault, fault, quoted

MOST_COLUMNS = 200
PRIVATE = "private"
_NAME_PARTS = {"given_name", "family_name"}

Holds = dict[str, list[int]]
Recognises = Callable[[str], bool]


@dataclass(frozen=True)
class Columns:
    """Where each field stands, and what is to be said about the columns."""

    at: dict[str, int]
    warnings: tuple[Fault, ...] = ()


def read_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """Read `field:header` pairs, as they come in an address."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        ours, colon, header = pair.partition(":")
        ours = ALSO_CALLED.get(ours.strip(), ours.strip())
        if not colon or ours not in FIELDS:
            raise UnknownMapping(f"Say field:header, and one of these fields: {', '.join(FIELDS)}.")
        mapping[ours] = header
    return mapping


def known_fields(cells: Sequence[str], mapping: Mapping[str, str]) -> set[str]:
    """Say which fields a row would name if it were the header."""
    keys = {squeezed(header): ours for ours, header in mapping.items()}
    short = (cell for cell in cells[:MOST_COLUMNS] if len(cell) <= LONGEST_HEADER)
    found = (keys.get(squeezed(cell)) or field_of(cell) for cell in short)
    return {ours for ours in found if ours}


def bind(
    header: Record, rows: Sequence[Record], mapping: Mapping[str, str], is_role: Recognises
) -> Columns:
    """Decide which column holds which field, and say what is left out."""
    if len(header.cells) > MOST_COLUMNS:
        raise TooManyColumns
    chosen = {ours: _column_named(header, theirs) for ours, theirs in mapping.items()}
    if len(set(chosen.values())) < len(chosen):
        raise UnknownMapping("One column cannot hold two fields. Name each column once.")
    _keep_private(header, chosen)
    holds = _recognised(header, set(chosen.values()))
    at = {ours: where[0] for ours, where in holds.items()}
    if "role" in holds:
        at["role"] = _fullest_of_roles(holds["role"], rows, is_role)
    at = _with_names_settled(at | chosen, by_hand="name" in chosen)
    _check_enough(at)
    return Columns(at, tuple(_left_out(header, rows, holds, at)))


def _keep_private(header: Record, chosen: Mapping[str, int]) -> None:
    """Let nobody's private ties be read as something that others see, not even by a slip."""
    for ours, number in chosen.items():
        cell = header.cells[number]
        if ours != PRIVATE and field_of(cell) == PRIVATE:
            raise UnknownMapping(
                f"The column {quoted(cell)} holds what people tell in private. It can be read as "
                f"{PRIVATE} and as nothing else."
            )


def _column_named(header: Record, theirs: str) -> int:
    cells = [cell.strip() if len(cell) <= LONGEST_HEADER else "" for cell in header.cells]
    if theirs.strip() and theirs.strip() in cells:
        return cells.index(theirs.strip())
    keys = [squeezed(cell) for cell in cells]
    if squeezed(theirs) in keys and squeezed(theirs):
        return keys.index(squeezed(theirs))
    raise UnknownMapping(f"There is no column {quoted(theirs)} in this file.")


def _recognised(header: Record, taken: set[int]) -> Holds:
    holds: Holds = {}
    for number, cell in enumerate(header.cells):
        ours = field_of(cell)
        if ours and number not in taken:
            holds.setdefault(ours, []).append(number)
    return holds


def _fullest_of_roles(where: list[int], rows: Sequence[Record], is_role: Recognises) -> int:
    """Of two columns that may hold the role, take the one with more roles that we know."""
    return max(where, key=lambda at: sum(at < len(r.cells) and is_role(r.cells[at]) for r in rows))


def _with_names_settled(at: dict[str, int], *, by_hand: bool) -> dict[str, int]:
    """Names stand in two columns, or whole in one; beside a surname, Name is the first name."""
    if "name" not in at:
        return at
    if not by_hand and "family_name" in at:
        whole = at.pop("name")
        return {"given_name": whole} | at
    return {ours: number for ours, number in at.items() if ours not in _NAME_PARTS}


def _check_enough(at: Mapping[str, int]) -> None:
    if "role" not in at:
        raise NoRoleColumn
    if "name" not in at and not {"given_name", "family_name"} <= at.keys():
        raise NoNameColumn


def _left_out(
    header: Record, rows: Sequence[Record], holds: Holds, at: Mapping[str, int]
) -> Iterable[Fault]:
    of = {number: ours for ours, where in holds.items() for number in where}
    for number, cell in enumerate(header.cells):
        if number not in at.values() and (tidy(cell) or _is_filled(number, rows)):
            yield _why_left_out(header, number, of.get(number), at)


def _is_filled(number: int, rows: Sequence[Record]) -> bool:
    return any(number < len(row.cells) and tidy(row.cells[number]) for row in rows)


def _why_left_out(header: Record, number: int, ours: str | None, at: Mapping[str, int]) -> Fault:
    cell = header.cells[number]
    if not tidy(cell):
        return fault(header.line, None, "unnamed_column", number=number + 1)
    first = quoted(header.cells[at[ours]]) if ours and ours in at else ""
    return fault(header.line, cell, _reason(cell, ours, at), column=quoted(cell), first=first)


def _reason(cell: str, ours: str | None, at: Mapping[str, int]) -> str:
    if ours in at:
        return "second_column"
    if ours:
        return "column_not_needed"
    return "private_column" if seems_private(cell) else "unknown_column"
