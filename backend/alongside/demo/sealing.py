"""Sealing what the people of the demo keep to themselves, as it is sealed for everybody."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text

from alongside.core.clock import now
from alongside.core.vault import DECLARATION, NOTE, DataKey, Holder, Place, Vault
from alongside.models import Audience, Base, Declaration, Note

Row = dict[str, Any]
Seal = Callable[[Row, Holder], Row]
_KEEP = text("""
    insert into vault.person_key (id, programme_id, participant_id, purpose, wrapped, created_at)
    values (:id, :programme_id, :participant_id, :purpose, :wrapped, :created_at)
""")


def seal_rows(owner: Connection, vault: Vault, model: type[Base], rows: list[Row]) -> list[Row]:
    """Give the rows as they are kept: of private ones the words are sealed."""
    keys: dict[Holder, DataKey] = {}

    def seal(row: Row, whose: Holder) -> Row:
        if whose not in keys:
            keys[whose], wrapped = vault.make_key(whose)
            kept = {"id": keys[whose].id, "wrapped": wrapped, "created_at": now()}
            owner.execute(_KEEP, whose._asdict() | kept)
        key, place = keys[whose], Place(model.__tablename__, "text", *_key_of(row))
        return {**row, "sealed": key.seal(place, row["text"]), "key_id": key.id}

    if model is Declaration:
        return [_declaration(row, seal) for row in rows]
    if model is Note:
        return [_note(row, seal) for row in rows]
    return rows


def _key_of(row: Row) -> tuple[Any, Any]:
    return row["programme_id"], row["id"]


def _declaration(row: Row, seal: Seal) -> Row:
    sealed = seal(row, Holder(row["programme_id"], row["participant_id"], DECLARATION))
    return {name: sealed[name] for name in sealed if name != "text"}


def _note(row: Row, seal: Seal) -> Row:
    if row["audience"] is Audience.PAIRING:
        return {**row, "sealed": None, "key_id": None}
    sealed = seal(row, Holder(row["programme_id"], row["author_id"], NOTE))
    return {**sealed, "text": None}
