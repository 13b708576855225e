"""Programmes over HTTP."""

from uuid import UUID

from fastapi import Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    IfMatch,
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
from alongside.programmes import service
from alongside.programmes.schemas import (
    ChangeProgramme,
    HelpersView,
    MakeProgramme,
    ProgrammePage,
    ProgrammeView,
)

router = make_router("/programmes", "Programmes")


@router.get("", response_model=ProgrammePage, **governed_by(Action.PROGRAMME_READ))
async def list_programmes(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    cursors: CursorsHere,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the programmes you take part in; an operator sees all of them, and nobody in them."""
    page = await service.list_programmes(db, actor, cursors, asked_for(limit, cursor))
    return answer_page(request, page, page.next)


@router.post(
    "",
    status_code=201,
    response_model=ProgrammeView,
    **governed_by(Action.PROGRAMME_MAKE),
)
async def make_programme(
    command: MakeProgramme, db: Db, actor: SignedIn, retry_of: RetryOf
) -> Response:
    """Make a programme. Appoint a coordinator next: they do the rest."""
    retry = retry_of(command)
    made = await service.make_programme(db, actor, retry, command)
    return answer(made, status=201, location=f"/api/v1/programmes/{made.id}", tagged=True)


@router.get(
    "/{programme_id}", response_model=ProgrammeView, **governed_by(Action.PROGRAMME_READ, 404)
)
async def read_programme(programme_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Read one programme: its aims, dates, time zone, and its own words for the roles."""
    return answer(await service.read_programme(db, actor, programme_id), tagged=True)


@router.patch(
    "/{programme_id}",
    response_model=ProgrammeView,
    **governed_by(Action.PROGRAMME_CHANGE, 404, 412, 428),
)
async def change_programme(
    programme_id: UUID, change: ChangeProgramme, db: Db, actor: SignedIn, if_match: IfMatch = None
) -> Response:
    """Change a programme's aims, dates, words for the roles, or its safeguarding leads.

    Nobody leads who coaches or is coached in it, or was: a lead reads ties, and none of a partner.
    """
    changed = await service.change_programme(db, actor, programme_id, change, if_match)
    return answer(changed, tagged=True)


@router.get(
    "/{programme_id}/helpers",
    response_model=HelpersView,
    **governed_by(Action.PROGRAMME_READ, 404),
)
async def list_helpers(programme_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Say by name who runs a programme, who learns from it, and who looks after people in it."""
    return answer(await service.list_helpers(db, actor, programme_id))
