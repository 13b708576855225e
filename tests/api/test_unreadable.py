"""Whatever arrives, the answer is a problem with words in it, and never a surprise."""

import json

import pytest
from tests.answers import NOBODYS, codes, said
from tests.api.conforming import faults_of
from tests.api.conftest import in_pieces

MUCH = 1_200_000
JSON_INVALID = [("", "json_invalid")]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"name": "a",}',
        b"{\"name\": 'a'}",
        b"name=a",
        b'{"name": "\xff"}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"name": ' + b"1" * 5000 + b"}",
        b"\x00",
    ],
    ids=["torn", "comma", "quotes", "form", "not utf-8", "torn and deep", "deep", "huge", "nul"],
)
def test_json_that_cannot_be_read_is_said_to_be_so(send, body):
    answered = send(body)

    assert answered.status_code == 422
    assert codes(answered) == JSON_INVALID
    assert "JSON" in answered.json()["errors"][0]["message"]


@pytest.mark.parametrize("body", [b"null", b"[]", b'"a"', b"3", b"true", b"NaN"])
def test_json_that_is_no_object_is_told(send, body):
    answered = send(body)

    assert answered.status_code == 422
    assert codes(answered) in ([("", "model_attributes_type")], [("", "missing")])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ('"\\ud800"', "string_unicode"),
        ('"a\\u0000"', "unreadable_letters"),
        ("NaN", "string_type"),
        ("1e999", "string_type"),
        ("-Infinity", "string_type"),
        ('"   "', "string_too_short"),
        (f'"{"a" * 201}"', "string_too_long"),
        ('{"a": 1}', "string_type"),
    ],
)
def test_a_name_that_is_none_is_told_where_it_is(send, name, code):
    answered = send(b'{"name": %s}' % name.encode())

    assert answered.status_code == 422
    assert codes(answered) == [("/name", code)]


def test_of_a_name_given_twice_the_last_counts(send):
    assert codes(send(b'{"name": "a", "name": 3}')) == [("/name", "string_type")]


@pytest.mark.parametrize(
    ("number", "answer"),
    [(b"2.0", 200), (b"2e0", 200), (b"2.5", 422), (b'"2"', 422), (b"true", 422)],
)
def test_a_whole_number_is_one_however_it_is_written(send, cast, number, answer):
    mine = {"path": f"/participants/{cast.amara.id}", "method": "PATCH", "who": cast.amara}
    answered = send(b'{"capacity": %s}' % number, headers={"If-Match": "*"}, **mine)

    assert answered.status_code == answer


@pytest.mark.parametrize("name", ["\\ud800", "a/b~c", "a" * 600, "\\u0000"])
def test_a_strange_field_is_told_whatever_it_is_called(send, name):
    answered = send(b'{"name": "A", "%s": 1}' % name.encode())

    assert answered.status_code == 422
    assert answered.json()["errors"][0]["code"] in {"extra_forbidden", "string_unicode"}
    assert len(answered.json()["errors"][0]["pointer"]) <= 500


def test_a_pointer_escapes_what_it_must(send):
    assert codes(send(b'{"name": "A", "a/b~c": 1}')) == [("/a~1b~0c", "extra_forbidden")]


def test_a_thousand_mistakes_are_not_all_told(send):
    answered = send(json.dumps({f"field_{n}": n for n in range(5000)}))

    assert answered.status_code == 422
    assert len(answered.json()["errors"]) == 100


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/x-www-form-urlencoded", "nonsense"]
)
def test_what_is_not_sent_as_json_is_not_taken(send, kind):
    answered = send(b'{"name": "A"}', kind)

    assert answered.status_code == 415
    assert answered.json()["code"] == "content_type"


def test_nothing_at_all_is_told_too(send):
    assert codes(send(b"", None)) == [("", "missing")]


def test_a_body_is_read_no_further_than_it_may_be_long(send):
    told = send(b'{"name": "' + b"a" * MUCH + b'"}')
    streamed = send(in_pieces(MUCH))

    for answered in (told, streamed):
        assert answered.status_code == 413
        assert answered.json()["code"] == "too_large"


def test_a_sign_in_with_letters_that_cannot_be_kept_is_refused(api):
    answered = api.anonymous.post("/sign-in", {"email": "a\0@example.org", "password": "a\0"})

    assert answered.status_code == 422
    assert codes(answered) == [("/email", "unreadable_letters")]


@pytest.mark.parametrize("cookie", [b"__Host-refresh=\xff\x01", b"__Host-refresh=", b"=;=\x00"])
def test_a_strange_cookie_is_no_sign_in(api, cookie):
    answered = api.anonymous.post("/sign-in/refresh", headers={"Cookie": cookie})

    assert answered.status_code == 401


@pytest.mark.parametrize(
    "token",
    [b"Bearer \xff\xfe", b"Bearer", b"Basic YTpi", b"Bearer a.b.c", b"Bearer " + b"a" * 9000],
)
def test_a_strange_token_is_no_sign_in(api, token):
    answered = api.anonymous.get("/me", headers={"Authorization": token})

    assert answered.status_code == 401
    assert answered.headers["www-authenticate"] == "Bearer"


NO_IDS = [
    "nope",
    "%00",
    "%ff",
    "0",
    "null",
    "💜",
    "..",
    "a" * 2000,
    "00000000-0000-0000-0000-00000000000g",
]


@pytest.mark.parametrize("key", NO_IDS)
def test_what_is_no_id_answers_as_an_id_of_nothing(api, cast, key):
    amara = api.as_(cast.amara)
    strange, unknown = amara.get(f"/sessions/{key}"), amara.get(f"/sessions/{NOBODYS}")

    assert unknown.status_code == 404
    assert said(strange) == said(unknown)


def test_what_is_no_id_does_so_when_the_rest_is_wrong_too(send, cast):
    def change(key, body):
        return send(body, path=f"/sessions/{key}", method="PATCH", who=cast.amara)

    for body in (b"{", b'{"mode": "by pigeon"}', b"{}"):
        assert said(change("nope", body)) == said(change(NOBODYS, body))


def test_what_is_no_id_in_a_body_or_a_filter_is_told(api, cast):
    amara = api.as_(cast.amara)

    assert codes(amara.get("/sessions?pairing_id=7")) == [("/pairing_id", "uuid_parsing")]
    assert ("/session_id", "uuid_parsing") in codes(amara.post("/feedback", {"session_id": "7"}))


@pytest.mark.parametrize("blank", ["\u0085", "\ufeff", "\u00a0", "\u2003"])
def test_what_is_blank_is_so_by_the_contract_and_to_us(send, cast, document, blank):
    address = f"amina{blank}yusuf@example.org"
    told = document["components"]["schemas"]["AppointCoordinator"]["properties"]["email"]
    body = json.dumps({"email": address, "given_name": "Amina", "family_name": "Yusuf"})

    answered = send(body, path=f"/programmes/{cast.programme.id}/coordinators")

    assert codes(answered) == [("/email", "email")]
    assert faults_of(document, told, address) != []
    assert faults_of(document, told, "amina.yusuf@example.org") == []
