"""What must hold after each step: U1 and U2, of programmes that are others', and of no seat."""

from collections.abc import Iterable

from hypothesis.stateful import invariant
from tests.access.asking import Answer, Ask, get
from tests.access.operations import Operation, ask_for, operations_of
from tests.access.stateful import promised
from tests.access.stateful.book import WORD, Somebody
from tests.access.stateful.life import COPY, LISTS
from tests.access.stateful.steps import Steps
from tests.answers import NOBODYS
from tests.figures import counts

OWN = ("me", "me/consents", "me/erasure", "me/sign-ins", "who-looked")
PROMISED = {
    "programmes": promised.programmes,
    "participants": promised.participants,
    "pairings": promised.pairings,
    "sessions": promised.sessions,
    "feedback": promised.feedback_ids,
    "declarations": promised.declarations,
}
KINDS = ("programme", "participant", "pairing", "session", "feedback", "declaration")
TRIED = counts(quick=2, full=12)


class Knocking(Steps):
    """Asks that may be about anything, compared with the same about what nobody has."""

    def __init__(self, *given) -> None:
        super().__init__(*given)
        app = self.place.stage.app
        every = [one for one in operations_of(app.openapi()) if one.governed and one.kind]
        self.doors = {kind: [one for one in every if one.kind == kind] for kind in KINDS}
        self.knocks = 0

    def everything(self, who: Somebody) -> list[Ask]:
        return [*(get(f"/{name}") for name in LISTS), COPY]

    def knock(self, who: Somebody, things: Iterable[tuple[str, str]]) -> None:
        """Try some doors, each time the next ones: what is not theirs is as if it were not."""
        pairs = [(door, key) for kind, key in things for door in self.doors[kind]]
        for n in range(min(TRIED, len(pairs))):
            door, key = pairs[(self.knocks * 7 + n) % len(pairs)]
            there, nowhere = self._answers(who, door, key)
            assert there.status == 404, (door, there)
            assert there.told == nowhere.told, door
        self.knocks += TRIED

    def _answers(self, who: Somebody, door: Operation, key: str) -> list[Answer]:
        world = self.place.stage.world
        asks = [ask_for(door, world, one) for one in (key, NOBODYS)]
        self.asked += len(asks)
        return [self.place.ask(who, ask) for ask in asks]


class ElsewhereIsNowhere(Knocking):
    """U1: what is of another programme is not there, for every verb, in the same bytes."""

    rule = "U1"
    often = Steps.invite

    @invariant()
    def nothing_of_another_programme_is_met(self) -> None:
        for who in self.watchers():
            if who.erased or who.operator:
                continue
            known = {seat.where for seat in self.book.seats_of(who, past=True)}
            heard = self.hear(who, self.everything(who))
            told = "\n".join(answer.text for _, answer in heard)
            met = {found.group() for found in WORD.finditer(told)} & self.book.words.keys()
            own = {who.email}
            assert {one for one in met - own if not self.book.words[one] & known} == set()
            ids = [(kind, key) for kind, key, where in self.book.ids() if where not in known]
            assert {key for _, key in ids if key in told} == set()
            self.knock(who, ids)


class NothingByDefault(Knocking):
    """U2: without a seat there is nothing but one's own account; a seat opens what is its own."""

    rule = "U2"
    often = Steps.end_a_part

    @invariant()
    def each_seat_opens_what_it_should_and_no_seat_nothing(self) -> None:
        for who in self.watchers():
            heard = self.hear(who, [get(f"/{name}") for name in PROMISED])
            if who.erased:
                continue
            ours = {key for _, key, _ in self.book.ids()}
            for name, (_, answer) in zip(PROMISED, heard, strict=True):
                listed = {one["id"] for one in answer.json()["items"]}
                assert listed & ours == PROMISED[name](self.book, who), name
            if not (self.book.seats_of(who) or who.operator):
                self._has_an_account_and_nothing_else(who)

    def _has_an_account_and_nothing_else(self, who: Somebody) -> None:
        for _, answer in self.hear(who, [get(f"/{name}") for name in LISTS[:8]]):
            assert answer.json()["items"] == []
        own = [get(f"/{name}") for name in OWN]
        assert {answer.status for _, answer in self.hear(who, [*own, COPY])} == {200}
        self.knock(who, [(kind, key) for kind, key, _ in self.book.ids()])
