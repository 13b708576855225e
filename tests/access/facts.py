"""Everything that is in a database, read by somebody whom row security does not bind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from alongside.models import Base

Row = Mapping[str, Any]

TABLES = tuple(sorted(Base.metadata.tables))


WAYS_IN = ("operator", "email", "password_hash", "claimed_at")


class Place(NamedTuple):
    """A seat, in plain words: the operator's has no programme and no participant."""

    programme: UUID | None
    participant: UUID | None
    role: str
    lead: bool = False


@dataclass(frozen=True)
class Facts:
    """All rows of all tables."""

    tables: Mapping[str, Sequence[Row]]

    def __getitem__(self, table: str) -> Sequence[Row]:
        return self.tables[table]

    @cached_property
    def _places(self) -> dict[UUID, list[Place]]:
        found: dict[UUID, list[Place]] = {
            one["id"]: [Place(None, None, "operator")] if one["operator"] else []
            for one in self["person"]
        }
        for one in self["participant"]:
            if one["state"] == "active":
                place = Place(one["programme_id"], one["id"], one["role"], one["safeguarding_lead"])
                found[one["person_id"]].append(place)
        return found

    def places(self, person: UUID) -> list[Place]:
        """Where somebody sits at this moment."""
        return self._places[person]

    @cached_property
    def _speaking(self) -> set[UUID]:
        held = {one["person_id"] for one in self.tables.get("passkey", ())}
        return held | {one["id"] for one in self["person"] if any(one.get(w) for w in WAYS_IN)}

    def can_speak(self, person: UUID) -> bool:
        """Say whether somebody has a way of their own to say something."""
        return person in self._speaking

    @cached_property
    def pairings_of(self) -> dict[UUID, list[Row]]:
        """The pairings of each participant."""
        found: dict[UUID, list[Row]] = {one["id"]: [] for one in self["participant"]}
        for one in self["pairing"]:
            found[one["coach_id"]].append(one)
            found[one["leader_id"]].append(one)
        return found
