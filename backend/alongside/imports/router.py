"""Imports of rosters over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from pydantic import StringConstraints

from alongside.access.files import (
    ANY_BYTES,
    AS_WINDOWS_CALLS_CSV,
    CSV,
    XLSX,
    governed_file,
    read_file,
)
from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    Limit,
    RetryOf,
    SignedIn,
    VaultHere,
    answer,
    answer_page,
    asked_for,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.core.views import Line
from alongside.imports import service
from alongside.imports.reading.headers import FIELDS
from alongside.imports.reading.roster import MOST_BYTES
from alongside.imports.schemas import ImportPage, ImportView, see_import
from alongside.imports.service import BringRoster, ToProgramme

SPREADSHEET: dict[str, Any] = {
    "schema": {"type": "string", "format": "binary", "maxLength": MOST_BYTES}
}
ROSTER: dict[str, Any] = {
    CSV: {
        "schema": {"type": "string", "maxLength": MOST_BYTES},
        "example": (
            "First name,Surname,Email address,Role\r\nAmina,Ali,amina.ali@example.org,coach\r\n"
        ),
    },
    XLSX: SPREADSHEET,
    ANY_BYTES: SPREADSHEET,
}
KINDS = {*ROSTER, AS_WINDOWS_CALLS_CSV}

router = make_router("", "Imports")


async def key_here(request: Request) -> bytes:
    key: bytes = request.app.state.keys.derive("imports")
    return key


KeyHere = Annotated[bytes, Depends(key_here)]
Mapped = Annotated[
    list[Annotated[str, StringConstraints(max_length=500)]],
    Query(
        alias="map",
        max_length=50,
        description=(
            "Which column holds a field, where we would not know: field:header, such as "
            f"role:Taking part as. The fields are {', '.join(FIELDS)}."
        ),
        examples=[["role:Taking part as"]],
    ),
]

governed_import = governed_file(Action.IMPORT_MAKE, ROSTER, 404, 409)
governed_import["responses"] |= {
    200: {"model": ImportView, "description": "A dry run: nothing is kept."}
}


@router.post(
    "/programmes/{programme_id}/imports",
    status_code=201,
    response_model=ImportView,
    **governed_import,
)
async def import_roster(
    *,
    request: Request,
    programme_id: UUID,
    db: Db,
    actor: SignedIn,
    key: KeyHere,
    vault: VaultHere,
    retry_of: RetryOf,
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
    mapped: Mapped = [],  # noqa: B006 - FastAPI copies it, and documents it as it is
    file_name: Annotated[Line, Query(description="What the list is called.")] = "",
) -> Response:
    """Bring a whole roster in, from CSV or the first sheet of an .xlsx workbook.

    Rows to mend are given back in `mend_csv` and never kept; the good ones are taken in, all or
    none. Bringing the same list again changes nothing, and what somebody has edited here since
    stays. Up to 5,000 rows and 1 MiB.

    With `dry_run=true` nothing is kept: the same report, status 200, and `id` is null.
    """
    await service.check_may_import(db, actor, programme_id)
    body = await read_file(request, KINDS)
    to, brought = ToProgramme(programme_id, key, vault), BringRoster(body, tuple(mapped), file_name)
    if dry_run:
        return answer(await service.check_roster(db, actor, to, brought))
    retry = retry_of("\0".join([*mapped, file_name]).encode() + b"\0" + body)
    made = await service.import_roster(db, actor, retry, to, brought)
    return answer(made, status=201, location=f"/api/v1/imports/{made.id}")


@router.get("/imports", response_model=ImportPage, **governed_by(Action.IMPORT_READ))
async def list_imports(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    programme_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the rosters that were brought in, newest first: their counts, and nothing of people."""
    asked = asked_for(limit, cursor, programme_id=programme_id)
    page = await service.list_imports(db, actor, cursors, asked)
    shown = ImportPage(items=[see_import(row) for row in page.rows], next=page.next)
    return answer_page(request, shown, page.next)


@router.get(
    "/imports/{import_id}", response_model=ImportView, **governed_by(Action.IMPORT_READ, 404)
)
async def read_import(import_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read the counts of an import again. What was to mend is not kept: those lists are empty."""
    return answer(await service.read_import(db, actor, import_id), tagged=True)


@router.post(
    "/imports/{import_id}/undo",
    response_model=ImportView,
    **governed_by(Action.IMPORT_UNDO, 404, 409),
)
async def undo_import(import_id: UUID, db: Db, actor: SignedIn, key: KeyHere) -> Response:
    """Undo an import, whole and once: who came by it goes, and who was changed is as before.

    That is open until somebody of it has signed in by this programme's link, been paired, or
    been edited here.
    """
    return answer(await service.undo_import(db, actor, import_id, key), tagged=True)
