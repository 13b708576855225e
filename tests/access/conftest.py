"""A world of its own for the tests of who may do what, and the figures they print."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from tests.access.asking import OneConnection
from tests.access.attempts import PROOF
from tests.access.building import build_world
from tests.access.facts import Facts
from tests.access.listening import listening, log_of
from tests.access.matrix import Matrix, ask_everything
from tests.access.stage import Stage, read_facts
from tests.access.world import World
from tests.cast import Cast
from tests.conftest import TEMPLATE, clone, make_site, owners_engine
from tests.lasting import make_lasting_engine

from alongside.app import create_app
from alongside.core.postgres import EmbeddedServer
from alongside.identity.keys import KeyRing
from alongside.settings import Settings

WORLD, QUIET_WORLD = "alongside_world", "alongside_quiet_world"


# However long the tests take: nobody of the world is asked once more who they are.
STILL_RECENT = text("update sign_in set created_at = now() + interval '1 day'")


@pytest.fixture(scope="session")
def world(server: EmbeddedServer, cast: Cast) -> World:
    """Give a world in which much has happened already, in two databases that nobody writes to.

    In the first the stage keeps a transaction open; the quiet one is for those who need locks.
    """
    clone(server, WORLD, TEMPLATE)
    with owners_engine(server.superuser_url(WORLD)) as engine, engine.begin() as connection:
        connection.exec_driver_sql(PROOF)
    with owners_engine(server.owner_url(WORLD)) as engine:
        built = build_world(engine, cast)
        with engine.begin() as connection:
            connection.execute(STILL_RECENT)
    clone(server, QUIET_WORLD, WORLD)
    return built


@pytest.fixture(scope="session")
def stage(world: World, server: EmbeddedServer, keys: KeyRing) -> Iterator[Stage]:
    site = make_site(OneConnection(), keys)
    made = Stage(
        world, create_app(Settings(), site, keys), make_lasting_engine(server.superuser_url(WORLD))
    )
    made.play(made.open())
    yield made
    made.end()


@pytest.fixture(scope="session")
def facts(stage: Stage) -> Facts:
    """Give every row of the world."""
    return stage.play(read_facts(stage))


@pytest.fixture(scope="session")
def matrix(stage: Stage, facts: Facts, server: EmbeddedServer) -> Matrix:
    """Give what everybody got when they asked for everything, and what was logged meanwhile."""
    with listening(log_of(server)) as heard:
        asked = stage.play(ask_everything(stage, facts))
    asked.heard = heard
    return asked


@pytest.fixture
def app_role(server: EmbeddedServer, world: World) -> Iterator[psycopg.Connection[Any]]:
    """Connect as the application does; nothing that is done is kept."""
    url = server.app_url(QUIET_WORLD).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        yield connection
        connection.rollback()
