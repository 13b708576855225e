"""What a row changes of somebody who is here: only what nobody has edited since the last import."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside.imports.digests import NAMES, PRIVATE, Digests
from alongside.imports.meeting import Somebody
from alongside.imports.reading.rows import Entry, Row
from alongside.imports.reading.spelling import email_key, name_key
from alongside.imports.reading.within_file import names_of

LONGEST_NAME = 200
NAME_PARTS = {"given_name", "family_name"}
PLAIN = (
    "given_name",
    "family_name",
    "email",
    "job_title",
    "phone",
    "contact_by",
    "access_needs",
    "topics",
    "capacity",
)
FIELDS = (*PLAIN, "organisation_id", "lived_experience")
FILLED = (*FIELDS, "display_name")

Fields = dict[str, Any]


@dataclass(frozen=True)
class Settled:
    """What a row does to somebody: what it changes, what stays as edited, what is remembered."""

    row: Row
    somebody: Somebody
    now: Mapping[str, Any]
    changes: Fields
    kept: tuple[str, ...]
    given: Fields
    declares: bool
    is_known: bool

    @property
    def is_change(self) -> bool:
        return bool(self.changes) or self.declares

    @property
    def is_news(self) -> bool:
        """Say whether there is anything to remember."""
        return self.is_change or not self.is_known or self.given != self.somebody.given


def offered(entry: Entry, organisation_id: UUID | None) -> Fields:
    """Give the fields of which a row says anything. A blank cell says nothing."""
    fields = {name: getattr(entry, name) for name in PLAIN}
    fields["organisation_id"] = organisation_id
    fields["lived_experience"] = entry.lived_experience or None
    return {name: value for name, value in fields.items() if value is not None}


def called(fields: Mapping[str, Any]) -> str:
    return f"{fields['given_name']} {fields['family_name']}".strip()[:LONGEST_NAME]


def given_by(row: Row, fields: Fields, participant_id: Any, digests: Digests) -> Fields:
    """Digest what a row gives somebody new, so that it can be told later what was edited."""
    given: Fields = {
        name: digests.value(participant_id, name, value) for name, value in fields.items()
    }
    given[NAMES] = digests.names(participant_id, names_of(row.entry))
    if row.entry.private:
        given[PRIVATE] = [digests.value(participant_id, PRIVATE, row.entry.private)]
    return given


def settle(
    row: Row, fields: Fields, somebody: Somebody, now: Mapping[str, Any], digests: Digests
) -> Settled:
    """Compare a row with how somebody stands here and what imports gave them before."""
    given = dict(somebody.given)
    changes: Fields = {}
    kept = []
    for name, value in fields.items():
        digest = digests.value(somebody.id, name, value)
        if _is_same(name, now[name], value):
            given[name] = digest
        elif _is_open(name, now[name], somebody, digests):
            changes[name], given[name] = value, digest
        elif name not in NAME_PARTS or name_key(now[name]) != name_key(value):
            kept.append(name)
            given.setdefault(name, digest)  # so that clearing it by hand is an edit as well
    if not NAME_PARTS & {*kept}:
        given[NAMES] = digests.names(somebody.id, names_of(row.entry))
    declares = _declares(row, somebody, given, digests)
    known = digests.known_as(row.entry) in somebody.known_as
    changes |= _display_name(now, changes)
    return Settled(row, somebody, now, changes, tuple(kept), given, declares, known)


def _is_same(name: str, now: Any, value: Any) -> bool:
    return email_key(now) == email_key(value) if name == "email" else now == value


def _is_open(name: str, now: Any, somebody: Somebody, digests: Digests) -> bool:
    """Say whether nobody has edited a field. An address that is there is never exchanged."""
    last = somebody.given.get(name)
    if now is None or now == "" or now is False:
        return last is None
    return name != "email" and last == digests.value(somebody.id, name, now)


def _declares(row: Row, somebody: Somebody, given: Fields, digests: Digests) -> bool:
    """Say whether this row tells a private tie that no import told before, and remember it."""
    if not row.entry.private:
        return False
    told = digests.value(somebody.id, PRIVATE, row.entry.private)
    earlier = given.get(PRIVATE, [])
    if told in earlier:
        return False
    given[PRIVATE] = [*earlier, told]
    return True


def _display_name(now: Mapping[str, Any], changes: Fields) -> Fields:
    """Let the name that is shown follow the names, unless they chose it."""
    if changes.keys() & NAME_PARTS and now["display_name"] == called(now):
        return {"display_name": called({**now, **changes})}
    return {}
