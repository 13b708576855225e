"""A worker that dies by its own hand, with -9, at the step it is told: run as a program."""

import asyncio
import os
import signal
import sys

from tests.mail.terms import KEY, QUICK, SITE

from alongside.core.db import Database, make_engine
from alongside.mail import delivery, worker
from alongside.mail.carriers import MailServer
from alongside.mail.writing import Desk

BEFORE = {
    "before it is taken": (delivery, "take"),
    "before it is sent": (MailServer, "carry"),
    "after it is sent": (delivery, "settle"),
}
AFTER = {"after it is marked": (delivery, "settle"), "after it is kept": (worker, "deliver")}


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def doom(step):
    """Put an end before or after what is done at one step."""
    where, name = (BEFORE | AFTER)[step]
    done = getattr(where, name)

    async def ending(*given, **named):
        if step in BEFORE:
            die()
        await done(*given, **named)
        die()

    setattr(where, name, ending)


async def main(app_url, smtp_url, step):
    doom(step)
    database = Database(make_engine(app_url, 4), 4)
    desk = Desk("alongside@programme.example", SITE, KEY)
    office = delivery.Office(database, desk, MailServer(smtp_url))
    await worker.work(office, app_url, QUICK)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
