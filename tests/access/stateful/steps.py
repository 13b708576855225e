"""The steps: invite, pair, meet, write, widen, consent, withdraw, change roles, leave, erase."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from tests.access.asking import Ask, post
from tests.access.stateful import promised
from tests.access.stateful.book import Book, Meeting, Pair, Said, Seat, Somebody, Tie
from tests.access.stateful.life import Life

ROLES = ("coach", "leader", "learning_partner", "coordinator")
AUDIENCES = ("pairing", "team", "learning_partners")
ANY_VERSION = (("if-match", "*"),)
MOST_MEETINGS = 4
DATA = st.data()


def pairing_says(pair: Pair, verb: str, who: Somebody) -> None:
    """Write down what became of a pairing."""
    is_coach = pair.coach.who is who
    if verb == "accept" and is_coach:
        pair.accepted = pair.asked = True
    elif verb == "decline" and is_coach:
        pair.accepted = False
    pair.state = {
        "accept": "proposed" if is_coach else "active",
        "decline": "declined",
        "pause": "paused",
        "resume": "active",
        "end": "ended",
    }[verb]


class Steps(Life):
    """Everything that may happen; whoever tries it may be anybody."""

    def found(self) -> Book:
        """Begin two programmes: in each a team, two who have met, and a learning partner."""
        for where in (0, 1):
            self._programme(where)
        return self.book

    @initialize(
        further=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ROLES)), max_size=3),
        operator=st.booleans(), both=st.sampled_from(("", *ROLES)), lead=st.sampled_from((0, 3)),
    )  # fmt: skip
    def begin(self, further, operator, both, lead) -> None:
        """Somebody operates, somebody is in both programmes, somebody leads, and more come."""
        book = self.book
        if operator:
            self.place.make_person(book, book.word("email", 0), operator=True)
        if both:
            known = book.sitting(0, "leader")[0].who.email
            self.invite_as(book.team(1)[0], 1, both, known)
        for where, role in further:
            self.invite_as(book.team(where)[0], where, role, book.word("email", where))
        self._name_leads(book.team(0)[0], 0, [book.sitting(0)[lead]])

    def _programme(self, where: int) -> None:
        book, place = self.book, self.place
        place.make_programme(book)
        email, name = book.word("email", where), book.word("given_name", where)
        runs = place.make_person(book, email)
        key = place.seat_coordinator(runs, book.programmes[where], name)
        book.seats.append(Seat(key, where, runs, "coordinator", (name, email)))
        coach, leader, _ = (
            self.invite_as(runs, where, role, book.word("email", where)) for role in ROLES[:3]
        )
        pair = self._propose(runs, coach, leader)
        for seat in (coach, leader):
            self._answer(seat.who, pair, "accept", [seat.who])
        self._meet(runs, pair, [runs])

    def _propose(self, who: Somebody, coach: Seat, leader: Seat) -> Pair | None:
        where = coach.where
        sent = {"coach_id": coach.id, "leader_id": leader.id}
        sent["programme_id"] = self.book.programmes[where]
        answer = self.try_it(who, post("/pairings", sent), self.book.team(where))
        if answer is None:
            return None
        self.book.pairs.append(Pair(answer.json()["id"], coach, leader))
        return self.book.pairs[-1]

    def _answer(self, who: Somebody, pair: Pair, verb: str, entitled: list[Somebody]) -> None:
        if self.try_it(who, post(f"/pairings/{pair.id}/{verb}"), entitled):
            pairing_says(pair, verb, who)

    def _meet(self, who: Somebody, pair: Pair, entitled: list[Somebody]) -> None:
        begun = self.place.at - timedelta(hours=2 + 2 * len(self.book.meetings))
        place = self.book.word("place", pair.where)
        sent = {
            "pairing_id": pair.id, "mode": "video", "place": place, "starts_at": begun.isoformat(),
            "ends_at": (begun + timedelta(hours=1)).isoformat(),
        }  # fmt: skip
        booked = self.try_it(who, post("/sessions", sent), entitled)
        if booked is None:
            return
        key = booked.json()["id"]
        assert self.try_it(who, post(f"/sessions/{key}/record", {"held": True}), entitled)
        self.book.meetings.append(Meeting(key, pair, place))

    def _name_leads(self, who: Somebody, where: int, leads: list[Seat]) -> None:
        ask = Ask(
            "PATCH", f"/programmes/{self.book.programmes[where]}",
            {"safeguarding_leads": [one.id for one in leads]}, ANY_VERSION,
        )  # fmt: skip
        if self.try_it(who, ask, self.book.team(where)):
            for seat in self.book.sitting(where):
                seat.lead = seat in leads

    def _those_in(self, pair: Pair) -> list[Somebody]:
        """Those two of a pairing who take part, the leader once they have been asked."""
        return [seat.who for seat in pair.both if promised.is_in(seat.who, pair)]

    @rule(data=DATA)
    def invite(self, data) -> None:
        """Somebody new, or somebody known in another role or another programme."""
        where, role = self.pick(data, (0, 1)), self.pick(data, ROLES)
        who = self.somebody(data, self.book.team(where))
        known = [one.email for one in self.book.alive() if not one.operator]
        again = data.draw(st.booleans())
        email = self.pick(data, known) if again else self.book.word("email", where)
        self.invite_as(who, where, role, email)

    @rule(data=DATA)
    def propose(self, data) -> None:
        where = self.pick(data, (0, 1))
        coach = self.pick(data, self.book.sitting(where, "coach"))
        leader = self.pick(data, self.book.sitting(where, "leader"))
        if coach and leader:
            self._propose(self.somebody(data, self.book.team(where)), coach, leader)

    @rule(data=DATA, verb=st.sampled_from(("accept", "decline", "pause", "resume", "end")))
    def say_of_pairing(self, data, verb) -> None:
        pair = self.pick(data, self.book.pairs)
        entitled = self._those_in(pair)
        if verb in ("pause", "end"):
            entitled += self.book.team(pair.where)
        self._answer(self.somebody(data, entitled), pair, verb, entitled)

    @rule(data=DATA)
    def meet(self, data) -> None:
        pair = self.pick(data, self.book.pairs)
        if len(self.book.meetings) < MOST_MEETINGS:
            entitled = self._those_in(pair) + self.book.team(pair.where)
            self._meet(self.somebody(data, entitled), pair, entitled)

    @rule(data=DATA, empty=st.booleans())
    def write_for_oneself(self, data, empty) -> None:
        meeting = self.pick(data, self.book.meetings)
        entitled = [s.who for s in meeting.pair.both if s.active]
        who = self.somebody(data, entitled)
        word = "" if empty and meeting.own else self.book.word("own", meeting.pair.where)
        ask = Ask("PUT", f"/sessions/{meeting.id}/private-note", {"text": word})
        if self.unnoticed("own", [who], lambda: self.try_it(who, ask, entitled)):
            mine = next(s for s in meeting.pair.both if promised.sits(who, s))
            meeting.own.pop(mine, None)
            meeting.own |= {mine: word} if word else {}

    @rule(data=DATA, empty=st.booleans())
    def write_for_both(self, data, empty) -> None:
        meeting = self.pick(data, self.book.meetings)
        entitled = [s.who for s in meeting.pair.both if s.active]
        who = self.somebody(data, entitled)
        word = "" if empty and meeting.shared else self.book.word("shared", meeting.pair.where)
        ask = Ask("PUT", f"/sessions/{meeting.id}/shared-note", {"text": word}, ANY_VERSION)
        if self.try_it(who, ask, entitled):
            meeting.shared = word or None

    @rule(data=DATA, audience=st.sampled_from(AUDIENCES))
    def give_feedback(self, data, audience) -> None:
        meeting = self.pick(data, self.book.meetings)
        entitled = [s.who for s in meeting.pair.both if s.active]
        who = self.somebody(data, entitled)
        word = self.book.word("feedback", meeting.pair.where)
        sent = {"session_id": meeting.id, "audience": audience, "text": word}
        answer = self.try_it(who, post("/feedback", sent), entitled)
        if answer:
            author = next(s for s in meeting.pair.both if promised.sits(who, s))
            self.book.said.append(Said(answer.json()["id"], word, audience, author, meeting))
            learning = self.book.sitting(author.where, "learning_partner")
            self.touched += [one.who for one in learning[:1]]

    @rule(data=DATA)
    def take_feedback_back(self, data) -> None:
        one = self.pick(data, self.book.said)
        if one:
            entitled = [one.author.who] if one.author.active else []
            who = self.somebody(data, entitled)
            if self.try_it(who, Ask("DELETE", f"/feedback/{one.id}"), entitled):
                self.book.said.remove(one)

    @rule(data=DATA)
    def declare(self, data) -> None:
        seat = self.pick(data, [one for one in self.book.seats if one.active])
        who = self.somebody(data, [seat.who])
        word = self.book.word("tie", seat.where)
        ask = post("/declarations", {"participant_id": seat.id, "text": word})
        knowing = [who, seat.who, *self.book.leads(seat.where)]
        answer = self.unnoticed("tie", knowing, lambda: self.try_it(who, ask, [seat.who]))
        if answer:
            self.book.ties.append(Tie(answer.json()["id"], word, seat))

    @rule(data=DATA)
    def take_declaration_back(self, data) -> None:
        tie = self.pick(data, self.book.ties)
        if tie:
            whose = [tie.whose.who] if tie.whose.active else []
            who = self.somebody(data, whose)
            ask = Ask("DELETE", f"/declarations/{tie.id}")
            knowing = [who, tie.whose.who, *self.book.leads(tie.whose.where)]
            if self.unnoticed("tie", knowing, lambda: self.try_it(who, ask, whose)):
                self.book.ties.remove(tie)

    @rule(data=DATA, yes=st.booleans())
    def say_consent(self, data, yes) -> None:
        seat = self.pick(data, [one for one in self.book.seats if not one.who.erased])
        sent = {"programme_id": self.book.programmes[seat.where], "given": yes, "wording": 1}
        ask = post("/me/consents", sent | {"purpose": "learning_after_leaving"})
        if self.try_it(seat.who, ask, [seat.who]):
            seat.who.agrees_in.discard(seat.where)
            seat.who.agrees_in |= {seat.where} if yes else set()

    @rule(data=DATA)
    def name_leads(self, data) -> None:
        """Anybody may be meant; whoever coaches or is coached is not taken."""
        where = self.pick(data, (0, 1))
        here = self.book.sitting(where)
        leads = data.draw(st.lists(st.sampled_from(here), max_size=2, unique=True)) if here else []
        self._name_leads(self.somebody(data, self.book.team(where)), where, leads)

    @rule(data=DATA)
    def end_a_part(self, data) -> None:
        seat = self.pick(data, [one for one in self.book.seats if one.active])
        entitled = self.book.team(seat.where)
        who = self.somebody(data, entitled)
        if self.try_it(who, post(f"/participants/{seat.id}/end"), entitled):
            self.book.leave(seat)
            self.touched = [seat.who, *self.touched]

    @rule(data=DATA)
    def erase(self, data) -> None:
        who = self.pick(data, self.book.alive())
        if self.try_it(who, post("/me/erasure"), [who]):
            assert self.place.erase_all_due() == 1
            self.book.erase(who)
            self.touched = [who, *self.touched]
