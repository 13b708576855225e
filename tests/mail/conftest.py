"""A mail server on loopback, and an office that posts and sends on a database of its own."""

import asyncio
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from tests.conftest import owners_engine
from tests.mail.sink import mail_server
from tests.mail.terms import KEY, QUICK, SITE

from alongside.core.clock import now
from alongside.core.db import Database, make_engine
from alongside.mail import Kind, post
from alongside.mail.carriers import Mailbox, MailServer
from alongside.mail.delivery import Office
from alongside.mail.worker import work
from alongside.mail.writing import Desk


@pytest.fixture
def sink():
    with mail_server() as found:
        yield found


JOBS = "select status::text, args::text, scheduled_at from jobs.procrastinate_jobs"


class Trying:
    """An office to try, with what it keeps to look at."""

    def __init__(self, own_database, server, mailbox):
        self.urls, self.runner = own_database, asyncio.Runner()
        database = Database(make_engine(own_database.app_url, 4), 4)
        desk = Desk("alongside@programme.example", SITE, KEY)
        self.office = Office(database, desk, server, mailbox)

    def play(self, scene):
        return self.runner.run(scene)

    def post(self, *people, kind=Kind.PROPOSAL, about=None):
        async def scene():
            async with self.office.database.transaction() as db:
                return [await post(db, to=one.person_id, kind=kind, about=about) for one in people]

        return self.play(scene())

    def sql(self, words, **values):
        with owners_engine(self.urls.owner_url) as engine, engine.begin() as owner:
            found = owner.execute(text(words), values)
            return found.mappings().all() if found.returns_rows else []

    def settled(self):
        return self.sql("select id, sent_at, dropped_at, attempts from mail")

    def jobs(self):
        return self.sql(JOBS)

    def work_until(self, is_done, patience=20):
        """Have a worker at work until something is so."""

        async def scene():
            working = asyncio.create_task(work(self.office, self.urls.app_url, QUICK))
            end = now().timestamp() + patience
            while not is_done() and now().timestamp() < end:  # noqa: ASYNC110 - the worker is watched
                await asyncio.sleep(0.02)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

        self.play(scene())
        assert is_done()

    def close(self):
        self.play(self.office.database.close())
        self.runner.close()


@contextmanager
def trying(own_database, server=None, mailbox=None):
    found = Trying(own_database, server, mailbox)
    yield found
    found.close()


@pytest.fixture
def office(own_database, sink):
    with trying(own_database, MailServer(sink.url)) as found:
        yield found


@pytest.fixture
def demo_office(own_database, sink, tmp_path):
    """Give an office of the demo: what is of the demo goes to the mailbox."""
    mailbox = Mailbox(tmp_path / "mailbox", most=3)
    with trying(own_database, MailServer(sink.url), mailbox) as found:
        yield found
