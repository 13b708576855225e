"""What has happened in a world, in plain facts, kept beside the steps as they are taken.

Nothing of the product is used here, nor of its policy: a step that was let through is written down.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PAIRED = ("coach", "leader")
GOING = ("proposed", "active", "paused")
WORD = re.compile(r"kanari\.(\w+)\.\d+\.end(?:@example\.org)?")


@dataclass(eq=False)
class Somebody:
    """A person who can sign in."""

    email: str
    token: str = ""
    operator: bool = False
    erased: bool = False
    agrees_in: set[int] = field(default_factory=set)


@dataclass(eq=False)
class Seat:
    """One role of one person in one programme, and the words that were written about them."""

    id: str
    where: int
    who: Somebody
    role: str
    words: tuple[str, ...]
    lead: bool = False
    active: bool = True


@dataclass(eq=False)
class Pair:
    id: str
    coach: Seat
    leader: Seat
    state: str = "proposed"
    accepted: bool = False
    asked: bool = False

    @property
    def where(self) -> int:
        return self.coach.where

    @property
    def both(self) -> tuple[Seat, Seat]:
        return self.coach, self.leader


@dataclass(eq=False)
class Meeting:
    """A session that was held, and the notes about it: each one's own, and that of both."""

    id: str
    pair: Pair
    place: str
    own: dict[Seat, str] = field(default_factory=dict)
    shared: str | None = None


@dataclass(eq=False)
class Said:
    """Feedback, to one audience."""

    id: str
    word: str
    audience: str
    author: Seat
    meeting: Meeting


@dataclass(eq=False)
class Tie:
    """A declaration of interest."""

    id: str
    word: str
    whose: Seat


@dataclass
class Book:
    """All of it, each in the order in which it came."""

    programmes: list[str] = field(default_factory=list)
    people: list[Somebody] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    words: dict[str, set[int]] = field(default_factory=dict)

    def word(self, kind: str, where: int) -> str:
        """Make a word that is nowhere else, and remember to which programme it was told."""
        made = f"kanari.{kind}.{len(self.words)}.end"
        made += "@example.org" if kind == "email" else ""
        self.words[made] = {where}
        return made

    def alive(self) -> list[Somebody]:
        return [one for one in self.people if not one.erased]

    def seats_of(self, who: Somebody, *, past: bool = False) -> list[Seat]:
        return [one for one in self.seats if one.who is who and (one.active or past)]

    def sitting(self, where: int, *roles: str) -> list[Seat]:
        """Give who sits in a programme just now, in one of these roles if some are named."""
        here = (one for one in self.seats if one.where == where and one.active)
        return [one for one in here if not roles or one.role in roles]

    def team(self, where: int) -> list[Somebody]:
        return [one.who for one in self.sitting(where, "coordinator")]

    def leads(self, where: int) -> list[Somebody]:
        return [one.who for one in self.sitting(where) if one.lead]

    def end(self, pair: Pair) -> None:
        if pair.state in GOING:
            pair.state = "ended"

    def leave(self, seat: Seat) -> None:
        seat.active = False
        for pair in self.pairs:
            if seat in pair.both:
                self.end(pair)

    def erase(self, who: Somebody) -> None:
        """Forget them, and what they wrote; what was for learning stays if they agreed to that."""
        who.erased = True
        for seat in self.seats_of(who):
            self.leave(seat)
        for meeting in self.meetings:
            if any(seat.who is who for seat in meeting.pair.both):
                meeting.shared = None
            meeting.own = {s: word for s, word in meeting.own.items() if s.who is not who}
        self.ties = [one for one in self.ties if one.whose.who is not who]
        self.said = [one for one in self.said if one.author.who is not who or self._stays(one)]

    def _stays(self, one: Said) -> bool:
        return one.audience == "learning_partners" and one.author.where in one.author.who.agrees_in

    def ids(self) -> Iterator[tuple[str, str, int]]:
        """Give the kind, the id and the programme of everything that is some programme's."""
        yield from (("programme", key, n) for n, key in enumerate(self.programmes))
        yield from (("participant", one.id, one.where) for one in self.seats)
        yield from (("pairing", one.id, one.where) for one in self.pairs)
        yield from (("session", one.id, one.pair.where) for one in self.meetings)
        yield from (("feedback", one.id, one.author.where) for one in self.said)
        yield from (("declaration", one.id, one.whose.where) for one in self.ties)


def words_in(text: str, *kinds: str) -> set[str]:
    """Find the hidden words of these kinds."""
    return {found.group() for found in WORD.finditer(text) if found.group(1) in kinds}
