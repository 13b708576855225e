"""What has happened between the people of the fuller world: pairings, sessions, and their texts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session as Writing
from tests.access.world import World
from tests.cast import NOW

from alongside.core.ids import new_id, secret_id
from alongside.models import (
    Audience,
    Declaration,
    Feedback,
    Note,
    Pairing,
    PairingState,
    Session,
    SessionPerson,
    SessionState,
)

# Who is asked about: coach, leader, state, and whether the coach said yes and the leader was asked.
PAIRINGS: dict[str, tuple[str, str, str, bool, bool]] = {
    "asked": ("pia", "ben", "proposed", True, True),
    "paused": ("hana", "ben", "paused", True, True),
    "ended": ("amara", "idris", "ended", True, True),
    "declined_by_leader": ("pia", "idris", "declined", True, True),
    "declined_late": ("hana", "ravi.leader", "declined", False, True),
    "declined_by_coach": ("amara", "ravi.leader", "declined", False, False),
    "withdrawn_early": ("ravi.coach", "ben", "ended", False, False),
    "tess_coaches": ("tess.coach", "idris", "active", True, True),
    "ravi_coaches": ("ravi.coach", "idris", "active", True, True),
    "silent_asked": ("xan", "idris", "proposed", False, False),
    "elsewhere_asked": ("wren.coach", "uma", "proposed", True, True),
}
SESSIONS: dict[str, tuple[str, timedelta, str]] = {
    "begun": ("active", timedelta(hours=-1, minutes=-30), "booked"),
    "after_the_end": ("ended", timedelta(days=-20), "held"),
    "cancelled": ("paused", timedelta(days=5), "cancelled"),
    "tess_met": ("tess_coaches", timedelta(days=-9), "held"),
}
NOTES: dict[str, tuple[str, str | None]] = {
    "amara_alone": ("held", "amara"),
    "ben_alone": ("held", "ben"),
    "both": ("held", None),
    "idris_alone": ("after_the_end", "idris"),
    "both_after": ("after_the_end", None),
    "tess_alone": ("tess_met", "tess.coach"),
    "kofi_alone": ("elsewhere_held", "kofi"),
    "both_elsewhere": ("elsewhere_held", None),
}
FEEDBACK: dict[str, tuple[str, str, Audience]] = {
    "amara_to_ben": ("held", "amara", Audience.PAIRING),
    "amara_to_team": ("held", "amara", Audience.TEAM),
    "amara_to_learning": ("held", "amara", Audience.LEARNING_PARTNERS),
    "ben_to_amara": ("held", "ben", Audience.PAIRING),
    "ben_to_team": ("held", "ben", Audience.TEAM),
    "ben_to_learning": ("held", "ben", Audience.LEARNING_PARTNERS),
    "amara_to_idris": ("after_the_end", "amara", Audience.PAIRING),
    "idris_to_team": ("after_the_end", "idris", Audience.TEAM),
    "tess_to_idris": ("tess_met", "tess.coach", Audience.PAIRING),
    "tess_to_learning": ("tess_met", "tess.coach", Audience.LEARNING_PARTNERS),
    "kofi_to_lena": ("elsewhere_held", "kofi", Audience.PAIRING),
    "kofi_to_team": ("elsewhere_held", "kofi", Audience.TEAM),
    "lena_to_learning": ("elsewhere_held", "lena", Audience.LEARNING_PARTNERS),
}
DECLARED = ("amara", "ben", "gwen", "noor", "tess.coach", "kofi", "vic.elsewhere")


def pairings(writing: Writing, world: World) -> None:
    people = world.ids["participant"]
    for i, (name, (coach, leader, state, accepted, asked)) in enumerate(PAIRINGS.items()):
        pairing = Pairing(
            programme_id=world.rows["participant"][coach].programme_id, id=secret_id(),
            coach_id=people[coach], leader_id=people[leader], state=PairingState(state),
            coach_accepted=accepted, leader_asked=asked,
            leader_asked_at=NOW - timedelta(days=22, minutes=-i) if asked else None,
            started_at=NOW - timedelta(days=20) if state in ("active", "paused") else None,
            created_at=NOW - timedelta(days=25, minutes=i),
        )  # fmt: skip
        writing.add(world.keep("pairing", name, pairing))
    writing.flush()
    for row in world.rows["pairing"].values():
        world.asked[row.id] = row.leader_id if row.coach_accepted else row.coach_id


def sessions(writing: Writing, world: World) -> None:
    persons = {row.id: row.person_id for row in world.rows["participant"].values()}
    for name, (pairing, start, state) in SESSIONS.items():
        its = world.rows["pairing"][pairing]
        session = Session(
            programme_id=its.programme_id, id=new_id(), pairing_id=its.id, coach_id=its.coach_id,
            leader_id=its.leader_id, mode="phone", place="", state=SessionState(state),
            starts_at=NOW + start, ends_at=NOW + start + timedelta(hours=1),
        )  # fmt: skip
        writing.add(world.keep("session", name, session))
        writing.flush()
        for participant in (its.coach_id, its.leader_id):
            writing.add(_time_of(session, persons[participant], participant))


def _time_of(session: Session, person: UUID, participant: UUID) -> SessionPerson:
    return SessionPerson(
        programme_id=session.programme_id, session_id=session.id, person_id=person,
        participant_id=participant, blocking=session.state in ("booked", "held"),
        during=Range(session.starts_at, session.ends_at, bounds="[)"),
    )  # fmt: skip


def _of_session(world: World, name: str) -> dict[str, Any]:
    session = world.rows["session"][name]
    copied = ("programme_id", "pairing_id", "coach_id", "leader_id")
    return {"session_id": session.id} | {one: getattr(session, one) for one in copied}


def _moments() -> Iterator[datetime]:
    at = NOW - timedelta(days=2)
    while True:
        yield (at := at + timedelta(minutes=7))


def texts(writing: Writing, world: World) -> None:
    people, moments = world.rows["participant"], _moments()
    for name, (session, author) in NOTES.items():
        note = Note(
            **_of_session(world, session), id=secret_id(), changed_at=next(moments),
            text=None if author else name,
            audience=Audience.PRIVATE if author else Audience.PAIRING,
            author_id=people[author].id if author else None,
        )  # fmt: skip
        writing.add(world.keep("note", name, note))
    for name, (session, author, audience) in FEEDBACK.items():
        given = Feedback(
            **_of_session(world, session), id=secret_id(), author_id=people[author].id,
            audience=audience, text=name, useful=4, offered_id=secret_id(),
            pseudonym=people[author].pseudonym, author_role=people[author].role.value,
            created_at=next(moments),
        )  # fmt: skip
        writing.add(world.keep("feedback", name, given))
    for name in DECLARED:
        told = Declaration(
            programme_id=people[name].programme_id, id=secret_id(),
            participant_id=people[name].id, created_at=next(moments),
            sealed=bytes(29), key_id=secret_id(),
        )  # fmt: skip
        writing.add(world.keep("declaration", name, told))
    offered = {n: r.offered_id for n, r in world.rows["feedback"].items()}
    world.ids["offered"] = {n: key for n, key in offered.items() if FEEDBACK[n][2].value[0] == "l"}
