"""The second lock, said again in plain Python: what the application's role may touch, for whom.

Read from `LOCK`, not from the migration: a policy that is dropped or widened there differs here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.access.facts import Facts, Row


@dataclass(frozen=True)
class Told:
    """What enter() tells the database of somebody: sets of ids, and whether they operate."""

    person: UUID
    operator: bool
    mine: frozenset[UUID]
    partners: frozenset[UUID]
    member: frozenset[UUID]
    coordinator: frozenset[UUID]
    learning_partner: frozenset[UUID]
    lead: frozenset[UUID]
    silent: frozenset[UUID]  # those of programmes that they coordinate who cannot speak


def told_of(facts: Facts, person: UUID) -> Told:
    """Say again what enter() works out."""
    places = [one for one in facts.places(person) if one.role != "operator"]
    mine = frozenset(one.participant for one in places)

    def programmes(*roles: str, lead: bool = False) -> frozenset[Any]:
        held = (one for one in places if one.role in roles or (lead and one.lead))
        return frozenset(one.programme for one in held)

    pairings = [one for key in mine for one in facts.pairings_of[key]]
    coordinated = programmes("coordinator")
    return Told(
        person=person,
        operator=any(one.role == "operator" for one in facts.places(person)),
        mine=mine,
        partners=frozenset(
            {one["leader_id"] for one in pairings if one["coach_id"] in mine}
            | {o["coach_id"] for o in pairings if o["leader_id"] in mine and o["leader_asked"]}
        ),
        member=programmes("coach", "leader", "learning_partner", "coordinator"),
        coordinator=coordinated,
        learning_partner=programmes("learning_partner"),
        lead=programmes(lead=True),
        silent=frozenset(
            one["id"] for one in facts["participant"]
            if one["programme_id"] in coordinated and one["person_id"] != person
            and not facts.can_speak(one["person_id"])
        ),
    )  # fmt: skip


Holds = Callable[[Told, Row], bool]


@dataclass(frozen=True)
class Lock:
    """Which rows of one table are there to be read, added, changed and removed."""

    reads: Holds
    adds: Holds
    changes: Holds
    removes: Holds
    changed_into: Holds


def never(_t: Told, _row: Row) -> bool:
    return False


def mine(*columns: str) -> Holds:
    return lambda t, row: any(row[one] in t.mine for one in columns)


def either(*ways: Holds) -> Holds:
    return lambda t, row: any(way(t, row) for way in ways)


def both(*ways: Holds) -> Holds:
    return lambda t, row: all(way(t, row) for way in ways)


def coordinates(t: Told, row: Row) -> bool:
    return row["programme_id"] in t.coordinator


def operates(t: Told, _row: Row) -> bool:
    return t.operator


def is_to(audience: str) -> Holds:
    return lambda _t, row: row["audience"] == audience


def own_person(t: Told, row: Row) -> bool:
    return row["person_id"] == t.person


def _here(t: Told, row: Row) -> bool:
    return row["programme_id"] in t.member


def _in_own_name(t: Told, row: Row) -> bool:
    return row["actor_person_id"] == t.person


def lock(
    reads: Holds,
    adds: Holds = never,
    changes: Holds = never,
    removes: Holds = never,
    changed_into: Holds | None = None,
) -> Lock:
    """Put the parts together; what a row is changed into is bound as the row before it."""
    return Lock(reads, adds, changes, removes, changed_into or changes)


_appointed = both(operates, lambda _t, row: row["role"] == "coordinator")
_partner = either(mine("id"), lambda t, row: row["id"] in t.partners, coordinates, _appointed)
_programme = either(lambda t, row: row["id"] in t.member, operates)
_pairing = either(
    mine("coach_id"), both(lambda _t, row: row["leader_asked"], mine("leader_id")), coordinates
)
_session = either(mine("coach_id", "leader_id"), coordinates)
_time = either(
    mine("participant_id"), lambda t, row: row["participant_id"] in t.partners, coordinates
)
_note = either(
    both(is_to("private"), mine("author_id")),
    both(is_to("pairing"), mine("coach_id", "leader_id")),
)
_feedback = either(
    mine("author_id"),
    both(is_to("pairing"), mine("coach_id", "leader_id")),
    both(is_to("team"), coordinates),
    both(is_to("learning_partners"), lambda t, row: row["programme_id"] in t.learning_partner),
)
_declaration = either(mine("participant_id"), lambda t, row: row["programme_id"] in t.lead)
_me: Holds = lambda t, row: row["id"] == t.person  # noqa: E731 - a relation, as the others are

LOCK: Mapping[str, Lock] = {
    "organisation": lock(
        either(operates, lambda t, _row: bool(t.member)),
        adds=either(operates, lambda t, _row: bool(t.coordinator)),
        changes=operates,
    ),
    "person": lock(_me, changes=_me),
    "sign_in": lock(own_person, own_person, own_person),
    "sign_in_link": lock(never),
    "mail_token": lock(never),
    "tries": lock(never),
    "second_factor": lock(own_person, own_person, own_person, own_person),
    "recovery_code": lock(own_person, own_person, never, own_person),
    "passkey": lock(own_person, own_person, own_person, own_person),
    "used_challenge": lock(never),
    "programme": lock(
        _programme, operates, _programme,
        changed_into=either(operates, lambda t, row: row["id"] in t.coordinator),
    ),
    "participant": lock(
        _partner, either(coordinates, _appointed), _partner, coordinates,
        changed_into=either(mine("id"), coordinates),
    ),
    "said_for": lock(
        either(mine("participant_id"), coordinates),
        both(coordinates, mine("by_id"), lambda t, row: row["participant_id"] in t.silent),
    ),
    "declaration": lock(
        _declaration, either(mine("participant_id"), coordinates), removes=mine("participant_id")
    ),
    "pairing": lock(_pairing, coordinates, _pairing),
    "session": lock(_session, _session, _session),
    "session_person": lock(_time, _time, _time),
    "note": lock(
        _note,
        both(mine("coach_id", "leader_id"), either(is_to("pairing"), mine("author_id"))),
        _note,
    ),
    "feedback": lock(_feedback, mine("author_id"), removes=mine("author_id")),
    "roster_import": lock(coordinates, coordinates, coordinates),
    "imported_row": lock(coordinates, coordinates, removes=coordinates),
    "mail": lock(never),
    "kept_answer": lock(own_person, own_person, own_person, own_person),
    "audit_entry": lock(
        never,
        both(_in_own_name, either(_here, operates, lambda _t, row: row["programme_id"] is None)),
    ),
    "restricted_entry": lock(never, both(_in_own_name, _here)),
    "audit_seal": lock(never),
    "consent": lock(own_person, own_person),
    "erasure": lock(own_person, own_person, never, own_person),
    "erased": lock(never),
}  # fmt: skip

GONE, REFUSED, THROUGH = "not there", "refused", "let through"


def promised(on: Lock, doing: str, t: Told, row: Row, *, granted: bool) -> str:
    """Say what comes of trying to add, change or remove one row."""
    if not granted:
        return REFUSED
    if doing == "insert":
        return THROUGH if on.adds(t, row) else REFUSED
    way = on.changes if doing == "update" else on.removes
    if not (on.reads(t, row) and way(t, row)):
        return GONE
    return THROUGH if doing == "delete" or on.changed_into(t, row) else REFUSED
