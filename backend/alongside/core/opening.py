"""What a transaction opens with: a question whose answer is expected, and what goes along with it.

The answer is mostly known from the request before, so nobody waits for it: it is asked in one
trip with the first statement, and only what was found under the expected answer is ever used.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from alongside.core.trips import Answer, Ask, Kept, Trips

BEGIN = Ask(Kept(b"begin"))


class _Unknown:
    """Stands for an answer that nobody knows yet: None is an answer, too."""


UNKNOWN = _Unknown()


class OtherAnswer(Exception):
    """The question that a transaction opens with was answered otherwise than expected."""


@dataclass
class Opening:
    """A question of one row and one column. `told` is its answer, once it has been asked.

    A transaction that only reads begins and ends with each trip, so that it takes no other.
    Whoever wants to expect the answer next time is told it by `heard`.
    """

    question: Ask
    expected: Any = UNKNOWN
    only_reads: bool = False
    heard: Callable[[Any], None] = lambda _told: None
    told: Any = UNKNOWN
    is_open: bool = False
    was_asked: bool = False

    async def open(self, trips: Trips) -> None:
        """Begin a transaction that lasts, and ask. Raises OtherAnswer."""
        await self._ask(trips, BEGIN, self.question)
        self.is_open = True

    async def find_out(self, trips: Trips) -> None:
        """Ask, if that has not been done. Raises OtherAnswer."""
        if not self.was_asked:
            await self._ask(trips, self.question)

    async def go_with(self, trips: Trips, *asks: Ask) -> list[Answer]:
        """Ask, and do these in the same trip. After OtherAnswer they count for nothing."""
        if self.only_reads:
            return (await self._ask(trips, self.question, *asks))[1:]
        answers = await self._ask(trips, BEGIN, self.question, *asks)
        self.is_open = True
        return answers[2:]

    async def _ask(self, trips: Trips, *asks: Ask) -> list[Answer]:
        self.was_asked = True
        answers = await trips.go(*asks)
        self.told = answers[asks.index(self.question)].value()
        self.heard(self.told)
        if self.expected is UNKNOWN:
            self.expected = self.told
        elif self.told != self.expected:
            raise OtherAnswer
        return answers
