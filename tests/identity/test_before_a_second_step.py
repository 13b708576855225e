"""Whoever came in by a password or a mail alone does not stay when a second step is set up."""

import pytest
from sqlalchemy import text
from tests.answers import overtaken_by
from tests.conftest import owners_engine
from tests.figures import record
from tests.identity.signing import cookie_of
from tests.identity.soft_key import SoftKey
from tests.identity.test_second_factor import code_of, finish

PROMOTED = "update participant set role = 'coordinator', joined_at = now() where id = :id"
COMES_IN = """
    with held as (select id from person where email = 'hana@example.org' for no key update)
    insert into sign_in (id, person_id, generation, created_at, rotated_at, expires_at)
    select gen_random_uuid(), id, 7, now(), now(), now() + interval '1 day' from held
"""
STANDS = """
    with held as (
        update person set tickets_from = now() where email = 'hana@example.org' returning id
    )
    insert into second_factor (person_id, sealed_secret, confirmed_at, last_step, created_at)
    select id, 'sealed', now(), 0, now() from held
"""


def begin(signing, token):
    return signing.ask("POST", "/me/second-factor", token=token).json()["secret"]


def confirm(signing, token, secret):
    sent = {"code": code_of(secret)}
    return signing.ask("POST", "/me/second-factor/confirm", sent, token=token)


def stays(signing, answer):
    """Say whether a sign-in is served, and whether it is renewed."""
    return signing.me(answer), signing.refresh(cookie_of(answer)).status_code


@pytest.fixture
def stranger(signing, later):
    """Come in by the password alone, as whoever knows it may."""
    given = signing.in_with(host="203.0.113.9")
    later(seconds=11)
    return given


def test_others_are_signed_out_and_whoever_sets_it_up_stays(signing, stranger):
    own = signing.in_with()
    token = own.json()["access_token"]
    secret = begin(signing, token)
    assert stays(signing, stranger) == (200, 200), "nothing counts before a code was shown"
    assert confirm(signing, token, secret).status_code == 204

    left = stays(signing, stranger)
    record("Sign-in", "sign-ins by a password alone left by a second step", left.count(200))
    assert left == (401, 401)
    assert stays(signing, own) == (200, 200)


def test_one_with_a_passkey_stays(signing, passkeys, token):
    key = passkeys.added(token)
    by_key = passkeys.enter(key)
    assert confirm(signing, token, begin(signing, token)).status_code == 204

    assert stays(signing, by_key) == (200, 200)


def test_a_wrong_code_signs_nobody_out(signing, stranger):
    token = signing.in_with().json()["access_token"]
    begin(signing, token)
    sent = {"code": "000000"}
    wrong = signing.ask("POST", "/me/second-factor/confirm", sent, token=token)

    assert wrong.status_code == 422
    assert stays(signing, stranger) == (200, 200)


def test_a_code_that_is_shown_later_signs_nobody_out(signing, token, later):
    secret = begin(signing, token)
    assert confirm(signing, token, secret).status_code == 204
    later(seconds=31)
    given = finish(signing, signing.in_with().json()["ticket"], code_of(secret))
    later(seconds=31)
    assert finish(signing, signing.in_with().json()["ticket"], code_of(secret)).status_code == 200

    assert stays(signing, given) == (200, 200)
    assert signing.me(token) == 200


def test_who_becomes_one_of_the_team_leaves_nobody_behind_who_came_in_before(
    signing, stranger, as_owner, api, cast, required
):
    """A stranger who waits until an app is there would read as one of the team by its owner's."""
    as_owner(PROMOTED, id=cast.hana.participant_id)
    told = signing.in_with().json()
    assert told["next"] == "set_up_second_factor"
    sent = {"ticket": told["ticket"]}
    secret = signing.ask("POST", "/sign-in/second-factor/set-up", sent).json()["secret"]
    given = finish(signing, told["ticket"], code_of(secret))

    assert stays(signing, given) == (200, 200)
    assert stays(signing, stranger) == (401, 401)
    everybody = f"/participants?programme_id={cast.programme.id}"
    answer = signing.ask("GET", everybody, token=stranger.json()["access_token"])
    assert answer.status_code == 401


def test_who_is_half_way_in_by_a_ticket_of_before_begins_anew(
    signing, as_owner, cast, required, later
):
    as_owner(PROMOTED, id=cast.hana.participant_id)
    strangers = signing.in_with(host="203.0.113.9").json()["ticket"]
    later(seconds=1)
    ticket = signing.in_with().json()["ticket"]
    later(seconds=1)
    secret = signing.ask("POST", "/sign-in/second-factor/set-up", {"ticket": ticket}).json()[
        "secret"
    ]
    assert finish(signing, ticket, code_of(secret)).status_code == 200
    later(seconds=31)

    late = finish(signing, strangers, code_of(secret))
    assert (late.status_code, late.json()["code"]) == (401, "ticket_over")


def test_who_comes_in_at_the_same_moment_does_not_stay_either(signing_for_good, own_database):
    signing = signing_for_good
    token = signing.in_with().json()["access_token"]
    secret = begin(signing, token)

    def ask():
        return confirm(signing, token, secret)

    assert overtaken_by(own_database.superuser_url, COMES_IN, ask).status_code == 204
    with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
        ended = owner.scalar(text("select ended_at from sign_in where generation = 7"))
    assert ended is not None


def test_or_is_asked_for_the_second_step(signing_for_good, own_database):
    told = overtaken_by(own_database.superuser_url, STANDS, signing_for_good.in_with)

    assert told.json()["next"] == "second_factor"


class TestAPasskey:
    """It is a second step as an app is, and so ends the same."""

    def test_the_first_signs_others_out_and_whoever_adds_it_stays(
        self, signing, passkeys, stranger, token
    ):
        own = signing.in_with()
        assert stays(signing, stranger) == (200, 200)
        passkeys.added(own.json()["access_token"])

        left = stays(signing, stranger)
        record("Sign-in", "sign-ins by a password alone left by a passkey", left.count(200))
        assert left == (401, 401)
        assert signing.me(token) == 401
        assert stays(signing, own) == (200, 200)

    def test_a_passkey_that_is_not_good_signs_nobody_out(self, signing, passkeys, stranger):
        token = signing.in_with().json()["access_token"]
        assert passkeys.add(token, SoftKey(rp="example.net")).status_code == 422

        assert stays(signing, stranger) == (200, 200)

    def test_another_one_signs_nobody_out(self, signing, passkeys, token):
        key = passkeys.added(token)
        by_key, by_password = passkeys.enter(key), signing.in_with()
        passkeys.added(by_key.json()["access_token"])

        assert stays(signing, by_key) == stays(signing, by_password) == (200, 200)

    def test_nor_does_one_beside_an_app(self, signing, passkeys, token, later):
        secret = begin(signing, token)
        assert confirm(signing, token, secret).status_code == 204
        later(seconds=31)
        by_code = finish(signing, signing.in_with().json()["ticket"], code_of(secret))
        passkeys.added(token)

        assert stays(signing, by_code) == (200, 200)

    def test_an_app_that_a_stranger_has_begun_comes_to_nothing(
        self, signing, passkeys, as_owner, cast, required, token, later
    ):
        """They knew the password of one of the team, and had come half way in."""
        as_owner(PROMOTED, id=cast.hana.participant_id)
        sent = {"ticket": signing.in_with(host="203.0.113.9").json()["ticket"]}
        secret = signing.ask("POST", "/sign-in/second-factor/set-up", sent).json()["secret"]
        later(seconds=1)
        passkeys.added(token)

        late = finish(signing, sent["ticket"], code_of(secret))
        assert (late.status_code, late.json()["code"]) == (401, "ticket_over")
        assert as_owner("select confirmed_at from second_factor") == [{"confirmed_at": None}]
