"""Waiting for what comes on a connection, without telling the event loop of it each time."""

import asyncio
import os

PATIENCE = 8


class Ear:
    """Hears when a connection has something to read, from one trip to the next.

    It has a descriptor of its own, because the driver takes its own to the loop and away again at
    each wait. What comes while nobody waits is for the driver; if nobody takes it, the ear closes
    until the next wait, so that the loop does not run for nothing.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = os.dup(descriptor)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._unheeded = 0

    async def hear(self) -> None:
        """Wait until there is something to read."""
        loop = self._loop
        if loop is None:
            loop = self._loop = asyncio.get_running_loop()
            loop.add_reader(self._descriptor, self._heard)
        self._unheeded = 0
        self._waiting = waiting = loop.create_future()
        await waiting

    def _heard(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            self._unheeded += 1
            if self._unheeded > PATIENCE:
                self._rest()
        elif not waiting.done():
            waiting.set_result(None)

    def _rest(self) -> None:
        if self._loop is not None:
            self._loop.remove_reader(self._descriptor)
            self._loop = None

    def close(self) -> None:
        """Hear no more."""
        self._rest()
        os.close(self._descriptor)
