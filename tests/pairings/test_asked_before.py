"""When a leader was asked, of pairings made before that was kept: what the trail knows, or less."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from tests.commands import ask, new_database
from tests.private_texts.test_migration import bring_to

from alongside.core import migrate
from alongside.database import settle

BEFORE = "2026_11_30_95"
PROPOSED = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAID_YES, BOTH = PROPOSED + timedelta(days=9), PROPOSED + timedelta(days=12)
HERE = UUID("0f4a3c1e-6b1d-4e57-9d0a-7c2b8e5f1a90")
# Whether the leader was asked, when both had agreed, what the trail says; and what comes of it.
OLDER = {
    "not asked yet": (False, None, (), None),
    "in the trail, once": (True, None, (SAID_YES,), SAID_YES),
    "in the trail, both": (True, BOTH, (BOTH, SAID_YES), SAID_YES),
    "older than the trail": (True, BOTH, (), BOTH),
    "older, and no more is known": (True, None, (), PROPOSED),
}
PAIRING = """
    insert into pairing (programme_id, id, coach_id, leader_id, state, leader_asked, started_at,
                         created_at)
    values (:here, :id, gen_random_uuid(), gen_random_uuid(), 'ended', :asked, :both, :proposed)
"""
ENTRY = """
    insert into restricted_entry (programme_id, id, at, actor_person_id, action, thing, thing_id)
    values (:here, gen_random_uuid(), :at, gen_random_uuid(), :action, 'pairing', :id)
"""


@pytest.fixture
def older(server):
    """Give a database of before, with one pairing of each kind, and others' entries beside them."""
    ids = {name: uuid4() for name in OLDER}
    with new_database(server) as urls:
        bring_to(urls, BEFORE)
        superuser = create_engine(server.superuser_url(make_url(urls.app).database))
        with superuser.begin() as writing:
            writing.execute(text("set local session_replication_role = replica"))
            for name, (asked, both, said, _) in OLDER.items():
                row = {"here": HERE, "id": ids[name]}
                told = row | {"asked": asked, "both": both, "proposed": PROPOSED}
                writing.execute(text(PAIRING), told)
                noted = [*(("pairing:accept", at) for at in said), ("pairing:pause", PROPOSED)]
                for action, at in noted:
                    writing.execute(text(ENTRY), row | {"action": action, "at": at})
        superuser.dispose()
        yield urls, ids


def test_each_has_a_moment_that_tells_no_more_than_was_told_before(older):
    urls, ids = older

    migrate.migrate(urls.for_the_owner(), urls.app, settle)

    kept = dict(tuple(row) for row in ask(urls, "select id, leader_asked_at from pairing"))
    assert kept == {ids[name]: since for name, (*_, since) in OLDER.items()}
