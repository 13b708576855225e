"""What was written before texts were sealed is sealed by the migration, and the plain words go."""

from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import create_engine, make_url, text
from tests.commands import new_database
from tests.conftest import owners_engine
from tests.vaults import SEALED, VAULT, opened

from alongside.core import migrate
from alongside.core.wrapping import WrappingKeyFault
from alongside.database import settle

BEFORE = "2026_11_30_20"
PRIVATE, TIE, SHARED = "kanari.alone", "kanari.tied", "kanari.of.both"
NOTE = """
    insert into note (programme_id, id, session_id, pairing_id, coach_id, leader_id, audience,
                      author_id, text, changed_at)
    values (:here, :id, :session, :id, :id, :id, :audience, :author, :text, now())
"""
TIED_TO_NOTHING = """
    do $$ declare tie record; begin
      for tie in select conname, conrelid::regclass as place from pg_constraint
                  where contype = 'f' and conrelid in ('note'::regclass, 'declaration'::regclass)
      loop execute format('alter table %s drop constraint %I', tie.place, tie.conname); end loop;
    end $$
"""
DECLARATION = "insert into declaration values (:here, :id, :id, :text, now())"


def bring_to(urls, revision):
    with owners_engine(urls.for_the_owner()) as engine, engine.connect() as owner:
        owner.execute(text("create schema if not exists technical"))
        command.upgrade(migrate._config(owner), revision)
        owner.commit()


@pytest.fixture
def older(server):
    """Give a database of before, in which there are 1,001 declarations and three notes."""
    with new_database(server) as urls:
        bring_to(urls, BEFORE)
        superuser = create_engine(server.superuser_url(make_url(urls.app).database))
        with superuser.begin() as writing:
            writing.execute(text(TIED_TO_NOTHING))
            here, session = uuid4(), uuid4()
            for audience, said in (("private", PRIVATE), ("private", ""), ("pairing", SHARED)):
                row = {"here": here, "id": uuid4(), "session": session, "audience": audience}
                author = uuid4() if audience == "private" else None
                writing.execute(text(NOTE), row | {"author": author, "text": said})
            for i in range(1001):
                told = {"here": here, "id": uuid4(), "text": f"{TIE} {i}"}
                writing.execute(text(DECLARATION), told)
        yield urls, superuser
        superuser.dispose()


def read(urls):
    with owners_engine(urls.for_the_owner()) as engine, engine.connect() as owner:
        return {
            table: sorted(opened(table, row) for row in owner.execute(text(wanted)).mappings())
            for table, wanted in SEALED.items()
        }


def test_what_is_there_already_is_sealed(older):
    urls, superuser = older

    migrate.migrate(urls.for_the_owner(), urls.app, settle, VAULT)

    told = read(urls)
    assert told["note"] == ["", PRIVATE, SHARED]
    assert told["declaration"] == sorted(f"{TIE} {i}" for i in range(1001))
    with superuser.connect() as looking:
        looking.execution_options(isolation_level="AUTOCOMMIT").execute(text("checkpoint"))
        file = text("select pg_read_binary_file(pg_relation_filepath(:name))")
        files = {one: bytes(looking.scalar(file, {"name": one})) for one in SEALED}
    assert SHARED.encode() in files["note"], "the search finds what is there"
    assert PRIVATE.encode() not in files["note"]
    assert TIE.encode() not in files["declaration"]


def test_without_a_key_nothing_is_changed(older):
    urls, _ = older

    with pytest.raises(WrappingKeyFault, match="no wrapping key"):
        migrate.migrate(urls.for_the_owner(), urls.app, settle)

    with owners_engine(urls.for_the_owner()) as engine, engine.connect() as owner:
        assert migrate.current_revision(owner) == BEFORE
        assert owner.scalar(text("select count(*) from declaration where text <> ''")) == 1001
