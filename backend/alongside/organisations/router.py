"""Organisations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from alongside.access.files import CSV, governed_file, read_file
from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    Limit,
    RetryOf,
    SignedIn,
    answer,
    answer_page,
    asked_for,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.core.views import Line
from alongside.organisations import service
from alongside.organisations.ods import MOST_BYTES
from alongside.organisations.schemas import (
    AddOrganisation,
    OrganisationImportView,
    OrganisationPage,
    OrganisationView,
    see_organisation,
)

ODS_FILE = {
    CSV: {
        "schema": {"type": "string", "maxLength": MOST_BYTES},
        "example": (
            "RXV,GREATER MANCHESTER WEST MENTAL HEALTH NHS FOUNDATION TRUST,Y54,Q83,,,,,,,20080201,"
        ),
    }
}

router = make_router("/organisations", "Organisations")


@router.get("", response_model=OrganisationPage, **governed_by(Action.ORGANISATION_READ))
async def list_organisations(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    q: Annotated[Line | None, Query(description="Part of a name, or the start of a code.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List organisations, newest first. The list is the same for all programmes."""
    asked = asked_for(limit, cursor, q=q or None)
    page = await service.list_organisations(db, actor, cursors, asked)
    shown = OrganisationPage(items=[see_organisation(row) for row in page.rows], next=page.next)
    return answer_page(request, shown, page.next)


@router.post(
    "",
    status_code=201,
    response_model=OrganisationView,
    **governed_by(Action.ORGANISATION_ADD, 409),
)
async def add_organisation(
    command: AddOrganisation, db: Db, actor: SignedIn, retry_of: RetryOf
) -> Response:
    """Add an organisation that is not on the list yet: a charity, say, which has no code."""
    retry = retry_of(command)
    made = await service.add_organisation(db, actor, retry, command)
    return answer(made, status=201, location=f"/api/v1/organisations/{made.id}", tagged=True)


@router.post(
    "/import",
    response_model=OrganisationImportView,
    **governed_file(Action.ORGANISATION_IMPORT, ODS_FILE),
)
async def import_organisations(request: Request, db: Db, actor: SignedIn) -> Response:
    """Take over a file as the Organisation Data Service publishes it: `etr` layout, no header.

    Bringing the same file again changes nothing. What was added by hand under a code that is
    published takes the published name and dates.
    """
    service.check_may_import(actor)
    body = await read_file(request, {CSV})
    return answer(await service.import_organisations(db, actor, body))


@router.get(
    "/{organisation_id}",
    response_model=OrganisationView,
    **governed_by(Action.ORGANISATION_READ, 404),
)
async def read_organisation(organisation_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read one organisation."""
    return answer(await service.read_organisation(db, actor, organisation_id), tagged=True)
