"""Staying signed in on two tabs, and being signed out at once, on one device or on all."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.answers import all_at_once, said
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.signing import cookie_of

RACES = 200


def test_two_tabs_race_two_hundred_times_and_nobody_is_signed_out(signing_for_good, later):
    """Both ask at once, on two connections; now and then one answer is lost on its way."""
    signing, chance = signing_for_good, random.Random("two tabs")
    cookie, lost, rotated = cookie_of(signing.in_with()), 0, 0
    for _ in range(RACES):
        later(seconds=chance.choice([1, 5, 11, 30, 3600]))
        both = all_at_once(lambda c=cookie: signing.refresh(c), lambda c=cookie: signing.refresh(c))
        lost += sum(one.status_code != 200 for one in both)
        given = {cookie_of(one) for one in both if one.status_code == 200}
        assert len(given) == 1
        again = signing.refresh(cookie)
        lost += again.status_code != 200
        assert cookie_of(again) in given
        rotated += cookie not in given
        cookie = given.pop()

    record("Sign-in", "two-tab races", RACES)
    record("Sign-in", "of these with a rotation", rotated)
    record("Sign-in", "sign-ins lost in them", lost)
    assert rotated > RACES / 3
    assert lost == 0


@pytest.mark.parametrize("seconds", [0, 1, 9, 10])
def test_a_lost_answer_can_be_asked_for_again_for_ten_seconds(signing, later, seconds):
    first = signing.in_with()
    later(seconds=11)
    lost = signing.refresh(cookie_of(first))
    later(seconds=seconds)
    again = signing.refresh(cookie_of(first))

    assert again.status_code == 200
    assert cookie_of(again) == cookie_of(lost) != cookie_of(first)
    assert signing.me(again) == 200


def test_within_ten_seconds_nothing_is_renewed(signing, later):
    first = signing.in_with()
    later(seconds=10)

    assert cookie_of(signing.refresh(cookie_of(first))) == cookie_of(first)


def newer(signing, later, cookie):
    later(seconds=11)
    return cookie_of(signing.refresh(cookie))


@pytest.mark.parametrize("older", ["the one before, after ten seconds", "the one before that"])
def test_an_old_refresh_token_ends_the_sign_in_for_everybody(
    signing_for_good, own_database, later, older
):
    signing = signing_for_good
    first, elsewhere = signing.in_with(), signing.in_with()
    second = newer(signing, later, cookie_of(first))
    if older == "the one before that":
        owners = newer(signing, later, second)
    else:
        owners = second
        later(seconds=10.001)

    stolen = signing.refresh(cookie_of(first))

    assert stolen.status_code == 401
    assert "set-cookie" not in stolen.headers
    assert signing.refresh(owners).status_code == 401
    assert signing.me(first) == 401
    assert signing.me(elsewhere) == 200
    with owners_engine(own_database.owner_url) as engine, engine.connect() as owner:
        ended = text("select count(*) from sign_in where generation > 0 and ended_at is not null")
        assert owner.scalar(ended) == 1


def test_it_is_told_in_the_same_words_as_any_other_end(signing, later):
    first = signing.in_with()
    owners = newer(signing, later, newer(signing, later, cookie_of(first)))

    old = signing.refresh(cookie_of(first))
    ended = signing.refresh(owners)
    nobodys = signing.refresh("A" * 72)
    none = signing.refresh("")

    assert said(old) == said(ended) == said(nobodys) == said(none)
    assert old.json()["code"] == "sign_in_over"


def test_signing_out_acts_at_the_very_next_request(signing):
    answered = signing.in_with()
    assert signing.me(answered) == 200

    out = signing.out(cookie_of(answered))

    assert (out.status_code, out.text) == (204, "")
    assert "max-age=0" in out.headers["set-cookie"].lower()
    assert signing.me(answered) == 401
    assert signing.refresh(cookie_of(answered)).status_code == 401


def test_a_client_without_cookies_signs_out_by_its_token(signing):
    answered = signing.in_with()

    assert signing.out(token=answered.json()["access_token"]).status_code == 204
    assert signing.me(answered) == 401


@pytest.mark.parametrize("cookie", [None, "", "A" * 72])
def test_there_is_nothing_wrong_with_signing_out_twice(signing, cookie):
    assert signing.out(cookie).status_code == 204


def test_signing_out_everywhere_ends_every_device_at_once(signing, later):
    devices = [signing.in_with() for _ in range(3)]
    token = devices[0].json()["access_token"]

    assert signing.ask("POST", "/sign-out/everywhere", token=token).status_code == 204

    assert [signing.me(one) for one in devices] == [401] * 3
    assert [signing.refresh(cookie_of(one)).status_code for one in devices] == [401] * 3


def test_it_ends_nobody_elses(signing, api, cast):
    token = signing.in_with().json()["access_token"]
    signing.ask("POST", "/sign-out/everywhere", token=token)

    assert api.as_(cast.amara).get("/me").status_code == 200


def test_an_access_token_is_good_for_ten_minutes(signing, later):
    answered = signing.in_with()
    later(seconds=599)
    assert signing.me(answered) == 200
    later(seconds=1)

    assert signing.me(answered) == 401
    assert signing.refresh(cookie_of(answered)).status_code == 200


def test_a_sign_in_ends_when_it_is_left_alone_for_a_week(signing, later):
    kept, left = signing.in_with(), signing.in_with()
    later(days=6, hours=23)
    renewed = signing.refresh(cookie_of(kept))
    later(hours=1)

    assert signing.refresh(cookie_of(left)).status_code == 401
    assert signing.me(renewed) == 401  # ten minutes are over
    assert signing.refresh(cookie_of(renewed)).status_code == 200


def test_a_sign_in_ends_after_thirty_days_however_busy(signing, later):
    cookie, days = cookie_of(signing.in_with()), 0
    while days < 40:
        later(days=1)
        answered = signing.refresh(cookie)
        if answered.status_code != 200:
            break
        days, cookie = days + 1, cookie_of(answered)
        left = int(answered.headers["set-cookie"].lower().partition("max-age=")[2].split(";")[0])
        assert timedelta(seconds=left) == min(timedelta(days=7), timedelta(days=30 - days))

    assert days == 29


def test_an_access_token_ends_with_its_sign_in_however_new(signing, later):
    cookie = cookie_of(signing.in_with())
    for _ in range(29):
        later(days=1)
        cookie = cookie_of(signing.refresh(cookie))
    later(hours=23, minutes=55)
    last = signing.refresh(cookie)
    later(minutes=5)

    assert signing.me(last) == 401
