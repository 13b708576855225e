"""What people do with declarations of interest."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.enforce import fetch, one, page_of
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.access.readers import names_to, of_safeguarding, readers_in
from alongside.core.errors import NotFound
from alongside.core.ids import secret_id
from alongside.core.pages import Asked, Cursors
from alongside.declarations.queries import DECLARATIONS, taking_back
from alongside.declarations.schemas import (
    AddDeclaration,
    DeclarationPage,
    DeclarationView,
    see_declaration,
)
from alongside.models import Declaration, Participant


async def _see(db: AsyncSession, actor: Actor, rows: Sequence[Any]) -> list[DeclarationView]:
    readers = await readers_in(db, {row["programme_id"] for row in rows})
    leads = {
        programme_id: names_to(actor, found, of_safeguarding)
        for programme_id, found in readers.items()
    }
    mine = actor.participant_ids
    return [see_declaration(row, mine, leads.get(row["programme_id"], [])) for row in rows]


async def list_declarations(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked
) -> DeclarationPage:
    page = await page_of(db, actor, DECLARATIONS, asked, cursors)
    return DeclarationPage(items=await _see(db, actor, page.rows), next=page.next)


async def read_declaration(db: AsyncSession, actor: Actor, declaration_id: UUID) -> DeclarationView:
    (seen,) = await _see(db, actor, [await one(db, actor, DECLARATIONS, declaration_id)])
    return seen


async def _add(db: AsyncSession, actor: Actor, told: AddDeclaration) -> UUID:
    whose = await fetch(
        db, actor, Participant, told.participant_id, to=Action.DECLARATION_ADD, lock=False
    )
    declaration = Declaration(
        programme_id=whose.programme_id, id=secret_id(), participant_id=whose.id, text=told.text
    )
    db.add(declaration)
    await db.flush()
    return declaration.id


async def add_declaration(
    db: AsyncSession, actor: Actor, retry: Retry | None, told: AddDeclaration
) -> DeclarationView:
    """Tell the safeguarding leads, and nobody else, of a tie that a match must respect."""
    return await once(
        db,
        actor,
        retry,
        make=lambda: _add(db, actor, told),
        tell=lambda declaration_id: read_declaration(db, actor, declaration_id),
    )


async def remove_declaration(db: AsyncSession, actor: Actor, declaration_id: UUID) -> None:
    declaration = await fetch(
        db, actor, Declaration, declaration_id, to=Action.DECLARATION_REMOVE, lock=False
    )
    if await db.scalar(taking_back(declaration)) is None:
        raise NotFound
