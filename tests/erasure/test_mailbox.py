"""Mail of the demo lies in files that anybody may look into: what is of the erased goes."""

import asyncio

import pytest
from sqlalchemy import text
from tests.erasure.conftest import HIDDEN, later
from tests.figures import record

from alongside.core.db import Database, make_engine
from alongside.database import engine_of
from alongside.mail import Kind, post
from alongside.mail.delivery import Office, deliver
from alongside.mail.writing import Desk
from alongside.own_data.daily import FORGOTTEN


@pytest.fixture
def shown(house):
    """Send Amara and Ben their mail, as the demo does, and give what the folder holds."""
    house.sql("update person set demo = true")

    async def scene():
        database = Database(make_engine(house.urls.app, 2), 2)
        desk = Desk("alongside@demo.example", "https://alongside.example.org", b"k" * 32)
        office = Office(database, desk, None, house.mailbox)
        async with database.transaction() as db:
            people = (house.cast.amara, house.cast.ben)
            mails = [await post(db, to=one.person_id, kind=Kind.PROPOSAL) for one in people]
        for one in mails:
            await deliver(office, one)
        await database.close()
        return mails

    mails = asyncio.run(scene())
    assert set(house.mailbox.held()) == set(mails)
    return lambda: "".join(file.read_text() for file in house.settings.mailbox.iterdir())


def test_no_mail_of_theirs_is_left_and_everybody_elses_stays(house, shown):
    assert HIDDEN in shown()
    assert house.as_("amara").post("/me/erasure").status_code == 201
    house.keep()
    assert HIDDEN in shown(), "they may change their mind until the day"

    with later(days=15):
        assert house.keep().people == 1

    record("Erasure", "words of an erased person in the mailbox of the demo", shown().count(HIDDEN))
    assert HIDDEN not in shown()
    assert [one.to for one in house.mailbox.newest()] == ["ben@example.org"]


def test_what_a_server_left_that_died_in_between_goes_the_next_day(house, shown):
    house.sql("delete from mail where person_id = :id", id=house.cast.amara.person_id)
    house.keep()

    assert HIDDEN not in shown()
    assert len(house.mailbox.held()) == 1


def test_what_was_left_half_written_goes_too_and_other_files_stay(house, shown):
    mails = house.sql("select id from mail where person_id = :id", id=house.cast.amara.person_id)
    for (mail_id,) in mails:
        (house.settings.mailbox / f".{mail_id}").write_text(HIDDEN)
    (house.settings.mailbox / "of mine.txt").write_text("mine")
    house.sql("delete from mail where person_id = :id", id=house.cast.amara.person_id)
    house.keep()

    assert mails
    assert HIDDEN not in shown()
    assert "mine" in shown()


def test_a_mailbox_that_never_was_is_not_made(house):
    house.keep()

    assert not house.settings.mailbox.exists()


def test_only_the_housekeeper_is_told_which_mails_are_kept(house, shown):
    nobodys = {"held": [*house.mailbox.held(), house.cast.amara.person_id]}
    with engine_of(house.urls.app) as engine, engine.begin() as application:
        who = {"who": house.cast.amara.person_id}
        for asking in ("leave()", "enter_as('postman')", "enter(:who, null, now())"):
            application.execute(text(f"select {asking}"), who if ":who" in asking else {})
            assert application.execute(FORGOTTEN, nobodys).all() == []
        application.execute(text("select enter_as('housekeeper')"))
        assert application.execute(FORGOTTEN, nobodys).all() == [(house.cast.amara.person_id,)]
