"""Sealing the trail over and over while somebody else asks: each time what was noted since."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tests.conftest import owners_engine

EVERY_SECONDS = 0.2  # the server does so once a minute
SEAL = text("select seal_entries(now())")


@contextmanager
def sealing(url: str) -> Iterator[None]:
    """Seal until the block ends, as the application's role does."""
    over = threading.Event()

    def seal() -> None:
        with owners_engine(url, isolation_level="AUTOCOMMIT") as engine, engine.connect() as here:
            while not over.wait(EVERY_SECONDS):
                here.execute(SEAL)

    working = threading.Thread(target=seal)
    working.start()
    try:
        yield
    finally:
        over.set()
        working.join()
