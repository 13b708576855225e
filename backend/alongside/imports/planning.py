"""What an import would do, row by row: told by a dry run, done by a commit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from alongside.imports.digests import Digests
from alongside.imports.meeting import Here, Somebody
from alongside.imports.reading.mend import mend_csv
from alongside.imports.reading.roster import Roster
from alongside.imports.reading.rows import Entry, Row
from alongside.imports.reading.words import Fault, fault, quoted
from alongside.imports.settling import Fields, Settled, called, offered, settle

COORDINATOR = "coordinator"

Organisations = Mapping[str, UUID]


@dataclass(frozen=True)
class Newcomer:
    """Somebody whom a row brings in."""

    row: Row
    fields: Fields


@dataclass(frozen=True)
class Plan:
    """What each row of a roster does."""

    roster: Roster
    new: tuple[Newcomer, ...]
    met: tuple[Settled, ...]
    has_left: tuple[Row, ...]
    namesakes: frozenset[int]

    @property
    def counts(self) -> dict[str, int]:
        rows = self.roster.rows
        updated = sum(one.is_change for one in self.met)
        return {
            "rows": len(rows),
            "created": len(self.new),
            "updated": updated,
            "unchanged": len(self.met) - updated + len(self.has_left),
            "duplicates": sum(row.duplicate_of is not None and not row.faults for row in rows),
            "ignored": sum(row.is_empty for row in rows),
            "failed": sum(bool(row.faults) for row in rows),
        }

    @property
    def errors(self) -> list[Fault]:
        return self.roster.errors

    @property
    def warnings(self) -> list[Fault]:
        """Say what somebody should know, in the order of the file."""
        every = [*self.roster.warnings, *self._about_new(), *self._about_known()]
        return sorted(every, key=lambda found: found.line)

    @property
    def coordinators(self) -> list[str]:
        """Name those who would be able to run the programme, as typed."""
        return [called(one.fields) for one in self.new if one.row.entry.role == COORDINATOR]

    @property
    def mend_csv(self) -> str | None:
        return mend_csv(self.roster, (row for row in self.roster.rows if row.faults))

    def _about_new(self) -> Iterator[Fault]:
        for one in self.new:
            name = called(one.fields)
            if one.row.entry.role == COORDINATOR:
                yield self._said(one.row, "role", "will_coordinate", name=name)
            if one.row.line in self.namesakes:
                yield self._said(one.row, "given_name", "same_name", name=name)

    def _about_known(self) -> Iterator[Fault]:
        for one in self.met:
            for name in one.kept:
                column = column_of(name, self.roster)
                says = quoted(self.roster.named(column) or "")
                yield self._said(one.row, column, "changed_by_hand", column=says)
        for row in self.has_left:
            name = f"{row.entry.given_name} {row.entry.family_name}"
            yield self._said(row, "given_name", "has_left", name=name)

    def _said(self, row: Row, field: str, code: str, **facts: object) -> Fault:
        return fault(row.line, self.roster.named(field), code, **facts)


def column_of(name: str, roster: Roster) -> str:
    """Say which field of the file brings a field of ours."""
    if name == "organisation_id":
        return "organisation_code" if roster.named("organisation_code") else "organisation"
    if name == "lived_experience" and not roster.named(name):
        return "role"
    return name


def organisation_of(entry: Entry, organisations: Organisations) -> UUID | None:
    """Find whom a row names, by its code, else by its name."""
    return organisations.get(entry.organisation_code or entry.organisation or "")


def check_organisation_names(roster: Roster, organisations: Organisations) -> Roster:
    """Warn of names, without a code, that are not those of exactly one organisation."""
    rows = (_check_name(row, roster, organisations) for row in roster.rows)
    return replace(roster, rows=tuple(rows))


def _check_name(row: Row, roster: Roster, organisations: Organisations) -> Row:
    name = row.entry.organisation
    if not name or row.entry.organisation_code or name in organisations or row.has_wrong_shape:
        return row
    column = roster.named("organisation")
    return row.with_warning(fault(row.line, column, "organisation_unknown", says=quoted(name)))


def plan(
    roster: Roster,
    here: Here,
    *,
    met: Mapping[int, Somebody],
    now: Mapping[UUID, Mapping[str, Any]],
    organisations: Organisations,
    digests: Digests,
) -> Plan:
    """Decide what each good row does, given whom it meets and how they are now."""
    good = [(row, met.get(row.line)) for row in roster.rows if row.is_good]
    fields = {row.line: offered(row.entry, organisation_of(row.entry, organisations))
              for row, _ in good}  # fmt: skip
    settled = [
        settle(row, fields[row.line], one, now[one.id], digests)
        for row, one in good
        if one and one.is_active
    ]
    return Plan(
        roster,
        tuple(Newcomer(row, fields[row.line]) for row, one in good if one is None),
        tuple(settled),
        tuple(row for row, one in good if one and not one.is_active),
        _namesakes((row for row, one in good if one is None), here),
    )


def _namesakes(rows: Iterable[Row], here: Here) -> frozenset[int]:
    return frozenset(row.line for row in rows if here.has_namesake(row.entry))
