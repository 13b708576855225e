"""What is answered is what the contract says: statuses, headers, kinds and forms."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from tests.answers import NOBODYS
from tests.api.calls import begin
from tests.api.conforming import differences, resolve
from tests.api.day import DAY, live
from tests.figures import record

from alongside.sessions import service


@pytest.fixture
def by_name(operations) -> dict[str, Any]:
    return {one.said["operationId"]: one for one in operations}


def test_every_operation_is_asked(by_name):
    assert {call.name for call in DAY} == set(by_name)


def test_a_whole_day_goes_as_the_contract_says(api, cast, document, by_name):
    ways = {name: (one.method, one.path) for name, one in by_name.items()}
    wrong, count = [], 0
    for call, answer in live(begin(api, cast), ways):
        count += 1
        if answer.status_code >= 300:
            wrong.append(f"{call.name}: {answer.status_code} {answer.text[:300]}")
        wrong += differences(document, by_name[call.name], answer)

    record("API", "operations answered as documented, header by header", f"{count} answers")
    assert wrong == []


def test_the_second_page_is_linked(api, cast, document, by_name):
    answer = api.as_(cast.efe).get("/participants?limit=1")

    assert answer.headers["link"].startswith("</api/v1/participants?")
    assert differences(document, by_name["list_participants"], answer) == []


LATER = "2999-01-01T00:00:00Z"
ERRORS = {
    "401": ("read_session", lambda api, _: api.anonymous.get(f"/sessions/{NOBODYS}")),
    "403": (
        "make_programme",
        lambda api, cast: api.as_(cast.efe).post("/programmes", {"name": "A"}),
    ),
    "404": ("read_session", lambda api, cast: api.as_(cast.chen).get(f"/sessions/{cast.held.id}")),
    "409": (
        "cancel_session",
        lambda api, cast: api.as_(cast.amara).post(f"/sessions/{cast.held.id}/cancel"),
    ),
    "412": (
        "change_session",
        lambda api, cast: api.as_(cast.amara).patch(
            f"/sessions/{cast.booked.id}", {"place": "Here"}, headers={"If-Match": '"old"'}
        ),
    ),
    "413": (
        "write_private_note",
        lambda api, cast: api.as_(cast.amara).put(
            f"/sessions/{cast.held.id}/private-note", {"text": "a" * 2_000_000}
        ),
    ),
    "415": (
        "give_feedback",
        lambda api, cast: api.as_(cast.amara).request("POST", "/feedback", content="text=Good"),
    ),
    "422": ("list_sessions", lambda api, cast: api.as_(cast.amara).get("/sessions?limit=0")),
    "428": (
        "write_shared_note",
        lambda api, cast: api.as_(cast.amara).put(
            f"/sessions/{cast.held.id}/shared-note", {"text": "Ours."}
        ),
    ),
}


@pytest.mark.parametrize("status", ERRORS)
def test_each_error_is_told_as_the_contract_says(api, cast, document, by_name, status):
    name, ask = ERRORS[status]
    answer = ask(api, cast)

    assert str(answer.status_code) == status
    assert differences(document, by_name[name], answer) == []
    assert answer.json()["instance"] == answer.headers["x-request-id"]
    assert answer.json()["status"] == int(status)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("a secret"), 500),
        (OperationalError("select", {}, ConnectionError("a secret")), 503),
    ],
)
def test_what_nobody_foresaw_is_told_without_a_word_of_it(
    api, cast, document, by_name, monkeypatch, error, status
):
    async def fail(*_args):
        raise error

    monkeypatch.setattr(service, "read_session", fail)
    answer = api.as_(cast.amara).get(f"/sessions/{cast.held.id}")

    assert answer.status_code == status
    assert differences(document, by_name["read_session"], answer) == []
    assert "secret" not in answer.text


def test_a_page_of_another_site_changes_nothing(api, cast, document, by_name):
    answer = api.as_(cast.amara).post(
        f"/sessions/{cast.booked.id}/cancel", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_origin")
    assert differences(document, by_name["cancel_session"], answer) == []


def test_a_header_that_is_not_told_would_be_noticed(api, cast, document, by_name):
    answer = api.as_(cast.amara).get("/me")
    answer.headers["X-Surprise"] = "1"
    del answer.headers["Cache-Control"]

    found = differences(document, by_name["read_me"], answer)
    assert [one.partition(": ")[2] for one in found] == [
        "x-surprise is sent and not told",
        "cache-control is told and not sent",
    ]


def test_no_error_is_told_that_cannot_be(operations, document):
    """401 comes only where one must sign in, 422 only where something can be wrong, and so on."""
    odd = []
    for one in operations:
        told = {status for status in one.answers if status >= "4"}
        asked = {parameter["in"] for parameter in one.said.get("parameters", ())}
        body = "requestBody" in one.said
        rules = {
            "401": one.said["x-action"].split(":")[0] != "public" or "401" in told,
            "403": one.method != "get",
            "404": "path" in asked or "404" in told,
            "413": body,
            "415": body,
            "422": body or bool(asked - {"path"}),
            "500": True,
        }
        odd += [f"{one}: {status}" for status, due in rules.items() if due != (status in told)]
    assert odd == []
    assert all("X-Request-Id" in resolve(document, answer)["headers"]
               for one in operations for answer in one.answers.values())  # fmt: skip
