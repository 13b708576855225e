"""Private texts on their way to and from the database: the third lock, behind policy and rows.

The database gives a key's wrapped form to whoever may read what it seals, and this opens it.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, LargeBinary, Select, Text, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.bulk import as_json
from alongside.core.clock import now
from alongside.core.db import run_kept
from alongside.core.vault import DECLARATION, NOTE, DataKey, Holder, Place, Vault
from alongside.models.declaration import place_of_declaration
from alongside.models.note import place_of_note

OWN_KEY = text("select id, wrapped from own_key(:holder, :purpose)").bindparams(
    bindparam("holder", type_=Uuid), bindparam("purpose", type_=Text)
)
KEEP = text("select keep_keys(:made)").bindparams(bindparam("made", type_=JSONB))
DESTROY = text("select destroy_keys(:who)").bindparams(bindparam("who", type_=Uuid))


def with_key(page: FromClause) -> Select[Any]:
    """Have each row come with how its key is kept; nothing if that key was destroyed."""
    wrapped = func.wrapped_key(page.c.key_id, type_=LargeBinary)
    return select(page, wrapped.label("wrapped"))


def open_text(vault: Vault, row: Mapping[str, Any], whose: Holder, place: Place) -> str:
    """Read one text. Of one whose key was destroyed nothing is left: it reads as empty."""
    if row["sealed"] is None or row["wrapped"] is None:
        return ""
    return vault.unwrap(whose, row["key_id"], row["wrapped"]).open(place, row["sealed"])


def text_of_note(vault: Vault, row: Mapping[str, Any]) -> str:
    """Read what a note says: a private one is opened by its author's key."""
    if row["author_id"] is None:
        return str(row["text"])
    whose = Holder(row["programme_id"], row["author_id"], NOTE)
    return open_text(vault, row, whose, place_of_note(row["programme_id"], row["id"]))


def text_of_declaration(vault: Vault, row: Mapping[str, Any]) -> str:
    whose = Holder(row["programme_id"], row["participant_id"], DECLARATION)
    return open_text(vault, row, whose, place_of_declaration(row["programme_id"], row["id"]))


async def own_key(db: AsyncSession, vault: Vault, whose: Holder) -> DataKey:
    """Give the key by which somebody seals what they write themselves, made at their first text."""
    asked = {"holder": whose.participant_id, "purpose": whose.purpose}
    found = await run_kept(db, OWN_KEY, asked)
    if found:
        return vault.unwrap(whose, found[0]["id"], found[0]["wrapped"])
    key, wrapped = vault.make_key(whose)
    await keep_keys(db, [(key, wrapped)])
    return key


async def keep_keys(db: AsyncSession, made: Iterable[tuple[DataKey, bytes]]) -> None:
    """Keep new keys: one's own, or those of declarations that a coordinator brings."""
    at = now()
    rows = [
        {
            "id": key.id,
            "programme_id": key.programme_id,
            "participant_id": key.holder,
            "purpose": key.purpose,
            "wrapped": wrapped,
            "created_at": at,
        }
        for key, wrapped in made
    ]
    if rows:
        await db.execute(KEEP, {"made": [as_json(row) for row in rows]})


async def destroy_keys(db: AsyncSession, person_id: UUID) -> int:
    """Destroy the keys of whoever is asking: nobody opens what they wrote in private any more.

    It reaches every copy, since no copy holds the keys but those of the keys alone, which are kept
    30 days. To be done before the person is taken from their participants.
    """
    return int(await db.scalar(DESTROY, {"who": person_id}) or 0)
