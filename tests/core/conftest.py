"""A database of the test's own, with the owner's rights: the lock is not asked."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import text
from tests.conftest import owners_engine

from alongside.core.db import Database, make_engine


@pytest.fixture
def names(own_database) -> Callable[[], list[str]]:
    """Say which of our organisations are kept."""

    def found() -> list[str]:
        with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
            ours = text("select name from organisation where name like 'Trip%' order by name")
            return list(connection.scalars(ours))

    return found


@pytest.fixture
def within(own_database) -> Callable[[Callable[[Database], Coroutine[Any, Any, Any]]], Any]:
    """Do something with that database."""

    def run(work: Callable[[Database], Coroutine[Any, Any, Any]]) -> Any:
        async def whole() -> Any:
            database = Database(make_engine(own_database.owner_url), 2)
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(whole())

    return run
