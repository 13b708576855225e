"""The application as schemathesis meets it: put back now and then, its answers counted."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.api.conftest import METHODS

GOOD = range(200, 300)
SIGNING_OUT = {"sign_out", "sign_out_everywhere"}
STATEFUL = "stateful"

TABLES = "pg_class where relkind = 'r' and relnamespace"
KEEP = f"""
create schema kept;
do $$ declare called text; begin
  for called in select relname from {TABLES} = 'public'::regnamespace loop
    execute format('create table kept.%I as table public.%I', called, called);
  end loop;
end $$
"""
PUT_BACK = f"""
do $$ declare called text; begin
  perform set_config('session_replication_role', 'replica', true);
  for called in select relname from {TABLES} = 'kept'::regnamespace loop
    execute format('delete from public.%I', called);
    execute format('insert into public.%I table kept.%I', called, called);
  end loop;
end $$
"""


class Kept:
    """The rows of a database as they were kept, to be put back."""

    def __init__(self, superuser_url: str) -> None:
        self._engine = create_async_engine(superuser_url, pool_size=1)

    async def put_back(self) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(text(PUT_BACK))

    async def close(self) -> None:
        await self._engine.dispose()


class Watched:
    """An application whose database is put back before each operation, and before each chain."""

    def __init__(self, app: ASGIApp, document: dict[str, Any], kept: Kept) -> None:
        self.phase, self.stale = "", False
        self.answers: Counter[tuple[str, int]] = Counter()
        self.app, self._kept, self._last = app, kept, ""
        self._ways, self._changed = list(_ways(document)), False

    @property
    def reached(self) -> set[str]:
        """Name the operations that have succeeded."""
        return {name for name, status in self.answers if name and status in GOOD}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            await self._kept.close()
            return
        name = self._name(scope["method"], scope["path"])
        if self._changed and self._is_stale(name):
            await self._kept.put_back()
            self._changed = False
        self._last, self.stale = name, False

        async def seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.answers[name, message["status"]] += 1
                self._changed |= scope["method"] != "GET" and message["status"] in GOOD
            await send(message)

        await self.app(scope, receive, seen)

    def _is_stale(self, name: str) -> bool:
        """A chain keeps what it makes until its end; signed out, it would end there."""
        another = self.phase != STATEFUL and name != self._last
        return self.stale or another or self._last in SIGNING_OUT

    def _name(self, method: str, path: str) -> str:
        return next((name for way, fits, name in self._ways if way == method and fits(path)), "")


def _ways(document: dict[str, Any]) -> Iterator[tuple[str, Callable[[str], Any], str]]:
    for path, item in document["paths"].items():
        fits = re.compile(re.sub(r"\{\w+\}", "[^/]*", path.replace(".", r"\."))).fullmatch
        for method in METHODS:
            if method in item:
                yield method.upper(), fits, item[method]["operationId"]
