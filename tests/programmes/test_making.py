"""Making a programme: operators do, and see what they made and nobody in it."""

import pytest
from tests.answers import codes, said

NEW = {
    "name": "Alongside the River", "aims": "To listen.\n\nTo change.", "starts_on": "2027-01-04",
    "ends_on": "2027-12-31", "time_zone": "Australia/Lord_Howe",
}  # fmt: skip
EVERYBODY = ["everybody in the programme", "the people who run Alongside"]
OURS = dict.fromkeys(("coach", "leader", "learning_partner", "coordinator"))


@pytest.fixture
def make(api, cast):
    def making(who=None, key=None, **sent):
        headers = {"Idempotency-Key": key} if key else {}
        return api.as_(who or cast.farah).post("/programmes", sent, headers=headers)

    return making


def test_it_is_shown_as_it_was_made(api, cast, make):
    answer = make(**NEW)

    view = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/programmes/{view['id']}"
    assert view == NEW | {
        "id": view["id"],
        "labels": OURS,
        "safeguarding_leads": [],
        "created_at": view["created_at"],
        "allowed": ["coordinator:appoint"],
        "readers": dict.fromkeys(("name", "aims", "labels"), EVERYBODY),
    }
    read = api.as_(cast.farah).get(f"/programmes/{view['id']}")
    assert (read.json(), read.headers["etag"]) == (view, answer.headers["etag"])
    assert api.as_(cast.farah).get("/programmes?limit=1").json()["items"] == [view]


def test_a_name_is_enough(make):
    view = make(name=" Small start ").json()

    assert view["name"] == "Small start"
    assert (view["aims"], view["starts_on"], view["ends_on"]) == ("", None, None)
    assert view["time_zone"] == "Europe/London"


def test_only_operators_make_one(api, cast, make):
    for one in cast.everybody():
        if one.name != "farah":
            assert make(one, **NEW).status_code == 403, one.name
    assert api.anonymous.post("/programmes", {"nonsense": 1}).status_code == 401


def test_to_everybody_else_it_is_not_there(api, cast, make):
    made = make(**NEW).json()["id"]

    for one in cast.everybody():
        if one.name != "farah":
            listed = [p["id"] for p in api.as_(one).get("/programmes").json()["items"]]
            assert made not in listed, one.name
            assert api.as_(one).get(f"/programmes/{made}").status_code == 404, one.name


def test_whoever_is_appointed_runs_it(api, cast, make):
    made = make(**NEW).json()["id"]
    body = {"email": "ben@example.org", "given_name": "Ben", "family_name": "Example"}
    assert api.as_(cast.farah).post(f"/programmes/{made}/coordinators", body).status_code == 201

    ben = api.as_(cast.ben)
    assert ben.patch(f"/programmes/{made}", {"aims": "Mine"}).json()["aims"] == "Mine"
    assert ben.patch(f"/programmes/{cast.programme.id}", {"aims": "Mine"}).status_code == 403


DATES = [
    ("2027-01-04", "2027-01-04", True), ("2027-01-04", "2027-01-05", True),
    ("2027-01-04", None, True), (None, "2027-01-04", True), (None, None, True),
    ("2028-02-29", "2028-03-01", True), ("2027-01-05", "2027-01-04", False),
    ("2027-12-31", "2027-01-01", False),
]  # fmt: skip


@pytest.mark.parametrize(("starts_on", "ends_on", "fine"), DATES)
def test_it_ends_on_the_day_it_starts_or_later(make, starts_on, ends_on, fine):
    answer = make(name="Days", starts_on=starts_on, ends_on=ends_on)

    if fine:
        assert (answer.json()["starts_on"], answer.json()["ends_on"]) == (starts_on, ends_on)
    else:
        assert answer.status_code == 422
        assert codes(answer) == [("/ends_on", "ends_before_it_starts")]


@pytest.mark.parametrize("zone", ["Europe/London", "UTC", "Asia/Kathmandu", "America/New_York"])
def test_every_zone_of_the_iana_is_known(make, zone):
    assert make(name="Zone", time_zone=zone).json()["time_zone"] == zone


REFUSED = [
    ("name", None), ("name", ""), ("name", "  "), ("name", "x" * 201), ("name", "a\nb"),
    ("aims", "x" * 4001), ("aims", None), ("aims", "a\0b"), ("starts_on", "2027-02-29"),
    ("starts_on", "2027-01-04T00:00:00Z"), ("starts_on", 1798761600), ("ends_on", "soon"),
    ("time_zone", "Europe/Atlantis"), ("time_zone", "europe/london"), ("time_zone", ""),
    ("time_zone", None), ("time_zone", "../etc/passwd"),
    ("time_zone", "localtime"), ("time_zone", "Factory"), ("time_zone", "posixrules"),
    ("time_zone", "+01:00"), ("labels", {}),
    ("safeguarding_leads", []), ("id", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_what_cannot_be_kept_is_refused(make, field, value):
    answer = make(**NEW | {field: value})

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [f"/{field}"]


def test_the_longest_is_kept(make):
    view = make(name="n" * 200, aims="a" * 4000).json()

    assert (len(view["name"]), len(view["aims"])) == (200, 4000)


def test_asking_twice_makes_one(make):
    first = make(key="k", **NEW)

    assert said(make(key="k", **NEW)) == said(first)
    assert make(key="k", name="Another").json()["code"] == "idempotency_key_reused"
