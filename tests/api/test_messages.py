"""What is wrong with a request is said in words that anybody can read, and that say what to do."""

import re
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType
from tests.answers import codes

from alongside.web.messages import OTHERWISE, WORDS, say

LIMITS = {
    "min_length": 2, "max_length": 4000, "ge": 1, "gt": 1, "le": 100, "lt": 100,
    "expected": "'video', <Mode.PHONE: 'phone'> or 'in_person'",
}  # fmt: skip
FOREIGN = (
    "Input should",
    "Invalid",
    "invalid",
    "String should",
    "Value error",
    "valid ",
    "field required",
)
MANY_LETTERS, MANY_WORDS = 13, 20


def is_plain(words):
    sentences = [one for one in re.split(r"(?<=[.!?])\s+", words) if one]
    long_words = [one for one in re.findall(r"[A-Za-z]+", words) if len(one) > MANY_LETTERS]
    return (
        words[:1].isupper()
        and words.endswith((".", "?"))
        and not any(foreign in words for foreign in FOREIGN)
        and all(len(one.split()) <= MANY_WORDS for one in sentences)
        and not long_words
    )


@pytest.mark.parametrize("code", get_args(ErrorType))
def test_every_kind_of_error_has_plain_words(code):
    words = say(code, "Input should be another thing", LIMITS)

    assert is_plain(words), words
    assert "{" not in words


def test_what_is_not_plain_would_be_noticed():
    assert not is_plain("Input should be a valid string")
    assert not is_plain("this has no capital.")
    assert not is_plain("It is misunderstandable.")
    assert not is_plain(" ".join(["Word"] * 21) + ".")


def test_limits_and_choices_are_written_out():
    assert say("string_too_long", "", LIMITS) == "This is too long. Use 4,000 letters or fewer."
    assert say("enum", "", LIMITS) == "Choose one of these: video, phone, in_person."
    assert say("string_too_short", "", {"min_length": 1}) == "Write something here."


def test_words_of_a_schema_are_said_as_they_are():
    assert say("session_length", "A session lasts.", {}) == "A session lasts."
    assert set(WORDS) <= set(get_args(ErrorType))


ID = "7a3f5c1e-0000-4000-8000-000000000000"
WRONG = {
    "missing": ("/pairings", {}),
    "extra_forbidden": ("/pairings", {"why": "because"}),
    "uuid_parsing": ("/pairings", {"coach_id": "7"}),
    "uuid_type": ("/pairings", {"coach_id": 7}),
    "string_type": ("/programmes", {"name": 7}),
    "string_too_short": ("/programmes", {"name": " "}),
    "string_too_long": ("/programmes", {"name": "a" * 201}),
    "time_zone": ("/programmes", {"name": "A", "time_zone": "Northmere"}),
    "date_type": ("/programmes", {"starts_on": 20270104}),
    "date_from_datetime_parsing": ("/programmes", {"starts_on": "2027-02-30"}),
    "email": ("/participants", {"email": "amina"}),
    "one_line": ("/participants", {"phone": "07700\n900000"}),
    "int_type": ("/participants", {"capacity": "3"}),
    "greater_than_equal": ("/participants", {"capacity": -1}),
    "less_than_equal": ("/participants", {"capacity": 101}),
    "bool_type": ("/participants", {"lived_experience": "yes"}),
    "enum": ("/participants", {"role": "friend"}),
    "string_pattern_mismatch": ("/organisations", {"name": "A", "ods_code": "!"}),
    "datetime_type": ("/sessions", {"starts_at": 1793800000}),
    "instant_out_of_range": ("/sessions", {"starts_at": "1066-10-14T09:00:00Z"}),
    "literal_error": ("/feedback", {"audience": "everybody"}),
    "model_attributes_type": ("/feedback", {"answers": 5}),
    "unreadable_letters": ("/feedback", {"text": "\0"}),
}


@pytest.mark.parametrize("code", WRONG)
def test_each_mistake_keeps_its_code_and_is_told_plainly(api, cast, code):
    path, body = WRONG[code]
    answered = api.as_(cast.efe).post(path, body)
    told = answered.json()["errors"]

    assert answered.status_code == 422
    assert code in [one["code"] for one in told]
    assert [one["message"] for one in told if not is_plain(one["message"])] == []
    assert OTHERWISE not in [one["message"] for one in told]


def test_a_session_that_is_too_long_is_told_where_it_ends(api, cast):
    booking = {"pairing_id": ID, "starts_at": "2027-01-04T10:00:00Z", "mode": "video"}
    answered = api.as_(cast.amara).post("/sessions", booking | {"ends_at": "2027-01-04T20:00:00Z"})

    assert codes(answered) == [("/ends_at", "session_length")]


def test_what_is_deep_within_has_its_whole_pointer(api, cast):
    given = {"session_id": ID, "audience": "team", "answers": {"useful": 9, "kind": 1}}
    answered = api.as_(cast.amara).post("/feedback", given)

    assert codes(answered) == [
        ("/answers/useful", "less_than_equal"),
        ("/answers/kind", "extra_forbidden"),
    ]


def test_one_of_a_list_is_told_by_its_number(api, cast):
    change = {"safeguarding_leads": [ID, "Gwen"], "labels": {"coach": "a\0"}}
    path = f"/programmes/{cast.programme.id}"
    answered = api.as_(cast.efe).patch(path, change)

    assert codes(answered) == [
        ("/labels/coach", "unreadable_letters"),
        ("/safeguarding_leads/1", "uuid_parsing"),
    ]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("limit=0", ("/limit", "greater_than_equal")),
        ("limit=many", ("/limit", "int_parsing")),
        ("state=sad", ("/state", "enum")),
        ("from=1793800000", ("/from", "datetime_type")),
        ("from=2027-01-04T10:00:00", ("/from", "datetime_type")),
        ("to=2027-01-04", ("/to", "datetime_type")),
        ("cursor=%21", ("/cursor", "string_pattern_mismatch")),
    ],
)
def test_a_parameter_is_called_by_its_name(api, cast, query, wanted):
    answered = api.as_(cast.amara).get(f"/sessions?{query}")

    assert answered.status_code == 422
    assert codes(answered) == [wanted]
    assert is_plain(answered.json()["errors"][0]["message"])


def test_a_header_is_called_by_its_name(send, cast):
    path = f"/programmes/{cast.programme.id}"
    change = send(b"{}", method="PATCH", path=path, headers={"If-Match": "unquoted"})
    made = send(b"{}", headers={"Idempotency-Key": "a b"})

    assert codes(change) == [("/If-Match", "string_pattern_mismatch")]
    assert ("/Idempotency-Key", "string_pattern_mismatch") in codes(made)


def test_no_parameter_has_the_name_of_a_field(operations, document):
    """Else nobody could tell which of the two a pointer means."""
    both = {}
    for operation in operations:
        body = operation.said.get("requestBody", {}).get("content", {}).get("application/json")
        forms = (body["schema"].get("anyOf", [body["schema"]])) if body else ()
        names = [form["$ref"].rpartition("/")[2] for form in forms if "$ref" in form]
        fields = {
            f for name in names for f in document["components"]["schemas"][name]["properties"]
        }
        named = {one["name"] for one in operation.said.get("parameters", ()) if one["in"] != "path"}
        if fields & named:
            both[str(operation)] = fields & named
    assert both == {}
