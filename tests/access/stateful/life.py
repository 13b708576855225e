"""A random world in which people do things: what every run of random steps has in common."""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from tests.access.asking import Answer, Ask, get, post
from tests.access.stateful.book import Book, Seat, Somebody
from tests.access.stateful.place import Place
from tests.figures import FULL, add, counts

REFUSED, GONE = (403, 404), 401
LISTS = (
    "programmes", "participants", "pairings", "sessions", "feedback", "offered-feedback",
    "declarations", "imports", "who-looked", "me", "me/consents",
)  # fmt: skip
COPY, LOOKED = post("/me/copy"), get("/who-looked")
OWN_LOOK = "restricted_audit:read"


def plain(answer: Answer) -> Answer:
    """Leave out what differs each time: when a copy was made, and that a lead looks just now."""
    told = answer.told
    if answer.status != 200 or not told.body.startswith(b"{"):
        return told
    body = answer.json()
    body.pop("made_at", None)
    if "items" in body:
        body["items"] = [one for one in body["items"] if one.get("action") != OWN_LOOK]
    headers = tuple(one for one in told.headers if one[0] != "content-length")
    return Answer(told.status, json.dumps(body).encode(), headers)


class Life(RuleBasedStateMachine):
    """People, and what they do one after the other. Each step is written down in the book.

    What is `often` done is one more of the steps among which chance chooses.
    """

    rule: ClassVar[str]
    quiet: ClassVar[frozenset[str]] = frozenset()
    watched_at_once: ClassVar[int] = counts(quick=1, full=4)
    counted: ClassVar[bool] = True

    def __init__(self, place: Place, begun: Book) -> None:
        super().__init__()
        self.place, self.book, self.mark = place, deepcopy(begun), place.mark()
        self.steps = self.asked = self.turn = self.quiet_steps = 0
        self.touched: list[Somebody] = []

    def teardown(self) -> None:
        self.place.back_to(self.mark)
        if self.counted:
            self._count()

    def _count(self) -> None:
        add(self.rule, "random worlds", 1)
        add(self.rule, "steps taken", self.steps)
        add(self.rule, "answers read and compared", self.asked)
        if self.quiet:
            add(self.rule, "steps that nobody else may notice", self.quiet_steps)

    def pick(self, data: st.DataObject, among: Iterable[Any]) -> Any:
        """Choose one; nothing, if there are none."""
        found = list(among)
        return data.draw(st.sampled_from(found)) if found else None

    def somebody(self, data: st.DataObject, entitled: Iterable[Somebody]) -> Somebody:
        """Choose who tries it: mostly somebody who may, and now and then anybody."""
        may = [one for one in entitled if not one.erased]
        return self.pick(data, [*may, *may, *may, *self.book.people] if may else self.book.people)

    def try_it(self, who: Somebody, ask: Ask, entitled: Iterable[Somebody]) -> Answer | None:
        """Do something as somebody. Who may not is refused; who may is let through, or too late."""
        self.place.tick()
        self.steps += 1
        self.touched = [who, *(one for one in entitled if one is not who)][:2]
        answer = self.place.act(who, ask)
        if who.erased:
            assert answer.status == GONE, (ask, answer)
        elif who not in entitled:
            assert answer.status in REFUSED, (ask, answer)
        else:
            assert answer.status < 300 or answer.status in (409, 422), (ask, answer)
        return answer if answer.status < 300 else None

    def unnoticed(
        self, kind: str, knowing: Iterable[Somebody], deed: Callable[[], Answer | None]
    ) -> Answer | None:
        """Do something; where this rule wants it quiet, see that nobody else can tell."""
        if kind not in self.quiet:
            return deed()
        others = [*self.watchers(), *self.book.leads(0), *self.book.leads(1)]
        others = [one for one in others if one not in knowing]
        before, waiting = [self.look(one) for one in others], self.place.waiting()
        done = deed()
        for who, seen in zip(others, before, strict=True):
            for asked, then, after in zip(self.everything(who), seen, self.look(who), strict=True):
                assert then == after, asked
        assert self.place.waiting() == waiting
        self.quiet_steps += 1
        return done

    def look(self, who: Somebody) -> list[Answer]:
        """Give every byte that somebody gets when they ask for all that there is."""
        return [plain(answer) for _, answer in self.hear(who, self.everything(who))]

    def everything(self, who: Somebody) -> list[Ask]:
        """Say what is asked to find out: by each rule in its own way."""
        raise NotImplementedError

    def hear(self, who: Somebody, asks: Iterable[Ask]) -> list[tuple[Ask, Answer]]:
        """Ask all of it. Nobody who was erased is told anything."""
        heard = [(ask, self.place.ask(who, ask)) for ask in asks]
        self.asked += len(heard)
        for ask, answer in heard:
            good = (GONE,) if who.erased else (200, 404)
            assert answer.status in good, (ask, answer)
        return heard

    def watchers(self) -> list[Somebody]:
        """Give who looks after a step: whom it touched, and the next few of all, in turn."""
        people = self.book.people
        self.turn += 1
        start = self.turn * self.watched_at_once % len(people)
        following = [*people, *people][start : start + self.watched_at_once]
        return list({id(one): one for one in (*self.touched, *following)}.values())

    def audit_asks(self) -> list[Ask]:
        """Ask the trail, in each of the ways that there are; in `make test` of one programme."""
        asked = self.book.programmes if FULL else [self.book.programmes[self.turn % 2]]
        here = [f"/programmes/{key}" for key in asked]
        events = [get(f"{one}/events") for one in here]
        return [LOOKED, *events, *(post(f"{one}/restricted-entries", {"reason": "concern"})
                                   for one in here)]  # fmt: skip

    def note_asks(self, kind: str) -> list[Ask]:
        return [get(f"/sessions/{one.id}/{kind}-note") for one in self.book.meetings]

    def invite_as(self, who: Somebody, where: int, role: str, email: str) -> Seat | None:
        """Add somebody to a programme. The person is made, or known already by their address."""
        book = self.book
        named = {
            f: book.word(f, where)
            for f in ("display_name", "given_name", "family_name", "phone", "access_needs")
        }
        sent = {"programme_id": book.programmes[where], "role": role, "email": email, **named}
        answer = self.try_it(who, post("/participants", sent), book.team(where))
        if answer is None:
            return None
        known = (one for one in book.alive() if one.email == email)
        person = next(known, None) or self.place.make_person(book, email)
        seat = Seat(answer.json()["id"], where, person, role, (*named.values(), email))
        book.seats.append(seat)
        book.words[email].add(where)
        return seat
