"""What only shows when rows are seen beside each other: one person twice, two with one e-mail."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace

from alongside.imports.reading.roster import Roster
from alongside.imports.reading.rows import Entry, Row
from alongside.imports.reading.spelling import (
    email_key,
    name_key,
    organisation_key,
    phone_key,
)
from alongside.imports.reading.words import Fault, fault, listed, quoted

Key = tuple[str | None, ...]

_PAIR = 2
_COMPARED = tuple(
    field.name
    for field in fields(Entry)
    if field.name not in {"role", "given_name", "family_name", "email"}
)


def check_within_file(roster: Roster) -> Roster:
    """Mark rows that share an e-mail under different names, then those that repeat an earlier one.

    Comes last, when each row's own faults are known: a row with a fault has no duplicates.
    """
    shared = _shared_emails(roster)
    rows = [row.with_fault(shared[row.line]) if row.line in shared else row for row in roster.rows]
    return replace(roster, rows=tuple(_without_repeats(roster, rows)))


def check_organisation_codes(roster: Roster, names_by_code: Mapping[str, str]) -> Roster:
    """Mark codes that nobody has, and names that are not those of their code."""
    rows = (_check_code(row, roster, names_by_code) for row in roster.rows)
    return replace(roster, rows=tuple(rows))


def names_of(entry: Entry) -> Key:
    """Make the key by which people's names are compared."""
    return name_key(entry.given_name), name_key(entry.family_name)


def identity_of(entry: Entry) -> Key:
    """Make the key of one participant: role and e-mail; without e-mail, role, names and phone.

    The names are in both: who has the same role and e-mail under another name is an error.
    """
    reached = (email_key(entry.email),) if entry.email else (None, phone_key(entry.phone))
    return (entry.role, *names_of(entry), *reached)


def _shared_emails(roster: Roster) -> dict[int, Fault]:
    users: dict[str, list[Row]] = defaultdict(list)
    for row in roster.rows:
        if row.entry.email:
            users[email_key(row.entry.email)].append(row)
    groups = (_shared_by(rows, roster.named("email")) for rows in users.values())
    return {found.line: found for group in groups for found in group}


def _shared_by(rows: list[Row], column: str | None) -> list[Fault]:
    """Ask about one e-mail in every row that gives it, if they name more than one person."""
    names = {names_of(row.entry) for row in rows}
    if len(names) == 1:
        return []
    people = "two people" if len(names) == _PAIR else f"{len(names)} people"
    lines = listed(row.line for row in rows)
    return [fault(r.line, column, "email_shared", lines=lines, people=people) for r in rows]


def _without_repeats(roster: Roster, rows: list[Row]) -> list[Row]:
    seen: dict[Key, Row] = {}
    checked = []
    for row in rows:
        if not row.is_good:
            checked.append(row)
            continue
        first = seen.setdefault(identity_of(row.entry), row)
        checked.append(row if first is row else _repeat(roster, row, first))
    return checked


def _repeat(roster: Roster, row: Row, first: Row) -> Row:
    differing = [
        quoted(column)
        for ours in _COMPARED
        if (column := roster.named(ours)) and getattr(row.entry, ours) != getattr(first.entry, ours)
    ]
    code = "duplicate_differs" if differing else "duplicate"
    facts: dict[str, object] = {"line": first.line, "columns": ", ".join(differing)}
    repeated = replace(row, duplicate_of=first.line, warnings=())
    return repeated.with_warning(fault(row.line, None, code, **facts))


def _check_code(row: Row, roster: Roster, names_by_code: Mapping[str, str]) -> Row:
    entry, column = row.entry, roster.named("organisation_code")
    if row.has_wrong_shape or not entry.organisation_code:
        return row
    known = names_by_code.get(entry.organisation_code)
    if known is None:
        code = quoted(entry.organisation_code)
        return row.with_fault(fault(row.line, column, "unknown_organisation_code", says=code))
    if entry.organisation and organisation_key(entry.organisation) != organisation_key(known):
        column = roster.named("organisation")
        facts = {"code": entry.organisation_code, "known": known}
        return row.with_warning(fault(row.line, column, "organisation_differs", **facts))
    return row
