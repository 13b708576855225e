"""What people do with declarations of interest."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Reading, Recent, Thing, note, note_readings, thing_of
from alongside.access.enforce import fetch, one, page_of
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.access.private_texts import own_key, text_of_declaration
from alongside.access.readers import readers_in
from alongside.core.errors import NotFound
from alongside.core.ids import secret_id
from alongside.core.pages import Asked, Cursors
from alongside.core.vault import DECLARATION, Holder, Vault
from alongside.declarations.queries import DECLARATIONS, taking_back
from alongside.declarations.schemas import (
    AddDeclaration,
    DeclarationPage,
    DeclarationView,
    see_declaration,
)
from alongside.models import Declaration, Participant
from alongside.models.declaration import place_of_declaration


async def _see(
    db: AsyncSession, actor: Actor, vault: Vault, rows: Sequence[Any]
) -> list[DeclarationView]:
    readers = await readers_in(db, {row["programme_id"] for row in rows})
    mine = actor.participant_ids
    return [
        see_declaration(
            row, text_of_declaration(vault, row), mine, readers.get(row["programme_id"], ())
        )
        for row in rows
    ]


async def _note_reading(
    db: AsyncSession, actor: Actor, recent: Recent, rows: Sequence[Any]
) -> None:
    """Note whose ties a safeguarding lead has been shown."""
    shown = [
        Reading(Thing("declaration", row["id"], row["programme_id"], row["participant_id"]))
        for row in rows
        if row["participant_id"] not in actor.participant_ids
    ]
    await note_readings(db, actor, recent, Action.DECLARATION_READ, shown)


async def list_declarations(
    db: AsyncSession,
    actor: Actor,
    vault: Vault,
    cursors: Cursors,
    asked: Asked,
    *,
    recent: Recent,
) -> DeclarationPage:
    page = await page_of(db, actor, DECLARATIONS, asked, cursors)
    await _note_reading(db, actor, recent, page.rows)
    return DeclarationPage(items=await _see(db, actor, vault, page.rows), next=page.next)


async def _tell(
    db: AsyncSession, actor: Actor, vault: Vault, declaration_id: UUID
) -> DeclarationView:
    (seen,) = await _see(db, actor, vault, [await one(db, actor, DECLARATIONS, declaration_id)])
    return seen


async def read_declaration(
    db: AsyncSession, actor: Actor, vault: Vault, recent: Recent, declaration_id: UUID
) -> DeclarationView:
    row = await one(db, actor, DECLARATIONS, declaration_id)
    await _note_reading(db, actor, recent, [row])
    (seen,) = await _see(db, actor, vault, [row])
    return seen


async def _add(db: AsyncSession, actor: Actor, vault: Vault, told: AddDeclaration) -> UUID:
    whose = await fetch(
        db, actor, Participant, told.participant_id, to=Action.DECLARATION_ADD, lock=False
    )
    here, key_of = whose.programme_id, Holder(whose.programme_id, whose.id, DECLARATION)
    key, made = await own_key(db, vault, key_of), secret_id()
    sealed = key.seal(place_of_declaration(here, made), told.text)
    db.add(
        Declaration(
            programme_id=here, id=made, participant_id=whose.id, sealed=sealed, key_id=key.id
        )
    )
    await db.flush()
    thing = Thing("declaration", made, here, whose.id)
    note(db, actor, Action.DECLARATION_ADD, thing, among=(whose.id,))
    return made


async def add_declaration(
    db: AsyncSession, actor: Actor, vault: Vault, retry: Retry | None, told: AddDeclaration
) -> DeclarationView:
    """Tell the safeguarding leads, and nobody else, of a tie that a match must respect."""
    return await once(
        db,
        actor,
        retry,
        make=lambda: _add(db, actor, vault, told),
        tell=lambda declaration_id: _tell(db, actor, vault, declaration_id),
    )


async def remove_declaration(db: AsyncSession, actor: Actor, declaration_id: UUID) -> None:
    declaration = await fetch(
        db, actor, Declaration, declaration_id, to=Action.DECLARATION_REMOVE, lock=False
    )
    if await db.scalar(taking_back(declaration)) is None:
        raise NotFound
    whose = declaration.participant_id
    gone = thing_of(declaration, subject_id=whose)
    note(db, actor, Action.DECLARATION_REMOVE, gone, among=(whose,))
