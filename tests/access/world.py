"""The cast in a fuller world: every state of a pairing, every kind of text, people of two minds.

sol    has an account and takes part in nothing.
ravi   coaches and leads in Side by Side; tess coordinates and coaches there.
uma    operates the installation and leads Elsewhere; vic is a learning partner in both, and a
       safeguarding lead Elsewhere; wren coordinated Side by Side until they left, and coaches
       Elsewhere; xan was imported, has no address, and cannot sign in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session as Writing
from tests.access.words import hide_words, word
from tests.cast import NOW, Cast, Member

from alongside.core.ids import new_id, secret_id
from alongside.models import (
    Audience,
    AuditEntry,
    Consent,
    Declaration,
    EntryKind,
    Erasure,
    Feedback,
    ImportedRow,
    KeptAnswer,
    Note,
    Organisation,
    Pairing,
    PairingState,
    Participant,
    Passkey,
    Person,
    RecoveryCode,
    RestrictedEntry,
    Role,
    RosterImport,
    SaidFor,
    SecondFactor,
    Session,
    SessionPerson,
    SessionState,
    SignIn,
    SignInLink,
)

COACH, LEADER = Role.COACH, Role.LEADER
FURTHER: dict[str, tuple[tuple[int, Role], ...]] = {
    "sol": (),
    "ravi": ((1, COACH), (1, LEADER)),
    "tess": ((1, Role.COORDINATOR), (1, COACH)),
    "uma": ((2, LEADER),),
    "vic": ((1, Role.LEARNING_PARTNER), (2, Role.LEARNING_PARTNER)),
    "wren": ((1, Role.COORDINATOR), (2, COACH)),
    "xan": ((1, COACH),),
}
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


@dataclass
class World:
    """The people by name, and by table the id of each row by a name of its own."""

    people: dict[str, Member]
    ids: dict[str, dict[str, UUID]] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    asked: dict[UUID, UUID] = field(default_factory=dict)  # by pairing: who answers next

    def keep(self, table: str, name: str, row: Any) -> Any:
        self.rows.setdefault(table, {})[name] = row
        self.ids.setdefault(table, {})[name] = row.id
        return row

    def name(self, table: str, key: UUID) -> str:
        return next(name for name, one in self.ids[table].items() if one == key)

    @property
    def actors(self) -> dict[str, Member]:
        """Everybody who can sign in."""
        return {name: one for name, one in self.people.items() if name != "xan"}


def build_world(engine: Engine, cast: Cast) -> World:
    """Write the fuller world beside the cast, as the owner, and hide a word in every field."""
    world = World({member.name: member for member in cast.everybody()})
    with Writing(engine, expire_on_commit=False) as writing, writing.begin():
        _adopt(writing, world, cast)
        _further_people(writing, world)
        _pairings(writing, world)
        _sessions(writing, world)
        _texts(writing, world)
        _imports(writing, world)
        _trail(writing, world)
        _second_steps(writing, world)
        _wishes(writing, world)
        _said_for(writing, world)
        world.ids["person"] = {name: one.person_id for name, one in world.people.items()}
        world.words = hide_words(writing, world.ids)
        _silence(writing, world, "xan")
    return world


def _adopt(writing: Writing, world: World, cast: Cast) -> None:
    kept = {
        "programme": {"ours": cast.programme, "elsewhere": cast.elsewhere},
        "organisation": {"trust": cast.trust},
        "pairing": {
            "active": cast.pairing, "proposed": cast.proposal, "elsewhere": cast.their_pairing
        },
        "session": {
            "held": cast.held, "booked": cast.booked, "elsewhere_held": cast.their_session
        },
    }  # fmt: skip
    for table, rows in kept.items():
        for name, row in rows.items():
            world.keep(table, name, writing.merge(row))
    for member in cast.everybody():
        if member.participant_id:
            _adopt_participant(writing, world, member.name, member.participant_id)
    _adopt_participant(writing, world, "pia.elsewhere", cast.pia.others["coordinator"])


def _adopt_participant(writing: Writing, world: World, name: str, key: UUID) -> None:
    world.keep("participant", name, writing.query(Participant).filter_by(id=key).one())


def _further_people(writing: Writing, world: World) -> None:
    world.keep("organisation", "charity", Organisation(id=new_id(), name="Northmere Carers"))
    writing.add(world.rows["organisation"]["charity"])
    for name, places in FURTHER.items():
        person = Person(id=new_id(), email=f"{name}@x.example", display_name=name)
        person.operator = name == "uma"
        writing.add(person)
        writing.flush()
        member = Member(name, person.id, secret_id())
        _sign_in(writing, member)
        world.people[name] = member
        for where, role in places:
            label = _label(name, where, role, places)
            joined = world.keep("participant", label, _join(world, member, where, role))
            joined.state = "ended" if label == "wren.ours" else "active"
            joined.safeguarding_lead = label == "vic.elsewhere"
            writing.add(joined)
    writing.flush()


def _label(name: str, where: int, role: Role, places: tuple[tuple[int, Role], ...]) -> str:
    if name == "wren":
        return "wren.ours" if where == 1 else "wren.coach"
    if name == "vic":
        return "vic.ours" if where == 1 else "vic.elsewhere"
    return name if len(places) == 1 else f"{name}.{role.value}"


def _sign_in(writing: Writing, member: Member) -> None:
    until = NOW + timedelta(days=3650)
    writing.add(
        SignIn(id=member.sign_in_id, person_id=member.person_id, rotated_at=NOW, expires_at=until)
    )


def _join(world: World, member: Member, where: int, role: Role) -> Participant:
    programme = world.rows["programme"]["ours" if where == 1 else "elsewhere"]
    member.participant_id = new_id()
    return Participant(
        programme_id=programme.id, id=member.participant_id, person_id=member.person_id,
        role=role, display_name=member.name, given_name=member.name, family_name="Example",
        created_at=NOW - timedelta(days=40),
    )  # fmt: skip


def _pairings(writing: Writing, world: World) -> None:
    people = world.ids["participant"]
    for i, (name, (coach, leader, state, accepted, asked)) in enumerate(PAIRINGS.items()):
        pairing = Pairing(
            programme_id=world.rows["participant"][coach].programme_id, id=new_id(),
            coach_id=people[coach], leader_id=people[leader], state=PairingState(state),
            coach_accepted=accepted, leader_asked=asked,
            started_at=NOW - timedelta(days=20) if state in ("active", "paused") else None,
            created_at=NOW - timedelta(days=25, minutes=i),
        )  # fmt: skip
        writing.add(world.keep("pairing", name, pairing))
    writing.flush()
    for row in world.rows["pairing"].values():
        world.asked[row.id] = row.leader_id if row.coach_accepted else row.coach_id


def _sessions(writing: Writing, world: World) -> None:
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


def _texts(writing: Writing, world: World) -> None:
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


def _trail(writing: Writing, world: World) -> None:
    """Note something in everybody's name, in each programme and in none."""
    for name in ("amara", "efe", "gwen", "sol", "uma", "vic", "wren"):
        for where, programme in ({"nowhere": None} | world.ids["programme"]).items():
            noted: dict[str, Any] = {
                "programme_id": programme, "at": NOW,
                "actor_person_id": world.people[name].person_id,
                "action": "import:make", "thing": "roster_import", "thing_id": secret_id(),
            }  # fmt: skip
            label = f"{name}.{where}"
            for table, model, more in (
                ("audit_entry", AuditEntry, {"kind": EntryKind.EVENT}),
                ("restricted_entry", RestrictedEntry, {}),
            ):
                why = word(table, label, "reason")
                entry = model(id=secret_id(), reason=why, **noted, **more)
                writing.add(world.keep(table, label, entry))


def _second_steps(writing: Writing, world: World) -> None:
    """Give some an app for codes, a recovery code, and a passkey."""
    for name in ("amara", "efe", "gwen"):
        who = world.people[name].person_id
        writing.add(SecondFactor(person_id=who, sealed_secret="of an app", last_step=0))
        writing.add(RecoveryCode(person_id=who, digest=b"of a code"))
        writing.add(Passkey(
            person_id=who, credential_id=name.encode(), public_key=b"a key", sign_count=0,
            name="A passkey", transports="",
        ))  # fmt: skip


def _wishes(writing: Writing, world: World) -> None:
    """Have some ask to be erased, and some agree to something."""
    for name in ("amara", "efe", "sol", "wren"):
        who = world.people[name].person_id
        writing.add(Erasure(person_id=who, asked_at=NOW, due_at=NOW + timedelta(days=14)))
    for name in ("amara", "efe", "ben"):
        said = Consent(
            id=secret_id(), person_id=world.people[name].person_id,
            programme_id=world.ids["programme"]["ours"],
            purpose="contact_afterwards", audience="team", given=True, wording=1,
            language=word("consent", name, "language"), form="written", supported=False, at=NOW,
        )  # fmt: skip
        writing.add(world.keep("consent", name, said))


# Xan alone cannot say it themselves; the lock is asked whether others could be spoken for.
SAID_FOR = {"xan": "efe", "amara": "efe", "tess.coach": "tess.coordinator", "kofi": "jo"}


def _said_for(writing: Writing, world: World) -> None:
    """Have coordinators write something down for some; Xan has no other way to say it."""
    people = world.ids["participant"]
    for i, (name, by) in enumerate(SAID_FOR.items()):
        told = SaidFor(
            programme_id=world.rows["participant"][name].programme_id, id=new_id(),
            participant_id=people[name], by_id=people[by], means="phone",
            action="session:book", thing="session", thing_id=secret_id(),
            created_at=NOW - timedelta(days=3, minutes=i),
        )  # fmt: skip
        writing.add(world.keep("said_for", name, told))


def _silence(writing: Writing, world: World, name: str) -> None:
    """Take from somebody who has never come in the address by which they could."""
    member = world.people[name]
    for table, key, more in (
        ("person", member.person_id, ""),
        ("participant", member.participant_id, ", joined_at = null"),
    ):
        writing.execute(text(f"update {table} set email = null{more} where id = :id"), {"id": key})
        world.words.pop(word(table, name, "email"))


def _imports(writing: Writing, world: World) -> None:
    counts = dict.fromkeys(("updated", "unchanged", "duplicates", "ignored", "failed"), 0)
    for name, imported in (("ours", "xan"), ("elsewhere", "kofi")):
        whose, programme = world.rows["participant"][imported], world.ids["programme"][name]
        done = RosterImport(programme_id=programme, id=new_id(), rows=1, created=1, **counts)
        writing.add(world.keep("roster_import", name, done))
        writing.flush()
        writing.add(ImportedRow(
            programme_id=programme, participant_id=whose.id, step=1, import_id=done.id,
            known_as=b"digest of " + imported.encode(), given={}, left_as=b"digest",
        ))  # fmt: skip
    xan, efe = world.people["xan"], world.people["efe"]
    until = NOW + timedelta(days=14)
    writing.add(SignInLink(
        person_id=xan.person_id, participant_id=xan.participant_id, digest=b"of a link",
        expires_at=until,
    ))  # fmt: skip
    writing.add(KeptAnswer(
        person_id=efe.person_id, operation="propose_pairing", key="a key", digest=b"of a request",
        status=201, made_id=world.ids["pairing"]["proposed"],
    ))  # fmt: skip
    writing.flush()
    world.rows["programme"]["ours"].labels = {"coach": "Guide"}
    for row in world.rows["participant"].values():
        row.capacity, row.contact_by, row.joined_at = 3, "phone", NOW
        row.organisation_id = world.ids["organisation"]["trust"]
