"""Running `alongside …` as somebody at a keyboard does, and databases to run it against."""

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest
from sqlalchemy import text

from alongside import cli
from alongside.core.clock import now
from alongside.core.migrate import migrate
from alongside.core.postgres import EmbeddedServer
from alongside.database import Urls, as_owner, settle
from alongside.demo.loading import load_demo
from tests.conftest import owners_engine
from tests.vaults import VAULT

_numbers = itertools.count()


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended: 0, a number, or words on standard error."""

    ended: Any
    out: str

    @property
    def words(self) -> str:
        return f"{self.out}\n{self.ended}"


@contextmanager
def new_database(server: EmbeddedServer, like: str = "template1") -> Iterator[Urls]:
    """Give a database of its own, as another one is: an empty one, if nothing is said."""
    name = f"bare_{next(_numbers)}"
    _at_once(server, f"create database {name} template {like} owner alongside_owner")
    yield Urls(server.app_url(name), server.owner_url(name))
    _at_once(server, f"drop database {name} with (force)")


def _at_once(server: EmbeddedServer, statement: str) -> None:
    alone = owners_engine(server.superuser_url(), isolation_level="AUTOCOMMIT")
    with alone as engine, engine.connect() as superuser:
        superuser.execute(text(statement))


@lru_cache
def bare(server: EmbeddedServer) -> str:
    """Name a database that has every migration, and nobody in it."""
    return _prepared(server, "like_bare", load=False)


@lru_cache
def with_demo(server: EmbeddedServer) -> str:
    """Name a database in which the demo is loaded."""
    return _prepared(server, "like_demo", load=True)


def _prepared(server: EmbeddedServer, name: str, *, load: bool) -> str:
    _at_once(server, f"create database {name} owner alongside_owner")
    urls = Urls(server.app_url(name), server.owner_url(name))
    migrate(urls.for_the_owner(), urls.app, settle)
    if load:
        with as_owner(urls) as owner:
            load_demo(owner, now(), VAULT)
    return name


def runner(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., Answer]:
    """Give what runs one command in this process. Nothing is set but what a test sets."""
    for name in [one for one in os.environ if one.startswith("ALONGSIDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(cli, "configure_logs", lambda: None)
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)

    def run(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["alongside", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        return Answer(end.value.code, capsys.readouterr().out)

    return run


def use(monkeypatch: pytest.MonkeyPatch, urls: Urls) -> None:
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", urls.app)
    monkeypatch.setenv("ALONGSIDE_ADMIN_DATABASE_URL", urls.for_the_owner())


def ask(urls: Urls, sql: str, **values: Any) -> list[Any]:
    """Ask the database as its owner."""
    with owners_engine(urls.for_the_owner()) as engine, engine.begin() as owner:
        result = owner.execute(text(sql), values)
        return list(result.all()) if result.returns_rows else []
