"""Where one is signed in: told roughly, and ended one by one or all but this."""

from uuid import uuid4

import pytest
from tests.identity.signing import PASSWORD, cookie_of

from alongside.identity.devices import Device, device_of

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0"
)
TABLET = (
    "Mozilla/5.0 (Linux; Android 15; SM-X200) AppleWebKit/537.36 "
    "(KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("told", "device"),
    [
        (PHONE, Device("Safari", "iPhone")),
        (DESK, Device("Firefox", "Windows")),
        (EDGE, Device("Edge", "Windows")),
        (TABLET, Device("Samsung Internet", "Android")),
        ("curl/8.5", Device()),
        ("", Device()),
        ("x" * 2000 + " Firefox/1 Windows", Device()),
    ],
)
def test_a_device_is_told_roughly(told, device):
    assert device_of(told) == device


def sign_in(signing, user_agent):
    sent = {"email": "hana@example.org", "password": PASSWORD}
    return signing.ask("POST", "/sign-in", sent, **{"User-Agent": user_agent})


def listed(signing, answer):
    token = answer.json()["access_token"]
    return signing.ask("GET", "/me/sign-ins", token=token).json()["items"]


@pytest.fixture
def phone(signing, later):
    answer = sign_in(signing, PHONE)
    later(minutes=5)
    return answer


@pytest.fixture
def desk(signing, phone):
    return sign_in(signing, DESK)


def test_each_is_named_with_its_times_and_without_an_address(signing, cast, phone, desk):
    first, second, *cast_own = listed(signing, desk)

    assert (first["browser"], first["system"], first["this"]) == ("Firefox", "Windows", True)
    assert (second["browser"], second["system"], second["this"]) == ("Safari", "iPhone", False)
    assert [one["id"] for one in cast_own] == [str(cast.hana.sign_in_id)]
    assert first.keys() == {"id", "browser", "system", "created_at", "used_at", "this"}
    assert second["created_at"] < first["created_at"]


def test_using_one_shows(signing, later, phone, desk):
    later(minutes=5)
    signing.refresh(cookie_of(phone))

    first, second, *_ = listed(signing, desk)
    assert (first["system"], second["system"]) == ("iPhone", "Windows")
    assert first["used_at"] > first["created_at"]


def test_one_can_be_ended_at_once(signing, phone, desk):
    _, theirs, *_ = listed(signing, desk)
    token = desk.json()["access_token"]

    assert signing.ask("DELETE", f"/me/sign-ins/{theirs['id']}", token=token).status_code == 204

    assert (signing.me(phone), signing.me(desk)) == (401, 200)
    assert signing.refresh(cookie_of(phone)).status_code == 401
    assert theirs["id"] not in {one["id"] for one in listed(signing, desk)}
    again = signing.ask("DELETE", f"/me/sign-ins/{theirs['id']}", token=token)
    assert again.status_code == 404


def test_all_the_others_can_be_ended_at_once(signing, phone, desk):
    token = desk.json()["access_token"]

    assert signing.ask("POST", "/sign-out/others", token=token).status_code == 204

    assert (signing.me(phone), signing.me(desk)) == (401, 200)
    assert [one["this"] for one in listed(signing, desk)] == [True]


def test_the_sign_in_of_somebody_else_is_as_one_that_is_not_there(signing, api, cast, phone):
    def end(key):
        refused = api.as_(cast.hana).delete(f"/me/sign-ins/{key}")
        return refused.status_code, {k: v for k, v in refused.json().items() if k != "instance"}

    assert end(cast.ben.sign_in_id) == end(uuid4())
    assert end(cast.ben.sign_in_id)[0] == 404
    assert api.as_(cast.ben).get("/me").status_code == 200


def test_what_is_over_is_not_listed(signing, later, phone, desk):
    later(days=6)
    signing.refresh(cookie_of(desk))
    later(days=2)
    fresh = sign_in(signing, DESK)

    assert "iPhone" not in {one["system"] for one in listed(signing, fresh)}
