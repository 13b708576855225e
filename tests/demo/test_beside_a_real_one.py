"""The demo beside programmes of one's own: neither has anything of the other's."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient
from tests.conftest import make_site
from tests.demo.test_closing import CEO, NOW, OWN, PASSWORD, Visitor
from tests.figures import record
from tests.vaults import VAULT

from alongside.app import create_app
from alongside.commands.people import make_link_for, make_operator
from alongside.commands.starting import open_demo
from alongside.core.db import Database, make_engine
from alongside.database import as_owner, engine_of
from alongside.demo.loading import load_demo
from alongside.settings import Settings

OPERATOR, COORDINATOR, COACH = "runs@real.example", "team@real.example", "coach@real.example"
OF_THE_DEMO = "coordinator@demo.example"
NAMED = {"given_name": "Robin", "family_name": "Reed"}


class Neighbour(Visitor):
    """The people of a real programme, and what they can try with the demo beside it."""

    def come_in_by(self, link):
        came = self.ask("POST", "/sign-in/first", token=link.rpartition("#")[2], password=OWN)
        assert came.status_code == 200, came.text
        return came.json()["access_token"]

    def begin(self, link):
        """Make a programme with a coordinator and a coach, each of whom comes in."""
        self.operator = self.come_in_by(link)
        new = {"name": "A real one", "time_zone": "Europe/London"}
        self.programme = self.ask("POST", "/programmes", self.operator, **new).json()["id"]
        self.coordinator = self.come_in_as(self.operator, self.appoint(self.operator, COORDINATOR))
        new = {"programme_id": self.programme, "role": "coach", "email": COACH, **NAMED}
        self.coach = self.ask("POST", "/participants", self.coordinator, **new)
        self.come_in_as(self.coordinator, self.coach)

    def appoint(self, token, email):
        path = f"/programmes/{self.programme}/coordinators"
        return self.ask("POST", path, token, email=email, **NAMED)

    def lend_it(self):
        """Have the demo's coordinator added to the real programme, and leave it again."""
        added = self.appoint(self.coordinator, OF_THE_DEMO)
        assert added.status_code == 201, added.text
        ended = self.ask("POST", f"/participants/{added.json()['id']}/end", self.coordinator)
        assert ended.status_code == 200, ended.text

    def is_shown(self, email):
        """Say whether a mail to sign in by would be in the mailbox that everybody sees."""
        assert self.ask("POST", "/sign-in/mail", email=email).status_code == 202
        newest = """
            select m.id from mail m join person p on p.id = m.person_id
             where lower(p.email) = :email order by m.created_at desc, m.id desc limit 1
        """
        ((mail,),) = self.sql(newest, email=email)
        taken = text("select address, in_demo from take_mail(:mail)")
        with engine_of(self.urls.app) as engine, engine.begin() as worker:
            worker.execute(text("select enter_as('postman')"))
            ((address, in_demo),) = worker.execute(taken, {"mail": mail}).all()
        assert address == email
        return in_demo

    def sees(self, token):
        seen = self.ask("GET", "/programmes", token)
        assert seen.status_code == 200
        return {one["id"] for one in seen.json()["items"]}


@pytest.fixture
def beside(bare, keys):
    with as_owner(bare) as owner:
        load_demo(owner, NOW, VAULT)
        open_demo(owner, Settings(demo_password=PASSWORD))
    site = replace(make_site(Database(make_engine(bare.app)), keys), demo=True)
    with TestClient(create_app(Settings(), site, keys), "https://localhost") as client:
        yield Neighbour(client, bare)


@pytest.fixture
def real(beside):
    with as_owner(beside.urls) as owner:
        link = make_link_for(owner, make_operator(owner, OPERATOR, "Robin"))
    beside.begin(link)
    return beside


def test_closing_the_demo_takes_nobodys_way_into_a_real_programme(real):
    real.lend_it()
    everybody = (OPERATOR, COORDINATOR, COACH)
    before = [real.ways_in(one) for one in everybody]

    real.close()

    lost = sum(before) - sum(real.ways_in(one) for one in everybody)
    record("Demo", "ways in that real people lose when a demo beside them is closed", lost)
    assert [real.ways_in(one) for one in everybody] == before
    assert {real.sign_in(one, OWN).status_code for one in everybody} == {200}
    path = f"/participants/{real.coach.json()['id']}/sign-in-link"
    assert real.ask("POST", path, real.coordinator).status_code == 409


def test_nor_of_one_of_which_nobody_noted_who_made_it(real):
    """As where it was made before there was a trail."""
    real.lend_it()
    real.sql("alter table audit_entry disable trigger user")
    real.sql("delete from audit_entry where action = 'programme:make'")
    real.sql("alter table audit_entry enable trigger user")

    real.close()

    assert real.sign_in(COACH, OWN).status_code == 200
    assert real.sign_in(OF_THE_DEMO).status_code == 401


def test_nor_of_somebody_who_takes_part_in_nothing(real):
    real.sql("""
        insert into person (id, email, display_name, operator, demo, password_hash, created_at)
        select gen_random_uuid(), 'new@real.example', 'Robin', false, false, p.password_hash, now()
          from person p where lower(p.email) = :email
    """, email=COACH)  # fmt: skip

    real.close()

    assert real.sign_in("new@real.example", OWN).status_code == 200


def test_mail_of_real_people_is_not_shown_in_the_demos_mailbox(real):
    real.take_over(CEO)
    real.lend_it()

    shown = {one for one in (OPERATOR, COORDINATOR, COACH, CEO) if real.is_shown(one)}

    record("Demo", "real people whose mail the demo's mailbox shows", len(shown - {CEO}))
    assert shown == {CEO}
    assert real.is_shown(OF_THE_DEMO)


def test_the_demos_operator_runs_nothing_where_there_is_one_of_ones_own(real):
    token = real.sign_in("operator@demo.example").json()["access_token"]

    assert real.sees(token) == set()
    assert real.programme in real.sees(real.operator)
    new = {"name": "Of a visitor", "time_zone": "Europe/London"}
    assert real.ask("POST", "/programmes", token, **new).status_code == 403
    assert real.appoint(token, "learning@demo.example").status_code == 404
    assert real.appoint(real.operator, "more@real.example").status_code == 201


def test_the_demo_alone_has_its_operator(beside):
    token = beside.sign_in("operator@demo.example").json()["access_token"]

    assert len(beside.sees(token)) > 0
    new = {"name": "Of a visitor", "time_zone": "Europe/London"}
    assert beside.ask("POST", "/programmes", token, **new).status_code == 201
