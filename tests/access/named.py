"""Who is named as a reader of a text, and who was given that text: both as the API said it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from tests.access import oracle
from tests.access.asking import Answer
from tests.access.entitled import FOUND
from tests.access.facts import Facts
from tests.access.happened import FEEDBACK, NOTES
from tests.access.matrix import OPEN, Matrix
from tests.access.words import word
from tests.access.world import World

from alongside.access.audiences import (
    ASKED_ABOUT_THEM,
    ASKED_ABOUT_YOU,
    MEMBERS,
    OPERATORS,
    PAIRED_WITH_THEM,
    PAIRED_WITH_YOU,
    TEAM,
    WHO_GAVE_IT,
    WHOSE,
)
from alongside.access.policy import Action

OF_A_PERSON = (
    "given_name", "family_name", "job_title", "email", "phone", "access_needs", "topics",
)  # fmt: skip
NOT_NAMED = {PAIRED_WITH_YOU, PAIRED_WITH_THEM, ASKED_ABOUT_YOU, ASKED_ABOUT_THEM}


class Said(NamedTuple):
    """What one person was told of the readers of one text."""

    text: str
    viewer: str
    readers: tuple[str, ...]
    author: UUID | None


@dataclass(frozen=True)
class Named:
    """The texts of the world: who was given each, and who was named to whom."""

    matrix: Matrix
    copies: Mapping[str, Answer]
    world: World
    facts: Facts
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        answers = [(c.who, c.answer) for c in self.matrix.cells if c.operation.method == "GET"]
        for who, answer in [*answers, *self.copies.items()]:
            for found in FOUND.findall(answer.text):
                self.given[found].add(who)

    def said(self) -> Iterator[Said]:
        """Give every naming of readers there was, in lists and in single answers."""
        for cell in self.matrix.cells:
            if cell.operation.method != "GET" or cell.got != OPEN:
                continue
            shown = cell.answer.json()
            for one in shown.get("items", [shown]):
                if one.get("readers"):
                    yield from self._of(cell.operation.path, cell.who, cell.target, one)

    def _of(self, path: str, who: str, target: str, one: Any) -> Iterator[Said]:
        tell = {
            "programmes": self._of_programme,
            "participants": self._of_person,
            "pairings": self._of_pairing,
            "sessions": self._of_session,
            "feedback": self._of_feedback,
            "offered-feedback": self._of_feedback,
            "declarations": self._of_declaration,
        }.get(path.split("/")[3], lambda *_: iter(()))
        yield from tell(path, who, target, one)

    def _of_programme(self, _path: str, who: str, _target: str, one: Any) -> Iterator[Said]:
        name = self.world.name("programme", UUID(one["id"]))
        yield Said(word("programme", name, "aims"), who, tuple(one["readers"]["aims"]), None)

    def _of_person(self, _path: str, who: str, _target: str, one: Any) -> Iterator[Said]:
        name = self.world.name("participant", UUID(one["id"]))
        for field_ in OF_A_PERSON:
            if field_ in one["readers"] and one[field_] is not None:
                said = tuple(one["readers"][field_])
                yield Said(word("participant", name, field_), who, said, None)

    def _of_pairing(self, _path: str, who: str, _target: str, one: Any) -> Iterator[Said]:
        """Before a session is booked: what is said then is true of those there are."""
        for session in self.facts["session"]:
            if str(session["pairing_id"]) == one["id"]:
                name = self.world.name("session", session["id"])
                yield Said(word("session", name, "place"), who, tuple(one["readers"]), None)

    def _of_session(self, path: str, who: str, target: str, one: Any) -> Iterator[Said]:
        readers = tuple(one["readers"]) if isinstance(one["readers"], list) else ()
        if path.endswith("-note"):
            for found in FOUND.findall(one["text"]):
                yield Said(found, who, readers, None)
        elif path.endswith("{session_id}"):
            yield Said(word("session", target, "place"), who, readers, None)

    def _of_feedback(self, _path: str, who: str, _target: str, one: Any) -> Iterator[Said]:
        (found,) = FOUND.findall(one["text"])
        author = self.world.ids["participant"][FEEDBACK[self.world.words[found][1]][1]]
        yield Said(found, who, tuple(one["readers"]), author)

    def _of_declaration(self, _path: str, who: str, _target: str, one: Any) -> Iterator[Said]:
        (found,) = FOUND.findall(one["text"])
        yield Said(found, who, tuple(one["readers"]), UUID(one["participant_id"]))

    def before_writing(self) -> Iterator[tuple[str, Said]]:
        """Give what authors are told of a session before they write, for each text they wrote."""
        wrote = [("note", n, s, a, None) for n, (s, a) in NOTES.items()]
        wrote += [("feedback", n, s, a, str(to)) for n, (s, a, to) in FEEDBACK.items()]
        for cell in self.matrix.cells:
            if cell.operation.path.endswith("/readers") and cell.got == OPEN:
                for table, name, session, author, to in wrote:
                    mine = author is None or author.partition(".")[0] == cell.who
                    if session == cell.target and mine:
                        place = to or ("private_note" if author else "shared_note")
                        told = tuple(cell.answer.json()[place])
                        yield place, Said(word(table, name, "text"), cell.who, told, None)

    # Turning what was said into persons.

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Whose display name each word is, as somebody who signs in."""
        return {
            word("participant", name, "display_name"): self.person_of(key)
            for name, key in self.world.ids["participant"].items()
        }

    def person_of(self, participant: UUID) -> str:
        row = next(one for one in self.facts["participant"] if one["id"] == participant)
        return self.world.name("person", row["person_id"])

    def persons(self, said: Said) -> set[str]:
        """Give the persons who were named, of those who can sign in."""
        found = {self.person_of(said.author)} if said.author else set()
        for one in said.readers:
            found |= self._meant(one, said)
        return found & set(self.world.actors)

    def _meant(self, one: str, said: Said) -> set[str]:
        if one == "You":
            return {said.viewer}
        if one in (WHOSE, WHO_GAVE_IT):
            assert said.author
            return {self.person_of(said.author)}
        if one == MEMBERS:
            return self._members(self.world.ids["programme"][self.world.words[said.text][1]])
        if one == TEAM:
            return self._members(self._programme_of(said), "coordinator")
        if one == OPERATORS:
            return {n for n, m in self.world.actors.items() if self._runs_it(m.person_id)}
        return set() if one in NOT_NAMED else {self._by_name[one]}

    def _runs_it(self, person: UUID) -> bool:
        return any(place.role == "operator" for place in self.facts.places(person))

    def _programme_of(self, said: Said) -> UUID:
        key = self.world.ids["participant"][self.world.words[said.text][1]]
        here: UUID = next(r["programme_id"] for r in self.facts["participant"] if r["id"] == key)
        return here

    def _members(self, here: UUID, role: str = "") -> set[str]:
        """Give those who are in a programme, in that role if one is said."""
        return {
            name
            for name, member in self.world.actors.items()
            for place in self.facts.places(member.person_id)
            if place.programme == here and role in ("", place.role)
        }

    # Whom somebody may not know of.

    def unknown_to(self, viewer: str, said: Said) -> set[str]:
        """Give those who are paired with the person a text is about, as the viewer may not know."""
        table, name, _ = self.world.words[said.text]
        if table != "participant":
            return set()
        mine = self.world.people[viewer].person_id
        return {
            self.person_of(pairing[side])
            for pairing in self.facts.pairings_of[self.world.ids["participant"][name]]
            if not oracle.may(self.facts, mine, Action.PAIRING_READ, pairing)
            for side in ("coach_id", "leader_id")
        }
