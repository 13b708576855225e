"""What goes in and out about organisations."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from alongside.core.views import NAME, Command, Day, Name, View

CODE = 10
MOST_ROWS = 100_000

Code = Annotated[
    str,
    StringConstraints(to_upper=True, pattern=r"^[A-Za-z0-9]{2,10}$"),
    Field(
        max_length=CODE,
        description="As the Organisation Data Service gives it.",
        examples=["RXV"],
    ),
]
Count = Annotated[int, Field(ge=0, le=MOST_ROWS, json_schema_extra={"format": "int32"})]


class AddOrganisation(Command):
    name: Annotated[Name, Field(examples=["Northmere Carers"])]
    ods_code: Code | None = None
    opened_on: Day | None = None
    closed_on: Day | None = None


class OrganisationView(View):
    """A public body or charity. Everybody who is signed in and takes part sees the same."""

    id: UUID
    name: Annotated[str, Field(max_length=NAME, examples=["Northmere Carers"])]
    ods_code: Annotated[str | None, Field(max_length=CODE, examples=["RXV"])]
    opened_on: date | None
    closed_on: date | None


class OrganisationPage(View):
    items: Annotated[list[OrganisationView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


class RowErrorView(View):
    """One row that was not taken, and why. The file has no header, so the column is our word."""

    line: Annotated[int, Field(ge=1, json_schema_extra={"format": "int32"})]
    column: Annotated[str | None, Field(max_length=NAME, examples=["opened"])]
    code: Annotated[str, Field(max_length=64, examples=["invalid_date"])]
    message: Annotated[str, Field(max_length=1000)]


class OrganisationImportView(View):
    """What taking over a published file did."""

    created: Count
    updated: Count
    unchanged: Count
    errors: Annotated[list[RowErrorView], Field(max_length=MOST_ROWS)]


def see_organisation(row: Any) -> OrganisationView:
    return OrganisationView(**{name: row[name] for name in OrganisationView.model_fields})
