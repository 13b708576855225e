"""The contract: the generated document, with what FastAPI leaves out put in."""

from typing import Any

import yaml
from fastapi import FastAPI

from alongside.access.http import ProblemView

FIRST_WORDS = """\
**To try it here**, call `POST /api/v1/sign-in` with your e-mail address and password, copy the
`access_token` from the answer, press *Authorize* and paste it. It is good for ten minutes.

Alongside is for programmes in which people with lived experience coach senior leaders. Everything
that the page does, it does by this API. Whoever asks sees what is theirs to see: the same address
gives each reader their own view, and what is not yours answers exactly as if it did not exist.
`allowed` says what you may do with a thing just now.

* **Errors** are problem details (RFC 9457). Go by `code`; `detail` is for people.
* **Lists** are newest first. Follow `next`, or the `Link` header, for the page after.
* **Asking twice**: send an `Idempotency-Key` with a `POST` that makes something, and repeat it
  freely for 24 hours.
* **Changing what others change too**: send the `ETag` you read as `If-Match`.
* **Time**: instants are in UTC (RFC 3339); a session names its programme's time zone.
"""

TAGS = [
    {"name": "Signing in", "description": "Tokens, the first sign-in, and your own account."},
    {"name": "Programmes", "description": "What people take part in."},
    {"name": "Participants", "description": "People in a programme, each in one role."},
    {"name": "Imports", "description": "Bringing a whole roster in, and undoing it."},
    {"name": "Organisations", "description": "Trusts, councils and charities. One list for all."},
    {"name": "Declarations", "description": "Private ties that a match must respect."},
    {"name": "Pairings", "description": "A coach and a leader, from the first question on."},
    {"name": "Sessions", "description": "Coaching meetings."},
    {"name": "Notes", "description": "For oneself, or for both who met."},
    {"name": "Feedback", "description": "To the partner, the team or the learning partners."},
    {"name": "Health", "description": "For whoever keeps the server running."},
]


BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "The `access_token` that `POST /api/v1/sign-in` gives. It lasts ten minutes.",
}


def describe(app: FastAPI) -> None:
    """Give the document its first words and the schemas that answers point to."""
    app.description, app.openapi_tags = FIRST_WORDS, TAGS
    app.license_info = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    app.contact = {"name": "Whoever runs this Alongside", "url": "https://alongside.example/help"}
    generate = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generate()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(_problem_schemas())
            document["components"]["securitySchemes"] = {"bearer": BEARER}
            document["servers"] = [{"url": "/", "description": "This server"}]
        return app.openapi_schema or {}

    app.openapi = complete  # type: ignore[method-assign]


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemView.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), "ProblemView": schema}


def to_yaml(document: dict[str, Any]) -> str:
    """Write the document in one canonical form: sorted, so that a difference is a change."""
    return yaml.safe_dump(document, sort_keys=True, allow_unicode=True, width=100)
