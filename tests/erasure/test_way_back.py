"""Both migrations can be taken back and run again, whatever was made after them."""

from alembic import command
from tests.commands import ask, bare, new_database
from tests.conftest import owners_engine

from alongside.core import migrate
from alongside.database import settle

TRIGGERS = "select count(*) from pg_trigger where tgname = 'only_added_to'"


def test_the_way_back_and_forth(server):
    with new_database(server, bare(server)) as urls:
        with owners_engine(urls.for_the_owner()) as engine, engine.connect() as owner:
            command.downgrade(migrate._config(owner), "2026_11_30_40")
            owner.commit()
        assert ask(urls, "select to_regclass('erasure'), to_regclass('consent')") == [(None, None)]
        assert ask(urls, TRIGGERS) == [(3,)]

        migrate.migrate(urls.for_the_owner(), urls.app, settle)

        assert ask(urls, TRIGGERS) == [(4,)]
        assert ask(urls, "select count(*) from past_due(now()) where many > 0") == [(0,)]
