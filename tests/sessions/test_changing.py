"""Changing a session by a merge patch: the absent stays, null clears, the unknown is refused."""

import pytest
from tests.answers import codes, said
from tests.sessions.conftest import at

STALE = '"0123456789abcdef0123456789abcdef"'


@pytest.fixture
def path(book):
    return f"/sessions/{book(at('10:00'), at('12:00'), mode='phone').json()['id']}"


@pytest.mark.parametrize(
    ("sent", "changed"),
    [
        ({}, {}),
        ({"mode": "video"}, {"mode": "video"}),
        ({"place": "By the pond"}, {"place": "By the pond"}),
        ({"place": "  By the pond\n"}, {"place": "By the pond"}),
        ({"place": ""}, {"place": ""}),
        ({"place": None}, {"place": ""}),
        ({"starts_at": "2031-05-07T09:30:00Z"}, {"starts_at": "2031-05-07T09:30:00Z"}),
        ({"ends_at": "2031-05-07T14:30:00+02:00"}, {"ends_at": "2031-05-07T12:30:00Z"}),
        (
            {"mode": "in_person", "place": "Leeds", "ends_at": "2031-05-07T11:00:00Z"},
            {"mode": "in_person", "place": "Leeds", "ends_at": "2031-05-07T11:00:00Z"},
        ),
    ],
)
def test_what_is_absent_stays_as_it_is(api, cast, path, sent, changed):
    ben = api.as_(cast.ben)
    before = ben.get(path).json()

    answer = ben.patch(path, sent)

    assert answer.status_code == 200
    assert answer.json() == before | changed
    assert said(ben.get(path)) == said(answer)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"starts_at": None}, "/starts_at"),
        ({"ends_at": None}, "/ends_at"),
        ({"mode": None}, "/mode"),
        ({"mode": "post"}, "/mode"),
        ({"place": 7}, "/place"),
        ({"place": "x" * 4001}, "/place"),
        ({"starts_at": "2031-05-07T09:30:00"}, "/starts_at"),
        ({"state": "held"}, "/state"),
        ({"pairing_id": "x"}, "/pairing_id"),
        ({"place": "Good", "colour": "blue"}, "/colour"),
        ([], ""),
        ("place", ""),
    ],
)
def test_what_cannot_be_is_refused_whole(api, cast, path, sent, pointer):
    ben = api.as_(cast.ben)
    before = said(ben.get(path))

    answer = ben.patch(path, sent)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [pointer]
    assert said(ben.get(path)) == before


@pytest.mark.parametrize(
    ("tag", "status", "code"),
    [(None, 428, "match_needed"), (STALE, 412, "changed_meanwhile"), ('""', 412, None)],
)
def test_nobody_changes_what_they_have_not_seen(api, cast, path, tag, status, code):
    ben = api.as_(cast.ben)
    before = said(ben.get(path))

    answer = ben.patch(path, {"place": "Blind"}, headers={"If-Match": tag} if tag else {})

    assert answer.status_code == status
    assert answer.json()["code"] == code or code is None
    assert said(ben.get(path)) == before


def test_of_two_who_change_it_the_second_is_told(api, cast, path):
    amara, ben = api.as_(cast.amara), api.as_(cast.ben)
    seen = {"If-Match": amara.get(path).headers["etag"]}
    assert ben.get(path).headers["etag"] == seen["If-Match"]
    assert amara.patch(path, {"place": "Amara's"}, headers=seen).status_code == 200

    answer = ben.patch(path, {"place": "Ben's"}, headers=seen)

    assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
    assert ben.get(path).json()["place"] == "Amara's"


def test_one_of_several_tags_or_any_is_enough(api, cast, path):
    ben = api.as_(cast.ben)
    several = f"{STALE}, {ben.get(path).headers['etag']}"

    assert ben.patch(path, {"place": "1"}, headers={"If-Match": several}).status_code == 200
    assert ben.patch(path, {"place": "2"}, headers={"If-Match": "*"}).status_code == 200


def test_a_tag_tells_nothing_of_what_one_may_do(api, cast, path, it_is):
    """From its beginning on a session may be recorded: the same words, so the same tag."""
    ben, efe = api.as_(cast.ben), api.as_(cast.efe)
    before = ben.get(path)
    it_is(at("11:00"))
    after = ben.get(path)

    assert after.json()["allowed"] != before.json()["allowed"]
    assert after.headers["etag"] == before.headers["etag"] == efe.get(path).headers["etag"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_it_is_sent_as_json(api, cast, path, kind):
    answer = api.as_(cast.ben).request(
        "PATCH", path, content='{"place": "Leeds"}',
        headers={"If-Match": "*", "Content-Type": kind},
    )  # fmt: skip

    assert answer.status_code == 415


def test_actions_ask_for_no_tag(api, cast, path):
    assert api.as_(cast.ben).post(f"{path}/cancel", headers={"If-Match": STALE}).status_code == 200
