"""What each operation may answer: which errors are possible at all, and with what headers."""

from typing import Any

from alongside.access.http import JSON
from alongside.access.wrong import PROBLEM, WHY
from alongside.core.errors import (
    Conflict,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Problem,
    TooLarge,
    TooManyTries,
    TooSlow,
    Unavailable,
    Unprocessable,
    WrongContentType,
)
from alongside.core.views import ChangedMeanwhile, MatchNeeded
from alongside.web.examples import Examples
from alongside.web.headers import Part, point_to
from alongside.web.problems import body_of

SOME_REQUEST = "3f1c9a0e5b7d42689a10c2d4e6f80b13"
TYPICAL: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        *(NotSignedIn, NotAllowed, NotFound, TooSlow, Conflict, ChangedMeanwhile, TooLarge),
        *(WrongContentType, Unprocessable, MatchNeeded, TooManyTries, Unavailable, Problem),
    )
}
ALWAYS_WITH: dict[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}

TAGGED = {
    "DeclarationView", "FeedbackView", "ImportView", "NoteView", "OfferedView",
    "OrganisationView", "PairingView", "ParticipantView", "ProgrammeView", "SessionView",
}  # fmt: skip
COOKIE = {
    *("sign_in", "refresh_sign_in", "sign_in_first", "sign_in_with_code"),
    *("sign_in_by_code", "sign_in_by_link", "sign_in_by_passkey"),
    *("sign_out", "sign_out_everywhere"),
}
NO_DATABASE = {"read_health", "read_keys", "begin_sign_in_by_passkey"}
WAITS_FOR_NOBODY = {"sign_in", "look_at_link"}

DONE = {
    "200": "This is how it is now.",
    "201": "It is made.",
    "202": "It is on its way, if there is anybody to send it to.",
    "204": "Done: nothing is told.",
}
PAGE = "A page of the list."


def _name(status: int) -> str:
    return TYPICAL[status].__name__


def error_answers() -> Part:
    """Describe every error answer once, with a typical problem as its example."""
    schema = {"$ref": "#/components/schemas/ProblemView"}
    return {
        _name(status): {
            "description": WHY[status],
            "headers": point_to("Cache-Control", "X-Request-Id", *ALWAYS_WITH.get(status, ())),
            "content": {
                PROBLEM: {"schema": schema, "example": body_of(kind(), SOME_REQUEST)},
            },
        }
        for status, kind in TYPICAL.items()
    }


def _possible(method: str, operation: Part) -> set[int]:
    """Say which errors can come back: what the route names, and what follows from its form."""
    name = operation["operationId"]
    known = {int(status) for status in operation["responses"]} - set(range(200, 300)) - {403, 422}
    known |= {500}
    asked = {one["in"] for one in operation.get("parameters", ())}
    if "requestBody" in operation:
        known |= {408, 413, 415, 422}
    if asked - {"path"}:
        known |= {422}
    if "path" in asked:
        known |= {404}
    if method != "get":
        known |= {403} | (set() if name in WAITS_FOR_NOBODY else {409})
    return known - {503} if name in NO_DATABASE else known


def _view(content: Part) -> str:
    """Give the name of the schema in an answer; of several, the first, which says the most."""
    schema = content.get(JSON, {}).get("schema", {})
    first = schema.get("anyOf", [schema])[0]
    return str(first.get("$ref", "")).rpartition("/")[2]


def _headers(status: str, name: str, view: str) -> Part:
    told = ["X-Request-Id", "Keys-Cache-Control" if name == "read_keys" else "Cache-Control"]
    if view in TAGGED and name != "import_roster":
        told.append("ETag")
    if status == "201" and view not in {"LinkView", "PasskeyView"}:
        told.append("Location")
    if view.endswith("Page"):
        told.append("Link")
    if name in COOKIE:
        told.append("Set-Cookie")
    if name == "copy_my_data_as_zip":
        told.append("Content-Disposition")
    if name in {"sign_out", "sign_out_everywhere"}:
        told.append("Clear-Site-Data")
    return point_to(*told)


def _good(status: str, answer: Part, name: str, examples: Examples) -> Part:
    content = answer.get("content", {})
    view = _view(content)
    usual = PAGE if view.endswith("Page") else DONE[status]
    said = answer["description"]
    described = {
        "description": usual if said == "Successful Response" else said,
        "headers": _headers(status, name, view),
    }
    shown = {
        kind: {"schema": one["schema"], "example": examples.after(name, status, one["schema"])}
        for kind, one in content.items()
    }
    return described | ({"content": shown} if shown else {})


def answers_of(method: str, operation: Part, examples: Examples) -> Part:
    """Describe all that an operation may answer, and nothing that it cannot."""
    name = operation["operationId"]
    good = {
        status: _good(status, answer, name, examples)
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    }
    wrong: dict[str, Any] = {
        str(status): {"$ref": f"#/components/responses/{_name(status)}"}
        for status in sorted(_possible(method, operation))
    }
    return good | wrong
