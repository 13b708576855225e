"""Whoever led where they coach or are coached leads no more; all others go on."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from tests.commands import ask, new_database
from tests.conftest import owners_engine
from tests.private_texts.test_migration import bring_to
from tests.vaults import VAULT

from alongside.core import migrate
from alongside.database import settle

BEFORE = "2026_11_30_95"
PLACES = {
    "a coach": [("coach", "active")],
    "a leader": [("leader", "active")],
    "a coach who left": [("coach", "ended")],
    "one of the team who coaches": [("coordinator", "active"), ("coach", "active")],
    "one of the team who was coached": [("coordinator", "active"), ("leader", "ended")],
    "one of the team": [("coordinator", "active")],
    "a learning partner": [("learning_partner", "active")],
}
GO_ON = {"one of the team", "a learning partner", "who coaches elsewhere"}
PERSON = """
    insert into person (id, display_name, operator, demo, created_at)
    values (:id, :name, false, false, now())
"""
PROGRAMME = """
    insert into programme (id, name, aims, time_zone, labels, created_at)
    values (:id, 'P', '', 'UTC', '{}', now())
"""
PLACE = """
    insert into participant (programme_id, id, person_id, role, safeguarding_lead, state,
                             display_name, given_name, family_name, pseudonym, created_at)
    values (:here, :id, :who, :role, :lead, :state, :name, 'G', 'F', :made_up, now())
"""
LEADS = "select distinct display_name from participant where safeguarding_lead"


def join(owner, here, who, name, role, state, *, lead=True):
    told = {"here": here, "id": str(uuid4()), "who": who, "name": name, "lead": lead}
    told["made_up"] = told["id"][:12]
    owner.execute(text(PLACE), told | {"role": role, "state": state})


@pytest.fixture
def before(server):
    """Give a database of before, in which everybody leads, in every place that they have."""
    with new_database(server) as urls:
        bring_to(urls, BEFORE)
        with owners_engine(urls.for_the_owner()) as engine, engine.begin() as owner:
            here, elsewhere = uuid4(), uuid4()
            for one in (here, elsewhere):
                owner.execute(text(PROGRAMME), {"id": one})
            for name, places in PLACES.items():
                who = uuid4()
                owner.execute(text(PERSON), {"id": who, "name": name})
                for role, state in places:
                    join(owner, here, who, name, role, state)
            who, name = uuid4(), "who coaches elsewhere"
            owner.execute(text(PERSON), {"id": who, "name": name})
            join(owner, here, who, name, "coordinator", "active")
            join(owner, elsewhere, who, name, "coach", "active", lead=False)
        yield urls


def test_only_who_is_not_paired_leads_on(before):
    assert {name for (name,) in ask(before, LEADS)} == {*PLACES, *GO_ON}

    migrate.migrate(before.for_the_owner(), before.app, settle, VAULT)

    assert {name for (name,) in ask(before, LEADS)} == GO_ON
