"""Signing in, staying signed in on two tabs, and signing out, against a real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.conftest import Caller, owners_engine

from alongside.core.clock import use_clock, wall_clock

PASSWORD = "nine lamps by the river bank"
COOKIE = "__Host-refresh"


@pytest.fixture
def clock():
    """Move the time: `clock(seconds=11)`."""
    moved = timedelta()

    def later(**by):
        nonlocal moved
        moved += timedelta(**by)

    before = use_clock(lambda: wall_clock() + moved)
    yield later
    use_clock(before)


@pytest.fixture
def link(own_api, cast):
    def make(who=cast.hana, maker=cast.efe):
        made = own_api.as_(maker).post(f"/participants/{who.id}/sign-in-link")
        assert made.status_code == 201
        return made.json()["url"].partition("#")[2]

    return make


def first(api, token, password=PASSWORD):
    return api.anonymous.post("/sign-in/first", {"token": token, "password": password})


def cookie_of(answer):
    return answer.headers["set-cookie"].partition(";")[0].partition("=")[2]


def refresh(api, cookie):
    return api.client.post("/api/v1/sign-in/refresh", headers={"Cookie": f"{COOKIE}={cookie}"})


@pytest.fixture
def hana(own_api, link):
    """Hana, who has chosen a password: her first answer."""
    answered = first(own_api, link())
    own_api.client.cookies.clear()
    return answered


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(own_api, hana):
    wrong, unknown = (
        own_api.anonymous.post("/sign-in", {"email": email, "password": "no"})
        for email in ("hana@example.org", "nobody@example.org")
    )

    assert wrong.status_code == unknown.status_code == 401
    assert {**wrong.json(), "instance": ""} == {**unknown.json(), "instance": ""}


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(own_api, hana):
    answered = own_api.anonymous.post(
        "/sign-in", {"email": "HANA@example.org", "password": PASSWORD}
    )

    assert answered.json()["token_type"] == "Bearer"
    assert answered.json()["expires_in"] == 600
    told = answered.headers["set-cookie"]
    assert told.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert part in told
    assert "Domain" not in told


def test_two_tabs_refresh_two_hundred_times_and_nobody_is_signed_out(own_api, hana, clock):
    cookie = cookie_of(hana)
    lost = 0
    with ThreadPoolExecutor(max_workers=2) as tabs:
        for _ in range(200):
            clock(seconds=11)
            both = list(tabs.map(lambda held: refresh(own_api, held), [cookie, cookie]))
            own_api.client.cookies.clear()
            lost += sum(one.status_code != 200 for one in both)
            given = {cookie_of(one) for one in both if one.status_code == 200}
            assert len(given) == 1
            cookie = given.pop()

    assert lost == 0


def test_a_lost_answer_can_be_asked_for_again(own_api, hana, clock):
    clock(seconds=11)
    lost = refresh(own_api, cookie_of(hana))
    clock(seconds=9)
    again = refresh(own_api, cookie_of(hana))

    assert cookie_of(again) == cookie_of(lost)


def test_an_old_refresh_token_ends_the_sign_in_for_everybody(own_api, hana, clock):
    clock(seconds=11)
    newer = refresh(own_api, cookie_of(hana))
    clock(seconds=11)

    stolen = refresh(own_api, cookie_of(hana))
    owner = refresh(own_api, cookie_of(newer))
    own_api.client.cookies.clear()

    assert (stolen.status_code, owner.status_code) == (401, 401)
    assert Caller(own_api.client, newer.json()["access_token"]).get("/me").status_code == 401


def test_signing_out_acts_at_once(own_api, hana):
    token = hana.json()["access_token"]
    me = Caller(own_api.client, token)
    assert me.get("/me").status_code == 200

    own_api.client.post("/api/v1/sign-out", headers={"Cookie": f"{COOKIE}={cookie_of(hana)}"})

    assert me.get("/me").status_code == 401


def test_signing_out_everywhere_ends_other_devices(own_api, hana):
    other = own_api.anonymous.post("/sign-in", {"email": "hana@example.org", "password": PASSWORD})
    own_api.client.cookies.clear()
    Caller(own_api.client, other.json()["access_token"]).post("/sign-out/everywhere")

    assert Caller(own_api.client, hana.json()["access_token"]).get("/me").status_code == 401


def test_a_sign_in_ends_when_it_is_left_alone_for_long(own_api, hana, clock):
    clock(days=8)

    assert refresh(own_api, cookie_of(hana)).status_code == 401


def test_a_link_works_once(own_api, link):
    token = link()

    assert first(own_api, token).status_code == 200
    assert first(own_api, token).status_code == 404


def test_a_new_link_makes_the_one_before_useless(own_api, link):
    older, newer = link(), link()

    assert first(own_api, older).status_code == 404
    assert first(own_api, newer).status_code == 200


def test_a_link_is_good_for_two_weeks(own_api, link, clock):
    token = link()
    clock(days=14, seconds=1)

    assert first(own_api, token).status_code == 404


def test_a_poor_password_leaves_the_link_good(own_api, link):
    token = link()

    assert first(own_api, token, "password").json()["errors"][0]["pointer"] == "/password"
    assert first(own_api, token).status_code == 200


def test_a_link_is_kept_as_a_digest_alone(own_api, own_database, link):
    token = link()
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        kept = connection.execute(text("select l::text as told from sign_in_link l")).all()

    assert kept
    assert all(token not in row.told for row in kept)


def test_there_is_no_link_for_who_has_a_password_or_is_elsewhere_too(own_api, cast, hana):
    efe = own_api.as_(cast.efe)
    known = efe.post(f"/participants/{cast.hana.id}/sign-in-link")
    elsewhere = efe.post(f"/participants/{cast.pia.id}/sign-in-link")

    assert known.status_code == elsewhere.status_code == 409
    assert {**known.json(), "instance": ""} == {**elsewhere.json(), "instance": ""}


def test_an_operator_makes_links_for_coordinators_alone(own_api, cast):
    farah = own_api.as_(cast.farah)

    assert farah.post(f"/participants/{cast.efe.id}/sign-in-link").status_code == 201
    assert farah.post(f"/participants/{cast.hana.id}/sign-in-link").status_code == 404


def test_two_who_use_one_link_at_once_make_one_password(own_api, link):
    token = link()
    with ThreadPoolExecutor(max_workers=2) as pool:
        both = list(pool.map(lambda word: first(own_api, token, word), [PASSWORD, PASSWORD + "s"]))

    assert sorted(one.status_code for one in both) == [200, 404]


def test_a_new_password_signs_other_devices_out(own_api, hana):
    other = own_api.anonymous.post("/sign-in", {"email": "hana@example.org", "password": PASSWORD})
    own_api.client.cookies.clear()
    this = Caller(own_api.client, other.json()["access_token"])
    sent = {"current_password": PASSWORD, "new_password": "seven geese over the loch"}

    assert this.post("/me/password", sent).status_code == 204
    assert this.get("/me").status_code == 200
    assert Caller(own_api.client, hana.json()["access_token"]).get("/me").status_code == 401


def test_whose_role_has_ended_keeps_their_own_account_and_nothing_else(api, cast):
    noor = api.as_(cast.noor)

    assert [one["state"] for one in noor.get("/me").json()["participants"]] == ["ended"]
    assert noor.get(f"/participants/{cast.noor.id}").status_code == 404
    for path in ("/programmes", "/participants", "/pairings", "/sessions", "/organisations"):
        assert noor.get(path).json()["items"] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:8001"}, 403),
        ({"Origin": "http://localhost:8000"}, 401),
        ({"Origin": "http://127.0.0.1:8000"}, 401),
        ({"Origin": "http://[::1]:8000"}, 401),
        ({"Sec-Fetch-Site": "same-origin"}, 401),
        ({"Sec-Fetch-Site": "none"}, 401),
        ({}, 401),
    ],
)
def test_a_browser_may_change_something_only_from_our_own_pages(api, headers, status):
    sent = {"email": "nobody@example.org", "password": "no"}

    assert api.anonymous.post("/sign-in", sent, headers=headers).status_code == status


def test_who_is_not_signed_in_is_told_so_before_anything_else(api):
    document = api.client.get("/openapi.json").json()
    told = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if operation["x-action"].startswith("public:"):
                continue
            answered = api.client.request(
                method, path.replace("{", "").replace("}", ""), content=b"{broken",
                headers={"Content-Type": "application/json"},
            )  # fmt: skip
            told[f"{method} {path}"] = answered.status_code

    assert told
    assert set(told.values()) == {401}
