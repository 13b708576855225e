"""Who may ever meet a hidden word or an id: written by hand, field by field, from the promises.

A promise is a few words of Python over plain facts. Nothing of the policy's `FIELDS` is used.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from tests.access import oracle
from tests.access.facts import Facts, Row
from tests.access.words import word
from tests.access.world import World

from alongside.access.policy import Action

FOUND = re.compile(
    r"kanari\.[\w.]+?\.end(?:@example\.org)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
NAME = {"display_name", "topics"}
BY_LEVEL = {
    "name": NAME,
    "partner": NAME | {"job_title", "email", "phone", "access_needs"},
    "office": {"display_name", "given_name", "family_name", "email"},
}
Promise = Callable[["Promises", UUID, Row], bool]


def to_readers(*actions: Action) -> Promise:
    """Promise something to whoever may read the row in one of these ways."""
    return lambda the, who, row: any(oracle.may(the.facts, who, one, row) for one in actions)


def to_nobody(_the: "Promises", _who: UUID, _row: Row) -> bool:
    return False


def to_oneself(_the: "Promises", who: UUID, row: Row) -> bool:
    return row["id"] == who


def to_whose_it_is(_the: "Promises", who: UUID, row: Row) -> bool:
    return row["person_id"] == who


def to_its_leads(the: "Promises", who: UUID, row: Row) -> bool:
    """Promise why something was done to the safeguarding leads of the programme."""
    return any(
        place.lead and place.programme == row["programme_id"] for place in the.facts.places(who)
    )


@dataclass(frozen=True)
class Promises:
    """Every hidden word and every id of a world, and who may meet it."""

    facts: Facts
    world: World

    @cached_property
    def promised(self) -> Mapping[str, tuple[str, frozenset[str]]]:
        """Give for each word what it is, and the names of those who may meet it."""
        return {
            said: (what, frozenset(self._to(promise, row)))
            for said, what, promise, row in self._everything()
        }

    def _to(self, promise: Promise, row: Row) -> Iterator[str]:
        for who, member in self.world.actors.items():
            if promise(self, member.person_id, row):
                yield who

    def _everything(self) -> Iterator[tuple[str, str, Promise, Row]]:
        for (table, field), promise in PROMISES.items():
            source = "feedback" if table == "offered" else table
            key = "offered_id" if table == "offered" else "id"
            rows = {row[key]: row for row in self.facts[source]}
            for name, one in self.world.ids[table].items():
                if field == "email" and rows[one][field] is None:
                    continue  # somebody has no address
                said = str(one) if field == "id" else word(table, name, field)
                yield said, f"{table}.{field} of {name}", promise, rows[one]
        for table in ("imported_row",):
            for row in self.facts[table]:
                name = self.world.name("participant", row["participant_id"])
                for field in ("given", "before"):
                    yield word(table, name, field), f"{table}.{field} of {name}", to_nobody, row
        for row in self.facts["sign_in"]:
            yield str(row["id"]), "sign_in.id", to_whose_it_is, row

    def breaches(self, who: str | None, said: str) -> set[str]:
        """Name what somebody met in these words and should not have."""
        found = (self.promised[one] for one in set(FOUND.findall(said)) if one in self.promised)
        return {what for what, readers in found if who not in readers}


def _of_person(field: str) -> Promise:
    def promise(the: Promises, who: UUID, row: Row) -> bool:
        level = oracle.seen_as(the.facts, who, Action.PARTICIPANT_READ, row)
        return level is not None and (level == "whole" or field in BY_LEVEL[level])

    return promise


def _own(row: Row, who: UUID) -> bool:
    """One's own account names the places one had, past ones too."""
    return bool(row["person_id"] == who)


def _display_name(the: Promises, who: UUID, row: Row) -> bool:
    helps = row["role"] in ("coordinator", "learning_partner") or row["safeguarding_lead"]
    helper = row["state"] == "active" and helps
    members = {place.programme for place in the.facts.places(who) if place.participant}
    return (
        _own(row, who)
        or _of_person("display_name")(the, who, row)
        or (helper and row["programme_id"] in members)
    )


def _participant_id(the: Promises, who: UUID, row: Row) -> bool:
    declared = (one for one in the.facts["declaration"] if one["participant_id"] == row["id"])
    return (
        _own(row, who)
        or _of_person("id")(the, who, row)
        or oracle.may(the.facts, who, Action.PARTICIPANT_READ, row)
        or any(oracle.may(the.facts, who, Action.DECLARATION_READ, one) for one in declared)
    )


def _programme_name(the: Promises, who: UUID, row: Row) -> bool:
    theirs = (one for one in the.facts["participant"] if one["programme_id"] == row["id"])
    was_in = any(_own(one, who) for one in theirs)
    return was_in or oracle.may(the.facts, who, Action.PROGRAMME_READ, row)


def _pairing_id(the: Promises, who: UUID, row: Row) -> bool:
    met = (one for one in the.facts["session"] if one["pairing_id"] == row["id"])
    return oracle.may(the.facts, who, Action.PAIRING_READ, row) or any(
        oracle.may(the.facts, who, Action.SESSION_READ, one) for one in met
    )


PROMISES: Mapping[tuple[str, str], Promise] = {
    ("programme", "id"): _programme_name,
    ("programme", "name"): _programme_name,
    ("programme", "aims"): to_readers(Action.PROGRAMME_READ),
    ("organisation", "id"): to_readers(Action.ORGANISATION_READ),
    ("person", "id"): to_oneself,
    ("person", "email"): to_oneself,
    ("person", "display_name"): to_oneself,
    ("participant", "id"): _participant_id,
    ("participant", "display_name"): _display_name,
    **{
        ("participant", field): _of_person(field)
        for field in (
            "given_name",
            "family_name",
            "job_title",
            "email",
            "phone",
            "access_needs",
            "topics",
        )
    },
    ("pairing", "id"): _pairing_id,
    ("session", "id"): to_readers(Action.SESSION_READ),
    ("session", "place"): to_readers(Action.SESSION_READ),
    ("note", "id"): to_nobody,
    ("note", "text"): to_readers(Action.NOTE_TEXT_READ),
    ("feedback", "id"): to_readers(Action.FEEDBACK_READ),
    ("feedback", "text"): to_readers(Action.FEEDBACK_READ, Action.OFFERED_FEEDBACK_READ),
    ("offered", "id"): to_readers(Action.OFFERED_FEEDBACK_READ),
    ("said_for", "id"): to_readers(Action.SAID_FOR_READ),
    ("said_for", "action"): to_readers(Action.SAID_FOR_READ),
    ("consent", "id"): to_nobody,
    ("consent", "language"): to_whose_it_is,
    ("audit_entry", "reason"): to_nobody,
    ("restricted_entry", "reason"): to_its_leads,
    ("declaration", "id"): to_readers(Action.DECLARATION_READ),
    ("declaration", "text"): to_readers(Action.DECLARATION_READ),
    ("roster_import", "id"): to_readers(Action.IMPORT_READ),
    ("roster_import", "file_name"): to_readers(Action.IMPORT_READ),
}
