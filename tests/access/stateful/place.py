"""A place for steps at random: the stage, a clock of its own, and people made as the owner."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncTransaction
from tests.access.asking import Answer, Ask, forget, send
from tests.access.stage import Stage
from tests.access.stateful.book import Book, Somebody
from tests.cast import NOW

from alongside.core.clock import use_clock
from alongside.own_data.daily import erase_due

PROGRAMME = """
    insert into programme (id, name, aims, time_zone, labels, created_at)
    values (:id, :name, '', 'UTC', '{}', :at)
"""
PERSON = """
    insert into person (id, email, display_name, operator, demo, created_at)
    values (:id, :email, 'N', :operator, false, :at)
"""
SEAT = """
    insert into participant (programme_id, id, person_id, role, lived_experience, state,
      safeguarding_lead, display_name, given_name, family_name, pseudonym, joined_at, created_at)
    values (:where, :id, :who, 'coordinator', false, 'active',
      false, :name, :name, '', :made_up, :at, :at)
"""
SIGN_IN = """
    insert into sign_in (id, person_id, generation, rotated_at, created_at, expires_at)
    values (:id, :who, 0, :at, :at, :until)
"""
WAITING = "select (select count(*) from mail), (select count(*) from jobs.procrastinate_jobs)"


class Mark(NamedTuple):
    """A moment to come back to."""

    at: datetime
    kept: AsyncTransaction


class Place:
    """Where steps are taken: whatever is done here is taken back at the end."""

    def __init__(self, stage: Stage, role: str = "alongside_app", wrong: str = "select 1") -> None:
        self.stage, self.role, self.at = stage, role, NOW
        self._before = use_clock(lambda: self.at)
        self._kept = stage.play(self._begin(wrong))

    async def _begin(self, wrong: str):
        kept = await self.stage.connection.begin_nested()
        await self.stage.connection.execute(text("reset role"))
        await self.stage.connection.execute(text("delete from erasure"))  # those of the world
        await self.stage.connection.execute(text(wrong))
        await self.stage.connection.execute(text(f"set local role {self.role}"))
        return kept

    def close(self) -> None:
        use_clock(self._before)
        self.stage.play(self._kept.rollback())
        self.stage.app.state.site.recent.forget()

    def mark(self) -> Mark:
        """Remember this moment, to come back to it."""

        async def scene():
            return await self.stage.connection.begin_nested()

        return Mark(self.at, self.stage.play(scene()))

    def back_to(self, mark: Mark) -> None:
        self.at = mark.at
        self.stage.play(mark.kept.rollback())
        self.stage.app.state.site.recent.forget()

    def tick(self) -> None:
        """Let a second pass, so that a time which tells something is another one."""
        self.at += timedelta(seconds=1)

    def sql(self, statement: str, **values):
        """Do something as the owner of the database does."""

        async def scene():
            connection = self.stage.connection
            await connection.execute(text("reset role"))
            done = await connection.execute(text(statement), values)
            rows = done.all() if done.returns_rows else []
            await connection.execute(text(f"set local role {self.role}"))
            return rows

        return self.stage.play(scene())

    def ask(self, who: Somebody, ask: Ask) -> Answer:
        """Ask as somebody; whatever that changes is taken back."""
        return self.stage.play(send(self.stage.app, ask, who.token))

    def act(self, who: Somebody, ask: Ask) -> Answer:
        """Ask as somebody; what that changes stays."""

        async def scene():
            self.stage.database.keeping = True
            try:
                answer = await send(self.stage.app, ask, who.token)
            finally:
                self.stage.database.keeping = False
            await forget(self.stage.connection)
            return answer

        return self.stage.play(scene())

    def erase_all_due(self) -> int:
        """Let the days of waiting pass, for this alone."""

        async def scene():
            self.stage.database.keeping = True
            try:
                return await erase_due(self.stage.database, self.at + timedelta(days=15))
            finally:
                self.stage.database.keeping = False
                await forget(self.stage.connection)

        return self.stage.play(scene())

    def waiting(self) -> tuple[int, int]:
        """Count the mails and the jobs."""
        return tuple(self.sql(WAITING)[0])

    def make_programme(self, book: Book) -> int:
        where, key = len(book.programmes), str(uuid4())
        self.sql(PROGRAMME, id=key, name=book.word("programme", where), at=self.at)
        book.programmes.append(key)
        return where

    def make_person(self, book: Book, email: str, *, operator: bool = False) -> Somebody:
        """Make somebody who has signed in; of an address that is known, whoever has it."""
        known = self.sql("select id from person where email = :email", email=email)
        key = known[0][0] if known else uuid4()
        if not known:
            self.sql(PERSON, id=key, email=email, operator=operator, at=self.at)
        sign_in = uuid4()
        self.sql(SIGN_IN, id=sign_in, who=key, at=self.at, until=self.at + timedelta(days=3650))
        made = Somebody(email, f"test.{key}.{sign_in}", operator=operator)
        book.people.append(made)
        return made

    def seat_coordinator(self, who: Somebody, programme: str, name: str) -> str:
        key = str(uuid4())
        self.sql(
            SEAT, where=programme, id=key, who=who.token.split(".")[1], name=name,
            made_up=key[:12], at=self.at,
        )  # fmt: skip
        return key
