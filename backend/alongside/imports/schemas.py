"""What goes in and out about imports of rosters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.core.views import NAME, Allowed, View

MOST_ROWS = 5000
MOST_FAULTS = 1_000_000
LONGEST_HEADER = 2_000_000  # a file may be one header
MOST_LETTERS = 100_000_000

Count = Annotated[int, Field(ge=0, le=MOST_ROWS, json_schema_extra={"format": "int32"})]


class FaultView(View):
    """One thing to mend in the file, or to know: where it is, and what to do, in words."""

    line: Annotated[
        int,
        Field(
            ge=1,
            description="The file's own line where the row starts. The header is 1.",
            examples=[9],
            json_schema_extra={"format": "int32"},
        ),
    ]
    column: Annotated[
        str | None,
        Field(
            max_length=LONGEST_HEADER,
            description="As the file names it.",
            examples=["Email address"],
        ),
    ]
    code: Annotated[str, Field(max_length=64, examples=["invalid_email"])]
    message: Annotated[
        str,
        Field(
            max_length=4000,
            examples=["“not-an-email” is not an e-mail address. Put in the right one."],
        ),
    ]


Faults = Annotated[list[FaultView], Field(max_length=MOST_FAULTS)]


class ImportView(View):
    """What an import would do, or did. The private column shows in `mend_csv` alone, and once."""

    id: Annotated[UUID | None, Field(description="Null for a dry run: nothing is kept of it.")]
    programme_id: UUID
    dry_run: bool
    file_name: Annotated[str, Field(max_length=NAME, examples=["spring-group.csv"])]
    rows: Count
    created: Count
    updated: Count
    unchanged: Count
    duplicates: Count
    ignored: Annotated[Count, Field(description="Rows that are empty.")]
    failed: Annotated[Count, Field(description="Rows to mend; `errors` says how.")]
    errors: Faults
    warnings: Faults
    coordinators: Annotated[
        list[Annotated[str, StringConstraints(max_length=NAME)]],
        Field(
            max_length=MOST_ROWS,
            description="Who of the new people will be able to run this programme, as typed.",
            examples=[["Ruth Kelly"]],
        ),
    ]
    mend_csv: Annotated[
        str | None,
        Field(
            max_length=MOST_LETTERS,
            description="The rows to mend, as you wrote them: given back once, and never kept.",
        ),
    ]
    created_at: datetime | None
    undone_at: datetime | None
    allowed: Allowed


class ImportPage(View):
    items: Annotated[list[ImportView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


@dataclass(frozen=True)
class Told:
    """What is told of a file to whoever has just sent it, and to nobody again."""

    errors: list[Any]
    warnings: list[Any]
    coordinators: list[str]
    mend_csv: str | None


NOTHING = Told([], [], [], None)


def see_import(row: Any, told: Told = NOTHING) -> ImportView:
    may = words(Action.IMPORT_READ, row["allowed"])
    if row["undone_at"] is not None:
        may -= {Action.IMPORT_UNDO}
    shown = {name: row[name] for name in ImportView.model_fields if name in row}
    return _view({**shown, "allowed": sorted(may), "dry_run": False}, told)


def see_dry_run(
    programme_id: UUID, file_name: str, counts: Mapping[str, int], told: Told
) -> ImportView:
    nothing: dict[str, Any] = {"id": None, "created_at": None, "undone_at": None, "allowed": []}
    known = {"programme_id": programme_id, "file_name": file_name, "dry_run": True}
    return _view({**nothing, **known, **counts}, told)


def _view(shown: Mapping[str, Any], told: Told) -> ImportView:
    return ImportView(
        **shown,
        errors=[FaultView.model_validate(one) for one in told.errors],
        warnings=[FaultView.model_validate(one) for one in told.warnings],
        coordinators=told.coordinators,
        mend_csv=told.mend_csv,
    )
