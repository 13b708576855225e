"""A sign-in on a device that is new to somebody is told by mail, and can be disowned by it."""

import pytest
from tests.identity.signing import DEVICE, device_of

from alongside.identity.devices import network_of
from alongside.identity.known_devices import MOST, KnownDevice, read_cookie, write_cookie
from alongside.mail import token_in

MAILS = "select id from mail where kind = 'new_device' order by created_at, id"
HANA = "select password_hash, devices_from, claimed_at from person where id = :id"


@pytest.fixture
def mails(as_owner):
    return lambda: [row["id"] for row in as_owner(MAILS)]


@pytest.fixture
def link(signing, later, mails, api):
    """Sign in on a second device, and give the secret of the link in the mail about it."""
    signing.in_with()
    signing.in_with()
    return token_in(api.app.state.site.mail_key, mails()[-1])


def disown(signing, token):
    return signing.ask("POST", "/sign-in/not-me", {"token": token})


def test_the_very_first_sign_in_is_told_to_nobody_and_another_device_is(signing, later, mails):
    first = signing.in_with()
    assert mails() == []
    assert signing.in_with(device=device_of(first)).status_code == 200
    assert mails() == []
    signing.in_with()

    assert len(mails()) == 1


@pytest.mark.parametrize(("how", "stays"), [("", True), ("?forget_device=true", False)])
def test_signing_out_keeps_what_knows_the_device_unless_it_is_to_be_forgotten(signing, how, stays):
    told = signing.ask("POST", f"/sign-out{how}").headers.get_list("set-cookie")

    gone = [one for one in told if one.startswith(f'{DEVICE}="";') and "Max-Age=0" in one]
    assert len(gone) == (0 if stays else 1)


def test_its_cookie_is_out_of_reach_of_scripts_and_other_sites(signing):
    told = next(
        one for one in signing.in_with().headers.get_list("set-cookie") if one.startswith(DEVICE)
    )
    parts = sorted(part.strip().lower() for part in told.split(";")[1:])

    assert parts == ["httponly", "max-age=31536000", "path=/", "samesite=strict", "secure"]


def test_it_gives_no_way_in_by_itself(signing, later):
    device = device_of(signing.in_with())

    assert signing.in_with(password="three herons on a wall", device=device).status_code == 401
    assert signing.ask("GET", "/me", **signing.on(device)).status_code == 401
    assert signing.ask("POST", "/sign-in/refresh", **signing.on(device)).status_code == 401


def test_after_a_year_a_device_is_new_again(signing, later, mails):
    device = device_of(signing.in_with())
    later(days=364)
    assert signing.in_with(device=device).status_code == 200
    assert mails() == []
    later(days=366)
    signing.in_with(device=device)

    assert len(mails()) == 1


def test_this_was_not_me_ends_every_sign_in_and_the_password(signing, link, as_owner, cast):
    held = [signing.in_with() for _ in range(2)]
    assert disown(signing, link).status_code == 204

    assert [signing.me(one) for one in held] == [401, 401]
    assert signing.in_with().status_code == 401
    (row,) = as_owner(HANA, id=cast.hana.person_id)
    assert row["password_hash"] is None
    noted = as_owner("select action from audit_entry where actor_person_id = :id",
                     id=cast.hana.person_id)  # fmt: skip
    assert {"sign_in:disown", "sign_out", "password:change"} <= {row["action"] for row in noted}


def test_its_devices_are_known_no_more(signing, link, later, mails, as_owner, cast):
    device = device_of(signing.in_with())
    (row,) = as_owner(HANA, id=cast.hana.person_id)
    later(seconds=5)
    disown(signing, link)
    later(seconds=5)
    as_owner("update person set password_hash = :hash where id = :id",
             hash=row["password_hash"], id=cast.hana.person_id)  # fmt: skip
    before = len(mails())
    again = signing.in_with(device=device)
    assert len(mails()) == before + 1
    later(seconds=5)
    signing.in_with(device=device_of(again))

    assert len(mails()) == before + 1


def test_it_works_once_and_cannot_be_made_up(signing, link, later):
    assert disown(signing, "A" * 43).json()["code"] == "mail_link_not_good"
    assert disown(signing, link).status_code == 204
    assert disown(signing, link).status_code == 404


def test_it_works_for_thirty_days(signing, link, later):
    later(days=30)

    assert disown(signing, link).status_code == 404


def test_it_signs_nobody_in(signing, link):
    refused = signing.ask("POST", "/sign-in/mail/link", {"token": link})
    assert refused.status_code == 404
    assert "set-cookie" not in disown(signing, link).headers


@pytest.mark.parametrize("change", ["email = null", "demo = true"])
def test_who_has_no_other_way_in_keeps_the_password(signing, link, as_owner, cast, change):
    as_owner(f"update person set {change} where id = :id", id=cast.hana.person_id)
    assert disown(signing, link).status_code == 204

    (row,) = as_owner(HANA, id=cast.hana.person_id)
    assert row["password_hash"] is not None


def test_a_device_that_is_shared_knows_the_last_few(keys, cast):
    people = [one.person_id for one in cast.everybody()][: MOST + 1]
    cookies, device = [], read_cookie(keys, "")
    for person_id in people:
        cookies.append(write_cookie(keys, device, person_id))
        device = read_cookie(keys, cookies[-1])

    assert {len(one) for one in cookies} == {len(cookies[0])}
    assert people[-1] in device.people
    assert len(device.people) == MOST
    assert read_cookie(keys, cookies[0]).id == device.id
    assert read_cookie(keys, cookies[0][:-2] + "AA").people == {}
    assert isinstance(device, KnownDevice)


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:aa:bbcc::1", "2001:db8:aa:bb00::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("testclient", ""),
        ("", ""),
    ],
)
def test_a_neighbourhood_of_the_network_is_what_one_household_may_have(host, network):
    assert network_of(host) == network
