"""What the server is, once it runs: its roles, its promises and its doors."""

import asyncio
import os
import stat
import subprocess
from pathlib import Path

import asyncpg
import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool
from tests.core.postgres.helping import ask, plain, tell

from alongside.core.postgres import EmbeddedServer, EmbeddedServerError


@pytest.fixture(scope="module")
def server(shared_folder):
    with EmbeddedServer(shared_folder / "postgres") as running:
        yield running


def role(server, name):
    with psycopg.connect(plain(server.superuser_url())) as db:
        return db.execute(
            "select rolcanlogin, rolcreatedb, rolsuper, rolcreaterole, rolbypassrls, rolreplication"
            " from pg_roles where rolname = %s",
            [name],
        ).fetchone()


def test_the_owner_may_make_databases_and_is_no_superuser(server):
    assert role(server, "alongside_owner") == (True, True, False, False, False, False)


def test_the_app_may_sign_in_and_nothing_else(server):
    assert role(server, "alongside_app") == (True, False, False, False, False, False)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("plan_cache_mode", "force_generic_plan"),
        ("statement_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "15s"),
        ("lock_timeout", "4s"),
    ],
)
def test_the_app_does_not_wait_for_ever(server, setting, value):
    assert ask(server.app_url(), f"show {setting}") == value
    assert ask(server.owner_url(), f"show {setting}") != value


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("max_connections", "100"),
        ("listen_addresses", ""),
        ("timezone", "UTC"),
    ],
)
def test_the_server_keeps_what_it_acknowledged_and_listens_to_no_network(server, setting, value):
    assert ask(server.owner_url(), f"show {setting}") == value


def test_letters_have_case_and_sort_by_code_point(server):
    assert ask(server.app_url(), "select lower('ÉÜŁ')") == "éüł"
    assert ask(server.app_url(), "select 'Z' < 'a'") is True


def test_the_database_and_its_schema_are_the_owners(server):
    assert (
        ask(
            server.owner_url(),
            "select pg_get_userbyid(datdba) from pg_database where datname = 'alongside'",
        )
        == "alongside_owner"
    )
    assert (
        ask(
            server.owner_url(),
            "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'",
        )
        == "alongside_owner"
    )


def test_the_app_may_make_nothing_and_use_what_it_is_granted(server):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        tell(server.app_url(), "create table public.its_own (n int)")

    tell(server.owner_url(), "create table kept (n int); insert into kept values (7)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server.app_url(), "select n from kept")
    tell(server.owner_url(), "grant select on kept to alongside_app")

    assert ask(server.app_url(), "select n from kept") == 7


def test_ranges_with_keys_can_exclude_each_other(server):
    tell(
        server.owner_url(),
        "create table booked (who uuid, during tstzrange,"
        " exclude using gist (who with =, during with &&))",
    )


def test_the_owner_clones_databases_and_each_has_the_extension(server):
    tell(server.owner_url(), "create database original")
    tell(server.owner_url("original"), "create table kept as select 5 as n")
    tell(server.owner_url(), "create database clone template original")

    assert ask(server.owner_url("clone"), "select n from kept") == 5
    assert ask(server.owner_url("clone"), "select count(*) from pg_extension") == 2
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        tell(server.app_url("clone"), "create table public.its_own (n int)")


def test_nobody_enters_without_a_password(server):
    trusting = "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"
    url = make_url(server.superuser_url())

    assert ask(server.superuser_url(), trusting) == 0
    for password in ("", "guessed"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(
                host=url.query["host"], port=url.query["port"], user="postgres", password=password
            )


def test_passwords_differ_and_are_for_our_eyes_alone(server, shared_folder):
    urls = [server.app_url(), server.owner_url(), server.superuser_url()]
    secrets = {make_url(url).password for url in urls}
    kept = shared_folder / "postgres" / "passwords.json"

    assert len(secrets) == 3
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert all(secret in kept.read_text() for secret in secrets)
    assert all(secret not in repr(vars(server)["_running"].address) for secret in secrets)


def test_the_socket_is_in_a_folder_that_nobody_else_may_enter(server):
    folder = Path(make_url(server.app_url()).query["host"])

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_log_tells_no_secret_and_nothing_of_any_row(server, shared_folder):
    secret = "mrs-adeyemi-said-so"
    tell(server.owner_url(), "create table said (what text primary key)")
    with psycopg.connect(plain(server.owner_url()), autocommit=True) as db:
        db.execute("insert into said values (%s)", [secret])
        with pytest.raises(psycopg.errors.UniqueViolation):
            db.execute("insert into said values (%s)", [secret])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            db.execute(f"select '{secret}'::int")

    log = (shared_folder / "postgres" / "server.log").read_text()
    assert "ready to accept connections" in log
    assert secret not in log
    assert not any(make_url(url).password in log for url in (server.app_url(), server.owner_url()))


def test_sqlalchemy_asyncpg_and_pgbench_find_the_socket(server):
    engine = create_engine(server.app_url(), poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.scalar(text("select current_user")) == "alongside_app"

    async def ask_by_asyncpg() -> str:
        connection = await asyncpg.connect(plain(server.app_url()))
        try:
            return await connection.fetchval("select current_user")
        finally:
            await connection.close()

    assert asyncio.run(ask_by_asyncpg()) == "alongside_app"
    done = subprocess.run(
        [server.binary("pgbench"), "-i", "-q", plain(server.owner_url())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_database_can_be_saved(server):
    done = subprocess.run(
        [server.binary("pg_dump"), plain(server.superuser_url("alongside"))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "btree_gist" in done.stdout


def test_a_started_server_is_not_started_again(server):
    with pytest.raises(EmbeddedServerError, match="started already"):
        server.start()

    assert ask(server.app_url(), "select 1") == 1


def test_a_forked_copy_does_not_stop_the_server(server):
    copy = os.fork()
    if copy == 0:
        server.stop()
        os._exit(0)
    os.waitpid(copy, 0)

    assert server.pid is not None
    assert ask(server.app_url(), "select 1") == 1


def test_a_server_that_is_not_started_has_no_address_and_stops_easily(folder):
    server = EmbeddedServer(folder / "postgres")
    server.stop()

    assert (server.pid, server.notice, server.failure) == (None, None, None)
    assert int(server.version.split(".")[0]) >= 15
    with pytest.raises(EmbeddedServerError, match="not started"):
        server.app_url()
    with pytest.raises(EmbeddedServerError, match="pg_unheard_of"):
        server.binary("pg_unheard_of")
