"""Worlds made up by chance: more states and roles than anybody would think of together."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.access.facts import TABLES
from tests.cast import NOW
from tests.figures import counts

from alongside.models import Audience, PairingState, ParticipantState, Role, SessionState

Row = dict[str, Any]
# How many sorts of people there are: for each the statements are built anew, which takes long.
SORTS = counts(quick=60, full=1_000_000)
A_LEAD = 0.4
PAIRED = {Role.COACH, Role.LEADER}
SEATS = (0, 1, 1, 1, 1, 1, 1, 2, 2, 3)
WIDE = (Audience.PAIRING, Audience.TEAM, Audience.LEARNING_PARTNERS)
GOING = {PairingState.PROPOSED, PairingState.ACTIVE, PairingState.PAUSED}


@dataclass
class MadeUp:
    """The rows of one world by table. Many of its states could not be reached by asking.

    Two rules are kept: whoever has met was asked before, so that each knows the other's name; and
    nobody leads where they coach or are coached, which the database would not take.
    """

    chance: random.Random
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def at(self) -> str:
        """A moment of which there are few, so that some things happen in the same one."""
        return (NOW - timedelta(minutes=self.chance.randrange(50))).isoformat()

    def coin(self, heads: float = 0.5) -> bool:
        return self.chance.random() < heads

    def add(self, table: str, **values: Any) -> Row:
        self.tables[table].append(values)
        return values


def make_up(seed: str) -> MadeUp:
    """Make up one world, always the same for the same seed."""
    world = MadeUp(random.Random(seed))
    programmes = [_programme(world) for _ in range(2)]
    for _ in range(world.chance.randint(3, 6)):
        _person(world, programmes)
    for programme in programmes:
        _pairings(world, programme)
        _import(world, programme)
    return world


def _programme(world: MadeUp) -> UUID:
    made = world.add(
        "programme", id=world.id(), name="P", aims="", time_zone="UTC", labels={},
        created_at=world.at(),
    )  # fmt: skip
    return UUID(str(made["id"]))


def _person(world: MadeUp, programmes: list[UUID]) -> None:
    person = world.id()
    world.add(
        "person", id=person, display_name="N", operator=world.coin(0.08), demo=False,
        created_at=world.at(),
    )  # fmt: skip
    sort = random.Random(world.chance.randrange(SORTS))
    held = [(sort.choice(programmes), sort.choice(list(Role))) for _ in range(sort.choice(SEATS))]
    paired = {programme for programme, role in held if role in PAIRED}
    for programme, role in dict.fromkeys(held):
        lead = sort.random() < A_LEAD and programme not in paired
        _join(world, programme, person, role, lead=lead)


def _join(world: MadeUp, programme: UUID, person: UUID, role: Role, *, lead: bool) -> None:
    state = ParticipantState.ENDED if world.coin(0.15) else ParticipantState.ACTIVE
    participant = world.add(
        "participant", programme_id=programme, id=world.id(), person_id=person, role=role.value,
        lived_experience=world.coin(), safeguarding_lead=lead, state=state.value,
        display_name="N", given_name="N", family_name="", pseudonym=str(world.id())[:12],
        email=None if world.coin() else "n@x.example",
        joined_at=None if world.coin() else world.at(), created_at=world.at(),
    )  # fmt: skip
    if world.coin(0.3):
        world.add(
            "said_for", programme_id=programme, id=world.id(), participant_id=participant["id"],
            by_id=world.id(), means="phone", action="session:book", thing="session",
            thing_id=world.id(), created_at=world.at(),
        )  # fmt: skip
    if world.coin(0.4):
        world.add(
            "declaration", programme_id=programme, id=world.id(),
            participant_id=participant["id"], sealed="\\x" + "00" * 29,
            key_id=world.id(), created_at=world.at(),
        )  # fmt: skip


def _of(world: MadeUp, programme: UUID, role: Role) -> list[Row]:
    here = (one for one in world.tables["participant"] if one["programme_id"] == programme)
    return [one for one in here if one["role"] == role]


def _couples(world: MadeUp, programme: UUID) -> Iterator[tuple[Row, Row]]:
    for coach in _of(world, programme, Role.COACH):
        for leader in _of(world, programme, Role.LEADER):
            if coach["person_id"] != leader["person_id"]:
                yield coach, leader


def _pairings(world: MadeUp, programme: UUID) -> None:
    for coach, leader in _couples(world, programme):
        going = False
        for _ in range(world.chance.randint(0, 2)):
            state = world.chance.choice(list(PairingState))
            if state in GOING and going:
                continue
            going = going or state in GOING
            meetings = world.chance.randint(0, 2)
            asked = bool(meetings) or world.coin()
            pairing = world.add(
                "pairing", programme_id=programme, id=world.id(), coach_id=coach["id"],
                leader_id=leader["id"], state=state.value, coach_accepted=world.coin(),
                leader_asked=asked, leader_asked_at=world.at() if asked else None,
                created_at=world.at(),
            )  # fmt: skip
            for _ in range(meetings):
                _session(world, pairing)


def _session(world: MadeUp, pairing: Row) -> None:
    copied = {name: pairing[name] for name in ("programme_id", "coach_id", "leader_id")}
    copied["pairing_id"] = pairing["id"]
    start = NOW - timedelta(minutes=world.chance.randrange(50))
    session = world.add(
        "session", **copied, id=world.id(), starts_at=start.isoformat(),
        ends_at=(start + timedelta(hours=1)).isoformat(), mode="video", place="",
        state=world.chance.choice(list(SessionState)).value, created_at=world.at(),
    )  # fmt: skip
    about = copied | {"session_id": session["id"]}
    both = [pairing["coach_id"], pairing["leader_id"]]
    for author, role in zip(both, (Role.COACH, Role.LEADER), strict=True):
        if world.coin():
            _note(world, about, author)
        for audience in WIDE:
            if world.coin():
                _feedback(world, about, author, role, audience.value)
    if world.coin():
        _note(world, about, None)


def _note(world: MadeUp, about: Row, author: UUID | None) -> None:
    world.add(
        "note", **about, id=world.id(), audience="private" if author else "pairing",
        author_id=author, text=None if author else "T", changed_at=world.at(),
    )  # fmt: skip


def _feedback(world: MadeUp, about: Row, author: UUID, role: Role, audience: str) -> None:
    world.add(
        "feedback", **about, id=world.id(), author_id=author, audience=audience, text="T",
        offered_id=world.id(), pseudonym="P", author_role=role.value, created_at=world.at(),
    )  # fmt: skip


def _import(world: MadeUp, programme: UUID) -> None:
    names = ("rows", "created", "updated", "unchanged", "duplicates", "ignored", "failed")
    world.add(
        "roster_import", programme_id=programme, id=world.id(), file_name="f",
        **dict.fromkeys(names, 0), created_at=world.at(),
    )  # fmt: skip
