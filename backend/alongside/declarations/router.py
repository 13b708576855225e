"""Declarations of interest over HTTP."""

from uuid import UUID

from fastapi import Request, Response

from alongside.access.http import (
    Cursor,
    CursorsHere,
    Db,
    Limit,
    RecentHere,
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
from alongside.declarations import service
from alongside.declarations.schemas import AddDeclaration, DeclarationPage, DeclarationView

router = make_router("/declarations", "Declarations")


@router.get("", response_model=DeclarationPage, **governed_by(Action.DECLARATION_READ))
async def list_declarations(
    *,
    request: Request,
    db: Db,
    actor: SignedIn,
    vault: VaultHere,
    cursors: CursorsHere,
    recent: RecentHere,
    programme_id: UUID | None = None,
    participant_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List your own declarations of interest; safeguarding leads see those of the programme.

    To everybody else the list is empty.
    """
    asked = asked_for(limit, cursor, programme_id=programme_id, participant_id=participant_id)
    shown = await service.list_declarations(db, actor, vault, cursors, asked, recent=recent)
    return answer_page(request, shown, shown.next)


@router.post(
    "",
    status_code=201,
    response_model=DeclarationView,
    **governed_by(Action.DECLARATION_ADD, 404),
)
async def add_declaration(
    told: AddDeclaration, db: Db, actor: SignedIn, vault: VaultHere, retry_of: RetryOf
) -> Response:
    """Declare a private tie that a match must respect. You alone can do so for yourself.

    You and the safeguarding leads of the programme read it, and nobody else.
    """
    retry = retry_of(told)
    made = await service.add_declaration(db, actor, vault, retry, told)
    return answer(made, status=201, location=f"/api/v1/declarations/{made.id}", tagged=True)


@router.get(
    "/{declaration_id}",
    response_model=DeclarationView,
    **governed_by(Action.DECLARATION_READ, 404),
)
async def read_declaration(
    declaration_id: UUID, db: Db, actor: SignedIn, vault: VaultHere, recent: RecentHere
) -> Response:
    """Read a declaration of your own, or as a safeguarding lead."""
    seen = await service.read_declaration(db, actor, vault, recent, declaration_id)
    return answer(seen, tagged=True)


@router.delete("/{declaration_id}", status_code=204, **governed_by(Action.DECLARATION_REMOVE, 404))
async def remove_declaration(declaration_id: UUID, db: Db, actor: SignedIn) -> None:
    """Take back a declaration of your own. Nothing of it is kept."""
    await service.remove_declaration(db, actor, declaration_id)
