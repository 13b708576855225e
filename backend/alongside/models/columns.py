"""Kinds of column that many tables share."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, Enum, ForeignKeyConstraint, Index, Text, TextClause, Uuid, text
from sqlalchemy.orm import mapped_column

from alongside.core.clock import now
from alongside.core.ids import new_id, secret_id

NAME = 200
EMAIL = 254
FREE_TEXT = 4000

Key = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=new_id)]
SecretKey = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=secret_id)]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
MadeAt = Annotated[datetime, mapped_column(DateTime(timezone=True), default=now)]
Words = Annotated[str, mapped_column(Text)]


def values(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


def coded(kind: type[StrEnum], name: str) -> Enum:
    """Keep a code as text with a check: native enums are not leakproof under row security."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=32,
        values_callable=values,
    )


def within_programme(column: str, target: str, **options: Any) -> ForeignKeyConstraint:
    """Point at a row of the same programme, and of no other."""
    return ForeignKeyConstraint(
        ["programme_id", column], [f"{target}.programme_id", f"{target}.id"], **options
    )


def of_the_pairing() -> ForeignKeyConstraint:
    """Hold the copied coach and leader true to the pairing they were copied from."""
    return ForeignKeyConstraint(
        ["programme_id", "pairing_id", "coach_id", "leader_id"],
        ["pairing.programme_id", "pairing.id", "pairing.coach_id", "pairing.leader_id"],
    )


def of_the_session() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["programme_id", "session_id", "pairing_id"],
        ["session.programme_id", "session.id", "session.pairing_id"],
    )


def newest(
    name: str,
    *equal: str,
    order: str = "created_at",
    then: str = "id",
    where: TextClause | None = None,
) -> Index:
    """Give one lane of a list its index: equalities, then the order in which a page walks."""
    return Index(name, *equal, text(f"{order} desc"), text(f"{then} desc"), postgresql_where=where)
