"""Whom a row meets: the participant who has, or at an earlier import had, what it goes by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from uuid import UUID

from alongside.imports.digests import NAMES, Digests
from alongside.imports.reading.roster import Roster
from alongside.imports.reading.rows import Entry, Row
from alongside.imports.reading.spelling import email_key, name_key, phone_key
from alongside.imports.reading.within_file import Key, names_of
from alongside.imports.reading.words import fault, quoted

PAIRED = ("coach", "leader")


@dataclass(frozen=True)
class Somebody:
    """A participant of the programme, as far as it takes to know them again."""

    id: UUID
    role: str
    is_active: bool
    names: Key
    phone: str
    emails: frozenset[str]
    known_as: frozenset[bytes] = frozenset()
    given: Mapping[str, Any] = field(default_factory=dict)
    step: int = 0
    is_lead: bool = False


class Way(NamedTuple):
    """How well somebody is met: whoever takes part still comes first, then the nearest."""

    has_left: bool
    distance: int


class Here:
    """Everybody who takes part in a programme, or did, by what a row may go by."""

    def __init__(self, people: Iterable[Somebody], digests: Digests) -> None:
        self._digests = digests
        self._by_email: dict[str, list[Somebody]] = defaultdict(list)
        self._by_names: dict[tuple[Any, ...], list[Somebody]] = defaultdict(list)
        self._by_digest: dict[bytes, list[Somebody]] = defaultdict(list)
        self._called: set[tuple[str, Key]] = set()
        for one in people:
            for email in one.emails:
                self._by_email[email].append(one)
            self._by_names[one.role, one.names, one.phone].append(one)
            for digest in one.known_as:
                self._by_digest[digest].append(one)
            if one.is_active:
                self._called.add((one.role, one.names))

    def ways(self, entry: Entry) -> Iterator[tuple[Way, Somebody]]:
        """Give everybody who has, or had, what this row goes by, whatever they are called."""
        if entry.email:
            has = (one for one in self._sharing(entry) if one.role == entry.role)
            near = [(0, one) for one in has]
        else:
            same = self._by_names[entry.role, names_of(entry), phone_key(entry.phone)]
            near = [(2 if one.emails else 0, one) for one in same]
        had = self._by_digest.get(self._digests.known_as(entry), ())
        for distance, one in (*near, *((1, one) for one in had)):
            yield Way(not one.is_active, distance), one

    def is_called(self, somebody: Somebody, entry: Entry) -> bool:
        """Say whether they have the names of this row, or had them when last imported."""
        names = names_of(entry)
        last = somebody.given.get(NAMES)
        return somebody.names == names or last == self._digests.names(somebody.id, names)

    def are_strangers(self, entry: Entry) -> bool:
        """Say whether what this row goes by is here already, and under other names alone."""
        if not (entry.given_name and entry.family_name):
            return False
        met = [one for _, one in self.ways(entry)]
        if met:
            return not any(self.is_called(one, entry) for one in met)
        return not all(self.is_called(one, entry) for one in self._sharing(entry))

    def is_a_leads(self, entry: Entry) -> bool:
        """Say whether it would have somebody coach, or be coached, who is a safeguarding lead."""
        return entry.role in PAIRED and any(one.is_lead for one in self._sharing(entry))

    def has_namesake(self, entry: Entry) -> bool:
        return (entry.role, names_of(entry)) in self._called

    def _sharing(self, entry: Entry) -> list[Somebody]:
        return self._by_email.get(email_key(entry.email), []) if entry.email else []


def names_key(given: str, family: str) -> Key:
    return name_key(given), name_key(family)


def check_names(roster: Roster, here: Here) -> Roster:
    """Mark rows that go by what is another's here, or a lead's: private words stay apart."""
    rows = (_check(row, roster, here) for row in roster.rows)
    return replace(roster, rows=tuple(rows))


def _check(row: Row, roster: Roster, here: Here) -> Row:
    if row.has_wrong_shape:
        return row
    if not here.are_strangers(row.entry):
        return _check_leads(row, roster, here)
    if row.entry.email:
        says = quoted(row.entry.email)
        found = fault(row.line, roster.named("email"), "email_of_another", says=says)
    else:
        found = fault(row.line, roster.named("given_name"), "renamed_here")
    return row.with_fault(found)


def _check_leads(row: Row, roster: Roster, here: Here) -> Row:
    if not here.is_a_leads(row.entry):
        return row
    name = f"{row.entry.given_name} {row.entry.family_name}"
    return row.with_fault(fault(row.line, roster.named("role"), "lead_stands_apart", name=name))


def meet(roster: Roster, here: Here) -> tuple[Roster, dict[int, Somebody]]:
    """Say whom each good row meets, by its line; each is met once, by the row that is nearest.

    Whoever would meet only people whom a nearer row has met gets a fault: nobody is made twice.
    """
    ways = [
        (way, row.line, str(one.id), one)
        for row in roster.rows
        if row.is_good
        for way, one in here.ways(row.entry)
        if here.is_called(one, row.entry)
    ]
    met: dict[int, Somebody] = {}
    by_whom: dict[UUID, int] = {}
    for _, line, _, one in sorted(ways, key=lambda way: way[:3]):
        if line not in met and one.id not in by_whom:
            met[line], by_whom[one.id] = one, line
    nearer = {line: by_whom[one.id] for _, line, _, one in ways if line not in met}
    rows = (_twice(row, roster, nearer.get(row.line)) for row in roster.rows)
    return replace(roster, rows=tuple(rows)), met


def _twice(row: Row, roster: Roster, nearer: int | None) -> Row:
    if nearer is None:
        return row
    column = roster.named("email") or roster.named("given_name")
    return row.with_fault(fault(row.line, column, "same_person_twice", line=nearer))
