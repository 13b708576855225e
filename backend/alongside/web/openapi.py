"""The contract: the generated document, with what FastAPI leaves out put in."""

from collections.abc import Iterator
from typing import Any

import yaml
from fastapi import FastAPI

from alongside.access.wrong import ProblemView
from alongside.core.errors import Problem
from alongside.web.answers import error_answers
from alongside.web.documenting import document_operation, operations_of, tidy
from alongside.web.examples import Examples
from alongside.web.headers import HEADERS
from alongside.web.messages import WORDS

FIRST_WORDS = """\
**To try it here**, call `POST /api/v1/sign-in` with your e-mail address and password, copy the
`access_token` from the answer, press *Authorize* and paste it. It is good for ten minutes.

Alongside is for programmes in which people with lived experience coach senior leaders. Everything
that the page does, it does by this API. Whoever asks sees what is theirs to see: the same address
gives each reader their own view, and what is not yours answers exactly as if it did not exist.
`allowed` says what you may do with a thing just now, in the words that each operation has as its
`x-action` in `/openapi.json`: where a pairing says `pairing:pause`, `POST …/pause` is open to you.

* **Signing in** gives an access token for ten minutes, and a cookie for a week. On a 401, call
  `POST /api/v1/sign-in/refresh` once with that cookie, keep the new one, and ask again. The cookie
  is `Secure`: where a client talks plain http, it has to send the `Cookie` header itself.
* **Errors** are problem details (RFC 9457). Go by `code`; `detail` is for people. `errors` says
  what to mend: `pointer` is a JSON pointer into the body, and for a parameter or a header a slash
  and its name.
* **Ids** are UUIDs. What is no id answers as the id of nothing does: 404.
* **Lists** are newest first; sessions go by their start. Follow the `Link` header for the page
  after, or send `next` as `cursor` with the same filters. On the last page `next` is null.
* **Asking twice**: send an `Idempotency-Key` with a `POST` that makes something, and repeat it
  freely for 24 hours with the same body. Another body under the same key is a 422.
* **Changing what others change too**: send the `ETag` you read as `If-Match`. Where that is
  required and missing the answer is 428; if somebody was quicker, 412: read it again. A change
  names only what changes; null clears it.
* **Time**: instants are in UTC (RFC 3339); a session names its programme's time zone.
* **More may come**: be ready for further fields in answers, and for further codes and states.
* **From a browser** only our own pages may change something: `Origin` and `Sec-Fetch-Site` are
  looked at. A body is JSON unless an operation says otherwise, and up to a little over 1 MiB,
  which may take a minute to come. Who asks for another host than ours is answered 421.
* `HEAD` does as `GET` does; `OPTIONS`, and a 405, say in `Allow` what else an address knows. Every
  answer also has the headers that keep a browser careful, such as `Content-Security-Policy`.
"""
CODES = """
**Every problem**, by its `code`:

| status | code | in words |
|---|---|---|
"""
FIELD_CODES = "**What may be wrong with a field**, besides what a problem names: "

NOT_OURS = {"HTTPValidationError", "ValidationError"}
TAGS = [
    {
        "name": "Mail of the demo",
        "description": "What would have been sent by mail.",
    },
    {"name": "Signing in", "description": "Tokens, the first sign-in, and your own account."},
    {"name": "Programmes", "description": "What people take part in."},
    {"name": "Participants", "description": "People in a programme, each in one role."},
    {"name": "Imports", "description": "Bringing a whole roster in, and undoing it."},
    {"name": "Organisations", "description": "Trusts, councils and charities. One list for all."},
    {"name": "Declarations", "description": "Private ties that a match must respect."},
    {"name": "Audit", "description": "Who looked, and who did what: ids, never words."},
    {"name": "Pairings", "description": "A coach and a leader, from the first question on."},
    {"name": "Sessions", "description": "Coaching meetings."},
    {"name": "Notes", "description": "For oneself, or for both who met."},
    {"name": "Feedback", "description": "To the partner, the team or the learning partners."},
    {"name": "Your data", "description": "What is kept about you: to see and to take along."},
    {"name": "On behalf", "description": "What coordinators did for who cannot sign in."},
    {"name": "Notices", "description": "What is kept and tried here, for everybody to read."},
    {"name": "Health", "description": "For whoever keeps the server running."},
]


SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": (
            "The `access_token` that `POST /api/v1/sign-in` gives. It lasts ten minutes, and is"
            " made and read as RFC8725 asks."
        ),
    },
    "refresh": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-refresh",
        "description": (
            "The refresh token. It comes with a sign-in, is renewed by"
            " `POST /api/v1/sign-in/refresh`, and no script can read it."
        ),
    },
}
SERVER = {
    "url": "/",
    "description": "This server, in production or wherever it runs",
    "x-internal": False,
}


def describe(app: FastAPI) -> None:
    """Give the document its first words and the schemas that answers point to."""
    app.description, app.openapi_tags = FIRST_WORDS + _codes(), TAGS
    app.license_info = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    generate = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(generate())
        return app.openapi_schema or {}

    app.openapi = complete  # type: ignore[method-assign]


def _complete(document: dict[str, Any]) -> None:
    """Say of every operation what its route leaves out."""
    schemas = document["components"]["schemas"] | _problem_schemas()
    schemas = {name: tidy(one) for name, one in schemas.items()}
    examples = Examples(schemas)
    for method, operation in operations_of(document):
        document_operation(method, operation, examples)
    document["servers"] = [SERVER]
    document["components"] = {
        "schemas": {name: schemas[name] for name in schemas if name not in NOT_OURS},
        "responses": error_answers(),
        "headers": HEADERS,
        "securitySchemes": SECURITY,
    }


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemView.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), "ProblemView": schema}


def problem_kinds(kind: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Give every kind of problem that the application knows."""
    if kind.__module__.startswith(__name__.partition(".")[0]):
        yield kind
    for narrower in kind.__subclasses__():
        yield from problem_kinds(narrower)


def _codes() -> str:
    """List every problem there is, so that a client can be ready for each."""
    every = sorted({(one.status, one.code, one.title) for one in problem_kinds()})
    rows = "\n".join(f"| {status} | `{code}` | {title} |" for status, code, title in every)
    fields = ", ".join(f"`{code}`" for code in sorted(WORDS))
    return f"{CODES}{rows}\n\n{FIELD_CODES}{fields}.\n"


class Plain(yaml.SafeDumper):
    """Writes everything out where it stands, and words as they are read."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _write_words(writer: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    style = "|" if "\n" in words and "\r" not in words else None
    return writer.represent_scalar("tag:yaml.org,2002:str", words, style=style)


Plain.add_representer(str, _write_words)


def to_yaml(document: dict[str, Any]) -> str:
    """Write the document in one canonical form: sorted, so that a difference is a change."""
    return yaml.dump(document, Dumper=Plain, sort_keys=True, allow_unicode=True, width=100)
