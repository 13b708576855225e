"""In which line somebody stands until their password is looked at: strangers have one of their own.

A hash takes a quarter of a second, and whoever likes may ask for one. So a device that somebody is
known on never waits behind devices that nobody is known on; and where a line is as long as it may
be, the next is asked to come again, before anybody has looked at whose address it is.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from alongside.core.errors import Unavailable
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.known_devices import read_cookie

THREADS = 2  # in each line; each hash takes 64 MiB
COME_AGAIN = 5  # seconds: by then, whoever stands in a full line was served
_T = TypeVar("_T")


@dataclass
class Line:
    """Those who wait for threads of their own, and how many they may be."""

    name: str
    most: int
    here: int = 0
    _threads: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix=f"password-{self.name}")

    async def run(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def enter(self) -> None:
        """Stand in this line. Raises Unavailable where it is full."""
        if self.here >= self.most:
            raise Unavailable(headers={"Retry-After": str(COME_AGAIN)})
        self.here += 1

    def leave(self) -> None:
        self.here -= 1


STRANGERS = Line("strangers", 40)
KNOWN = Line("known", 100)  # these are counted and slowed one by one: it is seldom long


@dataclass
class Place:
    """Where somebody stands, once it is known who they may be."""

    line: Line | None = None

    def take(self, line: Line) -> Line:
        """Stand in a line, or stay in the one where one stands."""
        if self.line is None:
            line.enter()
            self.line = line
        return self.line


@contextmanager
def standing(line: Line | None = None) -> Iterator[Place]:
    """Give a place, in a line from the beginning or in none yet, and free it at the end."""
    place = Place()
    try:
        if line is not None:
            place.take(line)
        yield place
    finally:
        if place.line is not None:
            place.line.leave()


def line_before(keys: KeyRing, device: Device) -> Line | None:
    """Say where a device stands before anybody looks at an address: strangers are so for all."""
    return None if read_cookie(keys, device.cookie).people else STRANGERS


def line_of(*, is_known: bool) -> Line:
    return KNOWN if is_known else STRANGERS
