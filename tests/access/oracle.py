"""The relations said again in plain Python, over plain facts, knowing nothing of SQL.

What the policy lists is read from the policy; what a relation means is said here a second time.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.access.facts import Facts, Place, Row

from alongside.access.policy import POLICY, READS, Action
from alongside.models import Organisation

Holds = Callable[[Place, Row, Facts], bool]


def _here(place: Place, row: Row) -> bool:
    """A seat reaches only rows of its own programme; the operator's is in none and meets all."""
    return place.programme in (None, row.get("programme_id", row["id"]))


def _partners_pairings(place: Place, row: Row, facts: Facts) -> list[Row]:
    """The pairings, known to this seat, that it has with the participant that is the row."""
    if place.role == "coach":
        return [
            one
            for one in facts.pairings_of[row["id"]]
            if one["leader_id"] == row["id"] and one["coach_id"] == place.participant
        ]
    if place.role == "leader":
        return [
            one
            for one in facts.pairings_of[row["id"]]
            if one["coach_id"] == row["id"] and one["leader_id"] == place.participant
            and one["leader_asked"]
        ]  # fmt: skip
    return []


def _is(role: str, column: str) -> Holds:
    return lambda place, row, _: place.role == role and row[column] == place.participant


def _holds_role(role: str) -> Holds:
    return lambda place, _row, _facts: place.role == role


def _is_silent(place: Place, who: Row, facts: Facts) -> bool:
    """Say whether somebody has no way to speak; whoever asks has one."""
    mine = {one["person_id"] for one in facts["participant"] if one["id"] == place.participant}
    return who["person_id"] not in mine and not facts.can_speak(who["person_id"])


RELATIONS: dict[str, Holds] = {
    "anybody": lambda _place, _row, _facts: True,
    "members": lambda place, _row, _facts: place.role != "operator",
    "coordinators": _holds_role("coordinator"),
    "coordinators_for_who_is_asked": lambda place, row, facts: (
        place.role == "coordinator"
        and any(
            one["id"] == (row["leader_id"] if row["coach_accepted"] else row["coach_id"])
            and one["email"] is None
            and one["joined_at"] is None
            and _is_silent(place, one, facts)
            and one["state"] == "active"
            for one in facts["participant"]
        )
    ),
    "operators": _holds_role("operator"),
    "learning_partners": _holds_role("learning_partner"),
    "safeguarding_leads": lambda place, _row, _facts: place.lead,
    "oneself": lambda place, row, _: place.participant == row["id"],
    "whose_it_is": lambda place, row, _: place.participant == row["participant_id"],
    "its_author": lambda place, row, _: (
        place.role in ("coach", "leader") and place.participant == row["author_id"]
    ),
    "its_coach": _is("coach", "coach_id"),
    "its_leader": _is("leader", "leader_id"),
    "its_leader_once_asked": lambda place, row, _: (
        place.role == "leader" and row["leader_id"] == place.participant and row["leader_asked"]
    ),
    "partner_now": lambda place, row, facts: any(
        one["state"] in ("active", "paused") for one in _partners_pairings(place, row, facts)
    ),
    "partner_at_some_time": lambda place, row, facts: bool(_partners_pairings(place, row, facts)),
    "appointed_coordinators": lambda place, row, _: (
        place.role == "operator" and row["role"] == "coordinator"
    ),
}


def holds(relation: Any, place: Place, row: Row, facts: Facts) -> bool:
    """Say whether somebody who sits there stands so to that row."""
    name, _, audience = relation.__name__.partition("_when_to_")
    if audience and row["audience"] != audience:
        return False
    return RELATIONS[name](place, row, facts)


def seen_as(facts: Facts, person: UUID, action: Action, row: Row) -> str | None:
    """Say by which level somebody may do this with that row: the first way that is open."""
    rule = POLICY[action]
    shared = rule.on is Organisation.__table__
    for way in rule.who:
        for place in facts.places(person):
            if (shared or _here(place, row)) and holds(way.relation, place, row, facts):
                return way.level.value
    return None


def may(facts: Facts, person: UUID, action: Action, row: Row) -> bool:
    return seen_as(facts, person, action, row) is not None


def may_read(facts: Facts, person: UUID, action: Action, row: Row) -> bool:
    """Say whether somebody may know of a row at all, at the address that asks for this action."""
    notes = action in (Action.NOTE_READ, Action.NOTE_WRITE, Action.NOTE_WITHDRAW)
    read = action if action.value.endswith(":read") else READS[POLICY[action].on]
    return may(facts, person, Action.NOTE_READ if notes else read, row)


def may_at_all(facts: Facts, person: UUID, action: Action) -> bool:
    """Say whether somebody may make such a thing: asked where there is no row yet."""
    everybodys = {"anybody", "members", "coordinators", "operators", "learning_partners"}
    relations = [way.relation for way in POLICY[action].who]
    return any(
        relation.__name__ in everybodys and RELATIONS[relation.__name__](place, {}, facts)
        for relation in relations
        for place in facts.places(person)
    )
