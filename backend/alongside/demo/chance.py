"""Chance that falls the same way each time, so that the demo is the same on every machine."""

import uuid
from datetime import datetime, timedelta
from random import Random

from alongside.models.participant import LETTERS

SEED = 20261123
MOODS = ("5555", "5545", "4554", "5454", "4444", "5355", "4343", "3443", "5-55", "-5-4", "3233")


class Chance:
    """Ids, pseudonyms, answers and pauses, drawn one after the other."""

    def __init__(self) -> None:
        self.random = Random(SEED)  # noqa: S311 - for a demo that is always the same, not for secrets

    def id_at(self, instant: datetime) -> uuid.UUID:
        """Make a UUID version 7 of that instant."""
        milliseconds = int(instant.timestamp() * 1000).to_bytes(6, "big")
        drawn = uuid.UUID(bytes=milliseconds + self.random.randbytes(10), version=4).hex
        return uuid.UUID(f"{drawn[:12]}7{drawn[13:]}")

    def secret_id(self) -> uuid.UUID:
        return uuid.UUID(bytes=self.random.randbytes(16), version=4)

    def pseudonym(self) -> str:
        return "".join(self.random.choices(LETTERS, k=6))

    def answers(self) -> str:
        return self.random.choice(MOODS)

    def pause(self, at_least: int, at_most: int) -> timedelta:
        """Give so many hours, roughly."""
        return timedelta(minutes=self.random.randint(at_least * 60, at_most * 60))
