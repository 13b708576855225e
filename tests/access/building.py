"""Building the fuller world beside the cast: who else is there, and then all that happens."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session as Writing
from tests.access import happened, noted
from tests.access.words import hide_words, word
from tests.access.world import World
from tests.cast import NOW, Cast, Member

from alongside.core.ids import new_id, secret_id
from alongside.models import Organisation, Participant, Person, Role, SignIn

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


def build_world(engine: Engine, cast: Cast) -> World:
    """Write the fuller world beside the cast, as the owner, and hide a word in every field."""
    world = World({member.name: member for member in cast.everybody()})
    with Writing(engine, expire_on_commit=False) as writing, writing.begin():
        _adopt(writing, world, cast)
        _further_people(writing, world)
        happened.pairings(writing, world)
        happened.sessions(writing, world)
        happened.texts(writing, world)
        noted.imports(writing, world)
        noted.trail(writing, world)
        noted.second_steps(writing, world)
        noted.wishes(writing, world)
        noted.said_for(writing, world)
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
        created_at=NOW - timedelta(days=40), invited_at=NOW,
    )  # fmt: skip


def _silence(writing: Writing, world: World, name: str) -> None:
    """Take from somebody who has never come in the address by which they could."""
    member = world.people[name]
    for table, key, more in (
        ("person", member.person_id, ""),
        ("participant", member.participant_id, ", joined_at = null"),
    ):
        writing.execute(text(f"update {table} set email = null{more} where id = :id"), {"id": key})
        world.words.pop(word(table, name, "email"))
