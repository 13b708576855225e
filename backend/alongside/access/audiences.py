"""Who reads a text, by name: said with each text, and before one is written.

`TEXTS` names every free text there is, and the actions by which it is read. The policy says who
may do these; here each of its relations is put into names, as one says them to whoever is asking.
So a change of the policy changes what is said. Nobody is named of whom the one who asks may not
know: such a one is within "anybody else", which is said whether there is somebody or not.

Who has left is named on where the two who met are: that somebody left is not told to the other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from uuid import UUID

from alongside.access.policy import FIELDS, POLICY, Action, Way
from alongside.access.readers import Reader
from alongside.access.relations import (
    Offered,
    Relation,
    anybody,
    appointed_coordinators,
    coordinators,
    its_author,
    its_coach,
    its_leader,
    learning_partners,
    members,
    oneself,
    operators,
    partner_at_some_time,
    partner_now,
    safeguarding_leads,
    whose_it_is,
)
from alongside.core.people import YOU
from alongside.models import Audience, Role

EVERYBODY = "everybody who uses Alongside here"
MEMBERS = "everybody in the programme"
OPERATORS = "the people who run Alongside"
TEAM = "the programme team"
WHOSE = "the person whose it is"
THEMSELVES = "the person themselves"
WHO_GAVE_IT = "the person who gave it"
PAIRED_WITH_YOU = "anybody else you are paired with"
PAIRED_WITH_THEM = "anybody else they are paired with"
ASKED_ABOUT_YOU = "anybody else who is asked to be paired with you"
ASKED_ABOUT_THEM = "anybody else who is asked to be paired with them"
IN_GENERAL = (OPERATORS, PAIRED_WITH_YOU, PAIRED_WITH_THEM, ASKED_ABOUT_YOU, ASKED_ABOUT_THEM)

OF_A_PERSON = (
    "given_name", "family_name", "organisation_id", "job_title", "email", "phone", "contact_by",
    "access_needs", "topics", "capacity",
)  # fmt: skip
OF_A_PROGRAMME = ("name", "aims", "labels")

TEXTS: Mapping[str, tuple[Action, ...]] = {
    "note.text": (Action.NOTE_TEXT_READ,),
    "note.sealed": (Action.NOTE_TEXT_READ,),
    "feedback.text": (Action.FEEDBACK_READ, Action.OFFERED_FEEDBACK_READ),
    "declaration.sealed": (Action.DECLARATION_READ,),
    "session.place": (Action.SESSION_READ,),
    **{f"participant.{name}": (Action.PARTICIPANT_READ,) for name in OF_A_PERSON},
    **{f"programme.{name}": (Action.PROGRAMME_READ,) for name in OF_A_PROGRAMME},
    "roster_import.file_name": (Action.IMPORT_READ,),
    "organisation.name": (Action.ORGANISATION_READ,),
}


class Someone(NamedTuple):
    """Somebody in a programme, and what they are called."""

    id: UUID | None
    display_name: str


def _in_general(words: str) -> Someone:
    """Name somebody in words of ours, which are no one person's."""
    return Someone(None, words)


@dataclass(frozen=True)
class Around:
    """Those who stand around a text, as far as the one who asks may know of them.

    `mine` are the participants of the one who asks; they are told as "You". `besides` is left out.
    No `helpers` are known where the one who asks is not of the programme: then no name is said.
    """

    mine: Collection[UUID] = ()
    helpers: Sequence[Reader] | None = ()
    audience: Audience | None = None
    coach: Someone | None = None
    leader: Someone | None = None
    author: Someone | None = None
    besides: UUID | None = None
    whose: Someone | None = None
    role: Role | None = None
    now: Sequence[Someone] = ()
    ever: Sequence[Someone] = ()

    def say(self, *people: Someone | None) -> list[Someone]:
        """Name people as one says it to somebody who may be one of them."""
        return [
            _in_general(YOU) if one.id in self.mine else one
            for one in people
            if one and not (one.id and one.id == self.besides)
        ]

    def helping(self, kind: Callable[[Reader], bool]) -> list[Someone]:
        if self.helpers is None:
            return [_in_general(TEAM)]
        found = (r for r in self.helpers if kind(r))
        return self.say(*(Someone(r.participant_id, r.display_name) for r in found))

    def paired(self, people: Sequence[Someone], you: str, them: str) -> list[Someone]:
        """Name those who are paired with somebody, and those who are not named in general."""
        if self.role not in (None, Role.COACH, Role.LEADER):
            return []
        is_mine = self.whose is not None and self.whose.id in self.mine
        return [*self.say(*people), _in_general(you if is_mine else them)]


Circle = Callable[[Around], Iterable[Someone]]

# Those who are nearest to a text come first.
CIRCLES: Mapping[Relation, Circle] = {
    oneself: lambda a: a.say(a.whose),
    whose_it_is: lambda a: a.say(a.whose),
    its_author: lambda a: a.say(a.author),
    its_coach: lambda a: a.say(a.coach),
    its_leader: lambda a: a.say(a.leader),
    partner_now: lambda a: a.paired(a.now, PAIRED_WITH_YOU, PAIRED_WITH_THEM),
    partner_at_some_time: lambda a: a.paired(a.ever, ASKED_ABOUT_YOU, ASKED_ABOUT_THEM),
    coordinators: lambda a: a.helping(lambda r: r.role == Role.COORDINATOR),
    learning_partners: lambda a: a.helping(lambda r: r.role == Role.LEARNING_PARTNER),
    safeguarding_leads: lambda a: a.helping(lambda r: r.lead),
    members: lambda _a: [_in_general(MEMBERS)],
    anybody: lambda _a: [_in_general(EVERYBODY)],
    operators: lambda _a: [_in_general(OPERATORS)],
    appointed_coordinators: lambda a: (
        [_in_general(OPERATORS)] if a.role is Role.COORDINATOR else []
    ),
}
NEAREST = list(CIRCLES)


def _opens(way: Way, column: str, audience: Audience | None) -> bool:
    """Say whether one way of the policy leads to this column of what is for this audience."""
    meant = not isinstance(way.relation, Offered) or way.relation.audience is audience
    return meant and column in FIELDS.get(way.level, (column,))


def _plain(relation: Relation) -> Relation:
    return relation.relation if isinstance(relation, Offered) else relation


@cache
def _circles_of(text: str, audience: Audience | None) -> tuple[Circle, ...]:
    """Find whom the policy lets read a text that is for this audience."""
    column = text.partition(".")[2]
    ways = (way for action in TEXTS[text] for way in POLICY[action].who)
    open_to = {_plain(way.relation) for way in ways if _opens(way, column, audience)}
    return tuple(CIRCLES[one] for one in sorted(open_to, key=NEAREST.index))


def readers(text: str, around: Around) -> list[str]:
    """Name who reads a text: by name first, and then those who are named in general.

    Two who are called the same are two readers, and nobody is taken for words of ours.
    """
    circles = _circles_of(text, around.audience)
    found = dict.fromkeys(one for circle in circles for one in circle(around))
    last = sorted(found, key=lambda one: one.id is None and one.display_name in IN_GENERAL)
    return [one.display_name for one in last]


def you_first(named: Sequence[str]) -> list[str]:
    return sorted(named, key=lambda name: name != YOU)


def readers_of_person(around: Around, fields: Iterable[str] = OF_A_PERSON) -> dict[str, list[str]]:
    """Name, field by field, who reads what is kept about somebody."""
    return {one: you_first(readers(f"participant.{one}", around)) for one in fields}


def readers_of_programme() -> dict[str, list[str]]:
    return {one: readers(f"programme.{one}", Around()) for one in OF_A_PROGRAMME}


def readers_of_account(may: Collection[str]) -> dict[str, list[str]]:
    """Name who reads what one writes outside of any programme; one's own name nobody else."""
    new = {
        Action.PROGRAMME_MAKE: {"programme": readers("programme.aims", Around())},
        Action.ORGANISATION_ADD: {"organisation": readers("organisation.name", Around())},
    }
    told = {"display_name": [YOU]}
    for action, named in new.items():
        if action.value in may:
            told |= named
    return told


def readers_of_place(
    coach: Someone, leader: Someone, helpers: Sequence[Reader], mine: Collection[UUID]
) -> list[str]:
    """Name who reads where and how a session of these two is."""
    return you_first(readers("session.place", Around(mine, helpers, coach=coach, leader=leader)))
