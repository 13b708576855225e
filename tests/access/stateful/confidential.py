"""What must hold after each step: U3, U4, U6 and U7, of texts and ties."""

from hypothesis.stateful import invariant
from tests.access.asking import Ask, get
from tests.access.stateful import promised
from tests.access.stateful.book import Seat, Somebody, words_in
from tests.access.stateful.life import COPY
from tests.access.stateful.steps import Steps
from tests.figures import counts


def copied(heard):
    """Split what was heard: the copy that somebody takes along, and all the rest."""
    rest = "\n".join(answer.text for ask, answer in heard if ask is not COPY)
    return rest, "\n".join(answer.text for ask, answer in heard if ask is COPY)


class PrivateIsPrivate(Steps):
    """U3: a private text is read by its author alone: by no role, and in nobody else's copy."""

    rule = "U3"
    often = Steps.write_for_oneself
    quiet = frozenset({"own"})

    def everything(self, who: Somebody) -> list[Ask]:
        lists = [get("/sessions"), get("/feedback")]
        return [*self.note_asks("private"), *lists, *self.audit_asks(), COPY]

    @invariant()
    def each_reads_their_own(self) -> None:
        for who in self.watchers():
            told, copy = copied(self.hear(who, self.everything(who)))
            assert words_in(told, "own") == promised.own_notes(self.book, who)
            taken = set() if who.erased else promised.own_notes_to_take_along(self.book, who)
            assert words_in(copy, "own") == taken


class JointIsJoint(Steps):
    """U4: a joint text is read by the two who met; either takes it back, and it is gone at once."""

    rule = "U4"
    often = Steps.write_for_both

    def everything(self, who: Somebody) -> list[Ask]:
        return [*self.note_asks("shared"), get("/sessions"), *self.audit_asks(), COPY]

    @invariant()
    def the_two_read_it_while_it_stands(self) -> None:
        for who in self.watchers():
            heard = self.hear(who, self.everything(who))
            told, copy = copied(heard)
            expected = promised.shared_notes(self.book, who)
            assert words_in(told, "shared") == words_in(copy, "shared") == expected
            for meeting, (_, answer) in zip(self.book.meetings, heard, strict=False):
                assert (answer.status == 200) == promised.meets(who, meeting)


class TiesAreQuiet(Steps):
    """U6: a declaration is invisible to all but its person and the leads, in every effect.

    None of the leads is paired, or was: so nobody reads a tie of the other member.
    """

    rule = "U6"
    often = Steps.declare
    quiet = frozenset({"tie"})

    def everything(self, who: Somebody) -> list[Ask]:
        lists = ("participants", "pairings", "declarations", "programmes")
        asks = [get(f"/{name}") for name in lists]
        asks += [
            get(f"/participants/{one.id}") for one in self.book.seats[: counts(quick=2, full=6)]
        ]
        asks += [get(f"/declarations/{one.id}") for one in self.book.ties]
        return [*asks, *self.audit_asks(), COPY]

    @invariant()
    def no_partner_reads_it(self) -> None:
        for tie in self.book.ties:
            pairs = [pair for pair in self.book.pairs if tie.whose in pair.both]
            partners = {seat.who for pair in pairs for seat in pair.both} - {tie.whose.who}
            assert partners.isdisjoint(self.book.leads(tie.whose.where))

    @invariant()
    def the_person_and_the_leads_read_it(self) -> None:
        for who in self.watchers():
            asks = [get("/declarations"), *self.audit_asks(), COPY]
            asks += [get(f"/declarations/{one.id}") for one in self.book.ties]
            heard = self.hear(who, asks)
            told, copy = copied(heard)
            assert words_in(told, "tie") == promised.ties(self.book, who)
            theirs = promised.declarations(self.book, who)
            assert {one.id for one in self.book.ties if one.id in heard[0][1].text} == theirs
            taken = set() if who.erased else promised.ties_to_take_along(self.book, who)
            assert words_in(copy, "tie") == taken


class LearningSeesWhatIsOffered(Steps):
    """U7: learning partners see what was offered to learning, under names that are made up."""

    rule = "U7"
    often = Steps.give_feedback

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self.known: dict[Seat, str] = {}

    def everything(self, who: Somebody) -> list[Ask]:
        lists = ("participants", "pairings", "sessions", "feedback", "declarations", "programmes")
        asks = [get(f"/{name}") for name in (*lists, "imports", "me/consents")]
        asks += [get(f"/feedback/{one.id}") for one in self.book.said]
        asks += [get(f"/offered-feedback/{one.id}") for one in self.book.said]
        return [*asks, *self.note_asks("shared"), *self.audit_asks(), COPY]

    @invariant()
    def what_was_offered_and_nothing_around_it(self) -> None:
        for who in self.watchers():
            ((_, offered),) = self.hear(who, [get("/offered-feedback")])
            assert words_in(offered.text, "feedback") == promised.offered(self.book, who)
            if not who.erased:
                self._the_names_are_made_up(offered.json()["items"])
            if promised.only_learns(self.book, who):
                self._tells_of_nobody(who, offered.text)

    def _tells_of_nobody(self, who: Somebody, offered: str) -> None:
        heard = self.hear(who, self.everything(who))
        hidden = promised.hidden_from_learning(self.book, who)
        told = "\n".join([offered, *(answer.text for _, answer in heard)])
        assert {one for one in hidden if one in told} == set()
        own = {tie.word for tie in self.book.ties if tie.whose.who is who}
        assert words_in(told, "own", "shared", "tie", "place") <= own

    def _the_names_are_made_up(self, items: list[dict]) -> None:
        """One for each who offers, the same each time, and another in another programme."""
        authors = {one.word: one.author for one in self.book.said}
        for item in items:
            author = authors[item["text"]]
            assert self.known.setdefault(author, item["pseudonym"]) == item["pseudonym"]
            assert item["pseudonym"] not in author.words
        assert len(set(self.known.values())) == len(self.known)
