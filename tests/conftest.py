"""One embedded server, one template with the cast in it, and a transaction rolled back per test."""

import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.pool import NullPool
from starlette.testclient import TestClient

from alongside.access.site import Credentials, Site
from alongside.app import create_app
from alongside.core.db import Database, make_engine, run_waiting, trips_of
from alongside.core.migrate import migrate
from alongside.core.opening import Opening
from alongside.core.pages import Cursors
from alongside.core.postgres import EmbeddedServer
from alongside.core.sealing import Sealer
from alongside.database import settle
from alongside.identity.keys import KeyRing, load_keys
from alongside.identity.tokens import read_access_token
from alongside.serving import settle_memory
from alongside.settings import Settings
from tests.cast import Cast, Member, make_cast
from tests.client import start
from tests.figures import (  # noqa: F401 - pytest finds these hooks here
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from tests.lasting import make_lasting_engine, make_room
from tests.leaving import LEAVE
from tests.order import (  # noqa: F401 - and these
    pytest_collection_modifyitems,
    pytest_xdist_make_scheduler,
)
from tests.room import where_there_is_room
from tests.vaults import VAULT

TEMPLATE, SHARED = "alongside_template", "alongside_shared"
_numbers = itertools.count()


def pytest_collection_finish() -> None:
    """Do as the server does, in a process of its own: what is there now stays."""
    settle_memory()


def read_test_token(token: str) -> Credentials:
    """Read the tokens of the cast: this stands in for identity, which has tests of its own."""
    _, _, rest = token.partition(".")
    person, _, sign_in = rest.partition(".")
    return Credentials(UUID(person), UUID(sign_in))


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """Start one server for all tests, in a folder that an unprivileged account may enter."""
    prefix, place = "alongside-tests-", where_there_is_room()
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place) as folder:
        Path(folder).chmod(0o711)
        given = os.environ.get("ALONGSIDE_POSTGRES_DIR")
        programs = Path(given) if given else None
        with EmbeddedServer(Path(folder) / "postgres", postgres_dir=programs) as running:
            yield running


@contextmanager
def owners_engine(url: str, **options: Any) -> Iterator[Engine]:
    engine = create_engine(url, poolclass=NullPool, **options)
    yield engine
    engine.dispose()


def clone(server: EmbeddedServer, name: str, template: str) -> None:
    """Make a database of another one, to which nobody may be connected."""
    owner = make_url(server.owner_url()).username
    alone = owners_engine(server.superuser_url(), isolation_level="AUTOCOMMIT")
    with alone as engine, engine.connect() as connection:
        connection.execute(text(f"create database {name} template {template} owner {owner}"))


@pytest.fixture(scope="session")
def cast(server: EmbeddedServer) -> Cast:
    """Give the cast, written once into the template that every test starts from."""
    alone = owners_engine(server.owner_url(), isolation_level="AUTOCOMMIT")
    with alone as engine, engine.connect() as connection:
        connection.execute(text(f"create database {TEMPLATE}"))
    with owners_engine(server.superuser_url(TEMPLATE)) as engine, engine.begin() as connection:
        connection.execute(text("create extension if not exists btree_gist"))
    migrate(server.owner_url(TEMPLATE), server.app_url(TEMPLATE), settle)
    with owners_engine(server.owner_url(TEMPLATE)) as engine:
        return make_cast(engine)


class RollingBack(Database):
    """A database in which every request joins one transaction that nobody will keep."""

    connection: AsyncConnection

    def __init__(self, engine: AsyncEngine | None = None) -> None:
        if engine is not None:
            self.engine = engine

    async def begin(self) -> None:
        self.connection = await self.engine.connect()
        await self.connection.begin()
        await make_room(self.connection)
        await self.connection.execute(JUST_CAME_IN)
        await self.connection.execute(text("set local role alongside_app"))

    async def roll_back(self) -> None:
        await self.connection.rollback()
        await self.connection.close()

    async def close(self) -> None:
        if hasattr(self, "engine"):
            await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self, opening: Opening | None = None) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(
            bind=self.connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            autoflush=False,
        ) as db:
            trips = await trips_of(db)
            await trips.go(LEAVE)
            if opening:
                await opening.find_out(trips)
                opening.is_open = True
            yield db
            await run_waiting(db)
            await db.commit()
            await trips.go(LEAVE)


# However long ago the cast was made: what asks who one is would not ask them.
JUST_CAME_IN = text("update sign_in set created_at = now()")


class Caller:
    """Somebody of the cast at the API: `api.as_(cast.amara).get("/pairings")`."""

    def __init__(self, client: TestClient, token: str | None) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def request(self, method: str, path: str, **rest: Any) -> Any:
        headers = {**self._headers, **(rest.pop("headers", None) or {})}
        where = path if path.startswith("/api/") or path[:2] == "/." else f"/api/v1{path}"
        return self._client.request(method, where, headers=headers, **rest)

    def get(self, path: str, **rest: Any) -> Any:
        return self.request("GET", path, **rest)

    def post(self, path: str, json: Any = None, **rest: Any) -> Any:
        return self.request("POST", path, json=json, **rest)

    def put(self, path: str, json: Any = None, **rest: Any) -> Any:
        return self.request("PUT", path, json=json, **rest)

    def patch(self, path: str, json: Any = None, **rest: Any) -> Any:
        """Change something as a careful client does: read it, then send its tag."""
        headers = rest.pop("headers", None)
        if headers is None:
            headers = {"If-Match": self.get(path).headers.get("etag", '"none"')}
        return self.request("PATCH", path, json=json, headers=headers, **rest)

    def delete(self, path: str, **rest: Any) -> Any:
        return self.request("DELETE", path, **rest)


@dataclass
class Api:
    """A running application, and who may call it."""

    client: TestClient
    app: FastAPI

    def as_(self, member: Member) -> Caller:
        return Caller(self.client, member.token)

    @property
    def anonymous(self) -> Caller:
        return Caller(self.client, None)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return load_keys(tmp_path_factory.mktemp("keys"))


def make_site(database: Database, keys: KeyRing) -> Site:
    def read_token(token: str) -> Credentials:
        if token.startswith("test."):
            return read_test_token(token)
        read = read_access_token(keys, token)
        return Credentials(read.person_id, read.sign_in_id)

    return Site(database, Cursors(Sealer(keys.derive("cursors"))), read_token, VAULT)


@pytest.fixture(scope="session")
def shared_api(cast: Cast, keys: KeyRing, server: EmbeddedServer) -> Iterator[Api]:
    """Give one application for all tests, and one connection: a new one knows nothing yet."""
    clone(server, SHARED, TEMPLATE)
    database = RollingBack(make_lasting_engine(server.superuser_url(SHARED)))
    app = create_app(Settings(), make_site(database, keys), keys)
    with start(app) as client:
        yield Api(client, app)


@pytest.fixture
def api(shared_api: Api) -> Iterator[Api]:
    """Give the API on the template, within a transaction that is rolled back after the test."""
    database = shared_api.app.state.site.database
    call = shared_api.client.portal.call
    call(database.begin)
    shared_api.app.state.site.recent.forget()  # what other tests noted was taken back
    yield shared_api
    call(database.roll_back)


@pytest.fixture
def as_owner(api: Api) -> Callable[..., Any]:
    """Run SQL as somebody whom row security does not bind, within the test's transaction."""

    async def run(sql: str, values: dict[str, Any]) -> Any:
        connection = api.app.state.site.database.connection
        await connection.execute(text("reset role"))
        result = await connection.execute(text(sql), values)
        rows = result.mappings().all() if result.returns_rows else []
        await connection.execute(text("set local role alongside_app"))
        return rows

    return lambda sql, **values: api.client.portal.call(run, sql, values)


@dataclass
class OwnDatabase:
    """A database cloned for one test, where commits are real and many may write at once."""

    name: str
    app_url: str
    owner_url: str
    superuser_url: str


@pytest.fixture
def own_database(server: EmbeddedServer, cast: Cast) -> Iterator[OwnDatabase]:
    name = f"own_{next(_numbers)}"
    clone(server, name, TEMPLATE)
    with owners_engine(server.superuser_url(name)) as its, its.begin() as connection:
        connection.execute(JUST_CAME_IN)
    yield OwnDatabase(
        name, server.app_url(name), server.owner_url(name), server.superuser_url(name)
    )
    alone = owners_engine(server.superuser_url(), isolation_level="AUTOCOMMIT")
    with alone as engine, engine.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture
def own_api(own_database: OwnDatabase, keys: KeyRing) -> Iterator[Api]:
    """Give the API on a database of its own, where every request is committed."""
    database = Database(make_engine(own_database.app_url))
    app = create_app(Settings(), make_site(database, keys), keys)
    with start(app) as client:
        yield Api(client, app)
