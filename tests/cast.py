"""The cast: named people in two programmes. Every test meets the same ones, and rolls back.

Side by Side   efe coordinates, gwen coordinates and is the safeguarding lead; amara and hana and
               pia coach; ben and idris lead; chen is a learning partner, dilys a co-learning one;
               noor was a coach and has left. Amara and Ben are paired and meet; Hana has been
               asked about Idris and has not answered yet.
Elsewhere      jo coordinates, kofi coaches lena, mo is a learning partner; pia coordinates too.
farah          operates the installation and takes part in nothing.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session as Writing

from alongside.core.ids import new_id, secret_id
from alongside.models import (
    Organisation,
    Pairing,
    PairingState,
    Participant,
    ParticipantState,
    Person,
    Programme,
    Role,
    Session,
    SessionPerson,
    SessionState,
    SignIn,
)

PART = {
    "efe": (1, Role.COORDINATOR),
    "gwen": (1, Role.COORDINATOR),
    "amara": (1, Role.COACH),
    "hana": (1, Role.COACH),
    "pia": (1, Role.COACH),
    "noor": (1, Role.COACH),
    "ben": (1, Role.LEADER),
    "idris": (1, Role.LEADER),
    "chen": (1, Role.LEARNING_PARTNER),
    "dilys": (1, Role.LEARNING_PARTNER),
    "jo": (2, Role.COORDINATOR),
    "kofi": (2, Role.COACH),
    "lena": (2, Role.LEADER),
    "mo": (2, Role.LEARNING_PARTNER),
}
NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass
class Member:
    """One of the cast: the person, the sign-in they came by, and who they are where."""

    name: str
    person_id: UUID
    sign_in_id: UUID
    participant_id: UUID | None = None
    others: dict[str, UUID] = field(default_factory=dict)

    @property
    def token(self) -> str:
        return f"test.{self.person_id}.{self.sign_in_id}"

    @property
    def id(self) -> str:
        return str(self.participant_id)


class Cast(SimpleNamespace):
    """The people by name, and the things they share."""

    def everybody(self) -> list[Member]:
        return [one for one in vars(self).values() if isinstance(one, Member)]


def _join(writing: Writing, programme: Programme, member: Member, role: Role) -> Participant:
    name = member.name.capitalize()
    participant = Participant(
        programme_id=programme.id,
        id=new_id(),
        person_id=member.person_id,
        role=role,
        display_name=name,
        given_name=name,
        family_name="Example",
        email=f"{member.name}@{programme.name.split()[0].lower()}.example",
        phone=f"07700 9{len(member.name):05}",
        access_needs=f"What helps {name}",
        topics=f"Topics of {name}",
        lived_experience=member.name == "dilys",
        safeguarding_lead=member.name == "gwen",
        state=ParticipantState.ENDED if member.name == "noor" else ParticipantState.ACTIVE,
        capacity=2 if role is Role.COACH else None,
        joined_at=NOW if role in {Role.COORDINATOR, Role.LEARNING_PARTNER} else None,
    )
    writing.add(participant)
    return participant


def _pair(writing: Writing, programme: Programme, coach: Member, leader: Member) -> Pairing:
    pairing = Pairing(
        programme_id=programme.id,
        id=secret_id(),
        coach_id=coach.participant_id,
        leader_id=leader.participant_id,
        state=PairingState.ACTIVE,
        coach_accepted=True,
        leader_asked=True,
        leader_asked_at=NOW - timedelta(days=30, hours=12),
        started_at=NOW - timedelta(days=30),
        created_at=NOW - timedelta(days=31),
    )
    writing.add(pairing)
    writing.flush()
    return pairing


def _meet(
    writing: Writing, pairing: Pairing, people: list[Member], at: datetime, state: SessionState
) -> Session:
    session = Session(
        programme_id=pairing.programme_id,
        id=new_id(),
        pairing_id=pairing.id,
        coach_id=pairing.coach_id,
        leader_id=pairing.leader_id,
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        mode="video",
        place="https://meet.example/room",
        state=state,
    )
    writing.add(session)
    writing.flush()
    for member in people:
        writing.add(
            SessionPerson(
                programme_id=pairing.programme_id,
                session_id=session.id,
                person_id=member.person_id,
                participant_id=member.participant_id,
                during=Range(session.starts_at, session.ends_at, bounds="[)"),
                blocking=True,
            )
        )
    return session


def _people(writing: Writing) -> Cast:
    cast = Cast()
    for name in (*PART, "farah"):
        person = Person(
            id=new_id(), email=f"{name}@example.org", display_name=name.capitalize(),
            operator=name == "farah",
        )  # fmt: skip
        writing.add(person)
        writing.flush()
        sign_in = SignIn(person_id=person.id, rotated_at=NOW, expires_at=NOW + timedelta(days=3650))
        writing.add(sign_in)
        writing.flush()
        setattr(cast, name, Member(name, person.id, sign_in.id))
    return cast


def make_cast(engine: Engine) -> Cast:
    """Write the cast into a fresh database, as its owner."""
    with Writing(engine, expire_on_commit=False) as writing, writing.begin():
        cast = _people(writing)
        ours = Programme(id=new_id(), name="Side by Side", aims="", time_zone="Europe/London")
        theirs = Programme(id=new_id(), name="Elsewhere", aims="", time_zone="Europe/London")
        trust = Organisation(id=new_id(), name="Northmere NHS Foundation Trust", ods_code="RZZ")
        writing.add_all([ours, theirs, trust])
        writing.flush()
        for name, (where, role) in PART.items():
            member: Member = getattr(cast, name)
            member.participant_id = _join(writing, ours if where == 1 else theirs, member, role).id
        cast.pia.others["coordinator"] = _join(writing, theirs, cast.pia, Role.COORDINATOR).id
        writing.flush()
        cast.programme, cast.elsewhere, cast.trust = ours, theirs, trust
        cast.pairing = _pair(writing, ours, cast.amara, cast.ben)
        cast.their_pairing = _pair(writing, theirs, cast.kofi, cast.lena)
        cast.proposal = Pairing(
            programme_id=ours.id, id=secret_id(),
            coach_id=cast.hana.participant_id, leader_id=cast.idris.participant_id,
        )  # fmt: skip
        writing.add(cast.proposal)
        both = [cast.amara, cast.ben]
        cast.held = _meet(writing, cast.pairing, both, NOW - timedelta(days=7), SessionState.HELD)
        cast.booked = _meet(
            writing, cast.pairing, both, NOW + timedelta(days=7), SessionState.BOOKED
        )
        cast.their_session = _meet(
            writing, cast.their_pairing, [cast.kofi, cast.lena], NOW - timedelta(days=3),
            SessionState.HELD,
        )  # fmt: skip
    return cast
