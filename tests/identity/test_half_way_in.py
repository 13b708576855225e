"""What somebody holds who has shown one half of who they are, and what ends it."""

import pytest
from tests.identity.conftest import KNOWN
from tests.identity.signing import PASSWORD, QUICK_HASH, device_of
from tests.identity.test_second_factor import code_of, finish

from alongside.mail import token_in

ANOTHER = "Lanterns over the quiet harbour"
NEW_DEVICE = "select id from mail where kind = 'new_device' order by created_at desc, id limit 1"


@pytest.fixture
def app(signing, token, later):
    """Give Hana an app that she has had for long, and move on to its next code."""
    made = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    sent = {"code": code_of(made)}
    assert signing.ask("POST", "/me/second-factor/confirm", sent, token=token).status_code == 204
    later(days=31)
    return made


@pytest.fixture
def half(signing, app):
    """Be somebody who knows the password of Hana, and her app, and has not come in yet."""
    told = signing.in_with().json()
    assert told["next"] == "second_factor"
    return told["ticket"]


@pytest.fixture
def come_in(signing, app, later):
    """Come in whole, as Hana does on a device of hers: gives the token."""

    def now_in():
        ticket = signing.in_with().json()["ticket"]
        given = finish(signing, ticket, code_of(app))
        later(seconds=31)
        return given.json()["access_token"]

    return now_in


def is_over(answer):
    return (answer.status_code, answer.json()["code"]) == (401, "ticket_over")


def not_me(signing, api, as_owner):
    (mail,) = as_owner(NEW_DEVICE)
    token = token_in(api.app.state.site.mail_key, mail["id"])
    return signing.ask("POST", "/sign-in/not-me", {"token": token})


def test_it_opens_something_once(signing, app, half, later):
    assert finish(signing, half, code_of(app)).status_code == 200
    later(seconds=31)

    assert is_over(finish(signing, half, code_of(app)))


def test_saying_that_it_was_not_me_ends_it(signing, api, as_owner, app, come_in, later):
    come_in()
    half = signing.in_with().json()["ticket"]
    later(seconds=31)
    assert not_me(signing, api, as_owner).status_code == 204

    assert is_over(finish(signing, half, code_of(app)))


def test_a_new_password_ends_it(signing, app, come_in, later):
    token = come_in()
    half = signing.in_with().json()["ticket"]
    later(seconds=31)
    changed = {"current_password": PASSWORD, "new_password": ANOTHER}
    assert signing.ask("POST", "/me/password", changed, token=token).status_code == 204

    assert is_over(finish(signing, half, code_of(app)))


@pytest.mark.parametrize("how", ["everywhere", "others"])
def test_signing_out_elsewhere_ends_it(signing, app, come_in, later, how):
    token = come_in()
    half = signing.in_with().json()["ticket"]
    later(seconds=31)
    assert signing.ask("POST", f"/sign-out/{how}", token=token).status_code == 204

    assert is_over(finish(signing, half, code_of(app)))


def test_a_first_link_ends_it_and_goes_on_by_a_ticket_of_its_own(
    signing, app, half, as_owner, cast, later
):
    """Whoever knew the password before, or read a mail, does not come in after its owner has."""
    as_owner("update person set password_hash = null, claimed_at = null where id = :id",
             id=cast.hana.person_id)  # fmt: skip
    later(seconds=31)
    told = signing.first(signing.link_for(cast.hana, cast.efe), ANOTHER).json()

    assert is_over(finish(signing, half, code_of(app)))
    assert told["next"] == "second_factor"
    assert finish(signing, told["ticket"], code_of(app)).status_code == 200


def test_it_is_nobodys_once_its_person_is_erased(signing, app, half, as_owner, cast):
    as_owner(
        "update person set email = null, password_hash = null where id = :id",
        id=cast.hana.person_id,
    )

    assert is_over(finish(signing, half, code_of(app)))


def test_what_is_for_a_code_sets_up_nothing(signing, half):
    assert is_over(signing.ask("POST", "/sign-in/second-factor/set-up", {"ticket": half}))


def test_an_app_that_was_begun_and_left_is_of_no_use_later(signing, token, later):
    made = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    later(minutes=9)
    this = signing.in_with().json()["access_token"]
    later(minutes=2)

    sent = {"code": code_of(made)}
    late = signing.ask("POST", "/me/second-factor/confirm", sent, token=this)
    assert late.status_code in {401, 422}
    assert "access_token" in signing.in_with().json(), "nothing is asked for"


def test_there_are_no_recovery_codes_before_an_app_and_none_outlast_it(signing, token):
    early = signing.ask("POST", "/me/second-factor/recovery-codes", token=token)

    assert (early.status_code, early.json()["code"]) == (409, "no_second_factor")


def test_wrong_codes_of_others_keep_no_known_device_waiting(signing, app, half, later):
    known = device_of(finish(signing, half, code_of(app)))
    later(seconds=31)
    strangers = signing.in_with().json()["ticket"]
    for n in range(30):
        sent = {"ticket": strangers, "code": "000000"}
        with signing.at(f"203.0.{n}.1"):
            signing.ask("POST", "/sign-in/second-factor", sent)
    assert finish(signing, strangers, code_of(app)).status_code == 429

    mine = {"ticket": signing.in_with(device=known).json()["ticket"], "code": code_of(app)}
    with_mine = signing.ask("POST", "/sign-in/second-factor", mine, **signing.on(known))
    assert with_mine.status_code == 200


class TestNotMe:
    """What a stranger left behind in ten minutes goes when its owner says that it was not them."""

    @pytest.fixture
    def stranger(self, signing, token, later):
        """Come in by the password on another device, and stay."""
        return signing.in_with().json()["access_token"]

    def test_an_app_of_theirs(self, signing, api, as_owner, stranger):
        made = signing.ask("POST", "/me/second-factor", token=stranger).json()["secret"]
        sent = {"code": code_of(made)}
        signing.ask("POST", "/me/second-factor/confirm", sent, token=stranger)
        signing.ask("POST", "/me/second-factor/recovery-codes", token=stranger)
        assert not_me(signing, api, as_owner).status_code == 204

        assert as_owner("select 1 from second_factor union all select 1 from recovery_code") == []

    def test_a_wish_to_be_erased(self, signing, api, as_owner, stranger):
        assert signing.ask("POST", "/me/erasure", token=stranger).status_code == 201
        assert not_me(signing, api, as_owner).status_code == 204

        assert as_owner("select 1 from erasure") == []

    def test_an_app_of_many_days_stays(self, signing, api, as_owner, app, come_in):
        come_in()
        assert not_me(signing, api, as_owner).status_code == 204

        assert len(as_owner("select 1 from second_factor")) == 1

    def test_where_a_second_step_is_a_must_mail_alone_is_not_enough_afterwards(
        self, signing, api, as_owner, stranger, cast, required
    ):
        """Nobody has the app that stands there then; whoever runs the server takes it away."""
        made = signing.ask("POST", "/me/second-factor", token=stranger).json()["secret"]
        sent = {"code": code_of(made)}
        signing.ask("POST", "/me/second-factor/confirm", sent, token=stranger)
        promoted = (
            "update participant set role = 'learning_partner', joined_at = now() where id = :id"
        )
        as_owner(promoted, id=cast.hana.participant_id)
        assert not_me(signing, api, as_owner).status_code == 204
        as_owner(KNOWN, hash=QUICK_HASH, id=cast.hana.person_id)

        told = signing.in_with().json()
        assert told["next"] == "second_factor"
        assert finish(signing, told["ticket"], code_of(made)).status_code == 401
