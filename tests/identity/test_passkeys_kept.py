"""Passkeys one has: how many, who may remove them, and what they stand in for."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.answers import all_at_once
from tests.conftest import owners_engine
from tests.identity.conftest import KNOWN
from tests.identity.passkeys import Passkeys, not_good, refused
from tests.identity.signing import QUICK_HASH, cookie_of
from tests.identity.soft_key import SoftKey

from alongside.commands.people import find_person, make_operator

EFE = "efe@example.org"


def test_twenty_and_no_more(passkeys, token):
    key = passkeys.added(token)
    (first,) = (one["id"] for one in passkeys.list(token))
    for _ in range(18):
        passkeys.added(token)
    begun, late = passkeys.begin(token), passkeys.begin(token)
    assert len(begun["options"]["excludeCredentials"]) == 19
    assert passkeys.add(token, SoftKey(), begun).status_code == 201

    for answer in (
        passkeys.add(token, SoftKey(), late),
        passkeys.ask("POST", "/me/passkey-options", token=token),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "too_many_passkeys")
    another = next(one["id"] for one in passkeys.list(token) if one["id"] != first)
    passkeys.remove(token, another)
    assert passkeys.add(token, SoftKey(), late).status_code == 201
    assert passkeys.enter(key).status_code == 200


def test_a_removed_one_opens_nothing(passkeys, token):
    key = passkeys.added(token)
    (held,) = passkeys.list(token)

    assert passkeys.remove(token, held["id"]).status_code == 204
    assert refused(passkeys.enter(key))
    assert passkeys.list(token) == []
    assert passkeys.remove(token, held["id"]).status_code == 404


def test_nobody_sees_changes_or_removes_those_of_somebody_else(passkeys, token, cast):
    key = passkeys.added(token)
    (held,) = passkeys.list(token)
    path, ben = f"/me/passkeys/{held['id']}", cast.ben.token

    assert passkeys.list(ben) == []
    assert passkeys.ask("PATCH", path, {"name": "Mine"}, token=ben).status_code == 404
    assert passkeys.remove(ben, held["id"]).status_code == 404
    assert not_good(passkeys.confirm(ben, key))
    assert passkeys.list(token) == [held]


@pytest.fixture
def stale(signing, passkeys, token, later):
    """Give a passkey, and a token of a sign-in that nobody has proved for eleven minutes."""
    key = passkeys.added(token)
    this = signing.in_with()
    later(minutes=11)
    return key, signing.refresh(cookie_of(this)).json()["access_token"]


def test_adding_and_removing_ask_who_it_is_and_a_passkey_answers(passkeys, stale):
    key, token = stale
    (held,) = passkeys.list(token)
    empty = {"ticket": "x", "credential": {}}
    asks = (
        lambda: passkeys.ask("POST", "/me/passkey-options", token=token),
        lambda: passkeys.ask("POST", "/me/passkeys", empty, token=token),
        lambda: passkeys.remove(token, held["id"]),
    )
    for ask in asks:
        assert (ask().status_code, ask().json()["code"]) == (403, "show_who_you_are")

    assert passkeys.confirm(token, key).status_code == 204
    assert asks[0]().status_code == 200
    assert not_good(asks[1]())
    assert asks[2]().status_code == 204


def test_confirming_takes_one_of_ones_own_and_once(passkeys, stale):
    key, token = stale
    begun = passkeys.ask("POST", "/me/confirm/passkey/begin", token=token).json()
    allowed = [one["id"] for one in begun["options"]["allowCredentials"]]

    assert allowed == [key.sign(begun["options"])["id"]]
    assert not_good(passkeys.confirm(token, SoftKey(handle=key.handle), begun))
    assert passkeys.confirm(token, key, begun).status_code == 204
    assert not_good(passkeys.confirm(token, key, begun))


def test_what_a_device_says_of_its_ways_is_kept_if_we_know_them(passkeys, token, as_owner):
    passkeys.added(token)

    assert [row["transports"] for row in as_owner("select * from passkey")] == ["hybrid internal"]


def test_adding_and_removing_are_noted(passkeys, token, as_owner, cast):
    passkeys.added(token)
    (held,) = passkeys.list(token)
    passkeys.remove(token, held["id"])

    noted = as_owner(
        "select action, thing, thing_id, programme_id, actor_person_id from audit_entry"
        " where action like 'passkey:%' order by at, action"
    )
    assert [(row["action"], row["thing"]) for row in noted] == [
        ("passkey:add", "passkey"),
        ("passkey:remove", "passkey"),
    ]
    assert {str(row["thing_id"]) for row in noted} == {held["id"]}
    assert {row["actor_person_id"] for row in noted} == {cast.hana.person_id}


@pytest.fixture
def coordinator(signing, passkeys, as_owner, cast, later):
    """Give Efe, who coordinates, a password and a passkey, where no second step is needed yet."""
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.efe.person_id)
    this = signing.in_with(EFE)
    return passkeys.added(this.json()["access_token"]), this


def test_a_passkey_is_both_steps(signing, passkeys, coordinator, required):
    key, _ = coordinator
    given = passkeys.enter(key)

    assert signing.me(given) == 200
    assert signing.refresh(cookie_of(given)).status_code == 200


def test_a_password_alone_is_not_though_there_is_a_passkey(signing, coordinator, required):
    _, this = coordinator
    told = signing.in_with(EFE).json()

    assert told.keys() == {"next", "ticket"}
    assert told["next"] == "passkey"
    path, sent = "/sign-in/second-factor/set-up", {"ticket": told["ticket"]}
    assert signing.ask("POST", path, sent).json()["code"] == "ticket_over"
    with_code = {"ticket": told["ticket"], "code": "000000"}
    assert signing.ask("POST", "/sign-in/second-factor", with_code).json()["code"] == "ticket_over"
    assert signing.refresh(cookie_of(this)).status_code == 401, "it was by the password alone"


def test_who_removes_the_last_one_is_led_to_another_second_step(
    signing, passkeys, coordinator, required
):
    given = passkeys.enter(coordinator[0])
    token = given.json()["access_token"]
    passkeys.remove(token, passkeys.list(token)[0]["id"])

    assert signing.refresh(cookie_of(given)).status_code == 401
    assert signing.in_with(EFE).json()["next"] == "set_up_second_factor"


def test_whoever_need_not_have_a_second_step_may_still_use_their_password(
    signing, passkeys, token, required
):
    passkeys.added(token)

    assert "access_token" in signing.in_with().json()


def test_a_passkey_asks_for_no_code_of_an_app(signing, passkeys, token, as_owner, cast):
    key = passkeys.added(token)
    as_owner(
        "insert into second_factor (person_id, sealed_secret, confirmed_at, last_step, created_at)"
        " values (:id, 'x', now(), 0, now())",
        id=cast.hana.person_id,
    )

    assert signing.in_with().json()["next"] == "second_factor"
    assert "access_token" in passkeys.enter(key).json()


def test_one_of_two_at_the_same_moment(signing_for_good):
    passkeys = Passkeys(signing_for_good)
    token = signing_for_good.in_with().json()["access_token"]
    key = passkeys.added(token, counts=False)
    sent = passkeys.sent(key, passkeys.begin_in())
    asks = [lambda: passkeys.ask("POST", "/sign-in/passkey", sent)] * 4

    assert sorted(answer.status_code for answer in all_at_once(*asks)) == [200, 401, 401, 401]


def test_a_demo_account_without_the_demo_is_refused(passkeys, token, as_owner, cast, api):
    key = passkeys.added(token)
    as_owner("update person set demo = true where id = :id", id=cast.hana.person_id)
    state = api.app.state
    before, state.site = state.site, replace(state.site, demo=False)
    try:
        assert refused(passkeys.enter(key))
    finally:
        state.site = before


def test_passkeys_go_with_whoever_was_there_before_an_operator(signing_for_good, own_database):
    passkeys = Passkeys(signing_for_good)
    key = passkeys.added(signing_for_good.in_with().json()["access_token"])
    with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
        make_operator(owner, "hana@example.org", "Hana")
        assert find_person(owner, "hana@example.org").operator
        assert owner.execute(text("select count(*) from passkey")).scalar() == 0

    assert refused(passkeys.enter(key))
