"""The world with the application over it, where whatever somebody does is undone at once."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from tests.access.asking import Answer, Ask, OneConnection, forget, send
from tests.access.facts import TABLES, Facts
from tests.access.world import World

Told = TypeVar("Told")


class Stage:
    """Everybody acts here, one after the other, in one transaction."""

    def __init__(self, world: World, app: FastAPI, engine: AsyncEngine) -> None:
        self.world, self.app, self._engine = world, app, engine
        self._runner = asyncio.Runner()
        self.database: OneConnection = app.state.site.database

    @property
    def connection(self) -> AsyncConnection:
        return self.database.connection

    def play(self, scene: Coroutine[Any, Any, Told]) -> Told:
        """Run what a test wants to see."""
        return self._runner.run(scene)

    async def open(self) -> None:
        self.database.connection = await self._engine.connect()
        await self.connection.begin()
        await self.connection.execute(text("set local role alongside_app"))

    async def close(self) -> None:
        await self.connection.rollback()
        await self.connection.close()
        await self._engine.dispose()

    def end(self) -> None:
        self.play(self.close())
        self._runner.close()

    async def ask(self, who: str | None, ask: Ask) -> Answer:
        """Ask as somebody; whatever that changes is taken back."""
        token = self.world.people[who].token if who else None
        return await send(self.app, ask, token)

    async def act(self, who: str | None, ask: Ask) -> Answer:
        """Ask as somebody; what that changes stays until the end of the scene."""
        self.database.keeping = True
        try:
            answer = await self.ask(who, ask)
        finally:
            self.database.keeping = False
        await forget(self.connection)
        return answer

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        """Take back everything that happens within, and forget who was asking."""
        kept = await self.connection.begin_nested()
        try:
            yield
        finally:
            await kept.rollback()

    @asynccontextmanager
    async def as_superuser(self) -> AsyncIterator[AsyncConnection]:
        """Lend the connection as somebody whom row security does not bind."""
        await self.connection.execute(text("reset role"))
        yield self.connection
        await self.connection.execute(text("set local role alongside_app"))

    async def enter(self, who: str) -> Any:
        """Tell the database who is asking, as each request does, and give what it says."""
        asking = {"who": self.world.people[who].person_id}
        return await self.connection.scalar(text("select enter(:who, null, now())"), asking)


async def read_facts(stage: Stage) -> Facts:
    """Read every row of every table, as somebody whom row security does not bind."""
    async with stage.as_superuser() as connection:
        found = {name: await connection.execute(text(f"select * from {name}")) for name in TABLES}
        return Facts({name: rows.mappings().all() for name, rows in found.items()})
