"""The database is what the models say, the contract is what the code says."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from tests.architecture.test_size import ROOT
from tests.conftest import owners_engine

from alongside.access.document import WORDS, write_document
from alongside.access.policy import POLICY
from alongside.contract import write_contract
from alongside.core.db import TECHNICAL_SCHEMA
from alongside.models import Base


def differences(connection):
    context = MigrationContext.configure(
        connection, opts={"version_table_schema": TECHNICAL_SCHEMA, "compare_type": True}
    )
    return compare_metadata(context, Base.metadata)


def test_the_migrations_make_what_the_models_say(own_database):
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        assert differences(connection) == []


def test_a_missing_column_would_be_noticed(own_database):
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        connection.execute(text("alter table person drop column display_name"))

        assert [kind for kind, *_ in differences(connection)] == ["add_column"]


def test_every_table_has_row_security(own_database):
    unlocked = text("""
        select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not relrowsecurity
    """)
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        assert connection.execute(unlocked).all() == []


def test_openapi_yaml_is_current():
    assert (ROOT / "openapi.yaml").read_text() == write_contract(), "run `make openapi`"


def test_the_policy_page_is_current():
    assert (ROOT / "docs" / "access.md").read_text() == write_document(), "run `make openapi`"


def test_every_relation_has_words():
    ways = {way.relation.__name__ for rule in POLICY.values() for way in rule.who}

    assert {name.partition("_when_to_")[0] for name in ways} - WORDS.keys() <= {"learning_partners"}
