"""An old cookie that comes back may be a stolen one: it ends the sign-in, and its owner is told."""

import pytest
from sqlalchemy import text
from tests.answers import all_at_once
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.signing import cookie_of

from alongside.mail import Kind, token_in
from alongside.mail.words import LETTERS

NOTED = """
    select actor_person_id, programme_id, kind, thing, thing_id from audit_entry
     where action = 'sign_in:replay'
"""
TOLD = "select id, person_id from mail where kind = 'sign_in_replayed'"
QUEUED = "select count(*) from jobs.procrastinate_jobs where args::text like :id"
RACES = 40
ENDED = "select id from sign_in where person_id = :id and ended_at is not null"


@pytest.fixture
def old(signing, later):
    """Give a cookie that was renewed twice since, and the one that took its place."""
    first = cookie_of(signing.in_with())
    newest = first
    for _ in range(2):
        later(seconds=11)
        newest = cookie_of(signing.refresh(newest))
    return first, newest


def test_it_is_noted_with_whose_it_is_and_which_sign_in(signing, old, as_owner, cast):
    assert signing.refresh(old[0]).status_code == 401

    (ended,) = as_owner(ENDED, id=cast.hana.person_id)
    (noted,) = [dict(row) for row in as_owner(NOTED)]
    assert noted == {
        "actor_person_id": cast.hana.person_id,
        "programme_id": None,
        "kind": "account",
        "thing": "sign_in",
        "thing_id": ended["id"],
    }


def test_it_is_noted_once_however_often_it_comes(signing, old, as_owner):
    for cookie in (old[0], old[0], old[1]):
        assert signing.refresh(cookie).status_code == 401

    assert len(as_owner(NOTED)) == 1


def test_a_lost_answer_that_is_asked_for_again_is_not_noted(signing, old, later, as_owner):
    later(seconds=11)
    assert signing.refresh(old[1]).status_code == 200
    later(seconds=9)
    assert signing.refresh(old[1]).status_code == 200

    assert as_owner(NOTED) == []


def test_what_we_did_not_make_is_not_noted(signing, old, as_owner):
    altered = old[0][:-1] + ("B" if old[0].endswith("A") else "A")
    assert signing.refresh("A" * 72).status_code == 401
    assert signing.refresh(altered).status_code == 401

    assert as_owner(NOTED) == []


def test_whose_it_is_is_told_by_a_mail_that_goes_with_the_change(signing, old, as_owner, cast):
    assert signing.refresh(old[0]).status_code == 401

    (mail,) = as_owner(TOLD)
    assert mail["person_id"] == cast.hana.person_id
    (queued,) = as_owner(QUEUED, id=f"%{mail['id']}%")
    assert queued["count"] == 1


def test_by_its_link_they_sign_out_whoever_came_in(signing, old, api, as_owner):
    strangers = signing.in_with()
    signing.refresh(old[0])
    (mail,) = as_owner(TOLD)
    secret = token_in(api.app.state.site.mail_key, mail["id"])
    assert signing.me(strangers) == 200

    assert signing.ask("POST", "/sign-in/not-me", {"token": secret}).status_code == 204
    assert signing.me(strangers) == 401


def test_they_are_told_once_for_each_sign_in(signing, old, later, as_owner):
    for cookie in (old[0], old[0], old[1]):
        assert signing.refresh(cookie).status_code == 401
    assert len(as_owner(TOLD)) == 1

    another = newest = cookie_of(signing.in_with())
    for _ in range(2):
        later(seconds=11)
        newest = cookie_of(signing.refresh(newest))
    assert signing.refresh(another).status_code == 401
    assert len(as_owner(TOLD)) == 2


def test_what_is_no_replay_is_told_to_nobody(signing, old, later, as_owner):
    """A lost answer, a token that nobody made, and the cookie of a sign-in that was left."""
    later(seconds=11)
    assert signing.refresh(old[1]).status_code == 200
    later(seconds=9)
    assert signing.refresh(old[1]).status_code == 200
    assert signing.refresh("A" * 72).status_code == 401
    signing.out(old[1])
    assert signing.refresh(old[0]).status_code == 401

    assert as_owner(TOLD) == []


@pytest.fixture
def told_for_good(own_database):
    """Count the mails where everything is committed."""

    def count():
        with owners_engine(own_database.owner_url) as engine, engine.connect() as owner:
            return len(owner.execute(text(TOLD)).all())

    return count


def test_two_tabs_that_race_have_nobody_told_and_a_stolen_cookie_sent_twice_at_once_has_one_mail(
    signing_for_good, later, told_for_good
):
    signing = signing_for_good
    first = cookie = cookie_of(signing.in_with())
    for _ in range(RACES):
        later(seconds=11)
        both = all_at_once(lambda c=cookie: signing.refresh(c), lambda c=cookie: signing.refresh(c))
        assert [one.status_code for one in both] == [200, 200]
        assert signing.refresh(cookie).status_code == 200, "within the grace"
        cookie = cookie_of(both[0])
    by_racing = told_for_good()
    stolen = all_at_once(lambda: signing.refresh(first), lambda: signing.refresh(first))

    record("Sign-in", "two-tab races in which somebody was told of a stolen cookie", by_racing)
    record("Sign-in", "mails for a stolen cookie that came twice at once", told_for_good())
    assert [one.status_code for one in stolen] == [401, 401]
    assert (by_racing, told_for_good()) == (0, 1)


def test_the_mail_says_what_we_saw_what_we_did_and_what_to_do():
    words = " ".join(LETTERS[Kind.SIGN_IN_REPLAYED].says)

    for said in ("somebody has copied it", "we have ended that sign-in", "press its button"):
        assert said in words
    assert "cookie" not in words
