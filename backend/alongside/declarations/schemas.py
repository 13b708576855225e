"""What goes in and out about declarations of interest."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.access.audiences import WHOSE, Around, Someone, readers
from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.access.readers import Reader
from alongside.core.people import Readers
from alongside.core.views import FREE_TEXT, SAYABLE, Allowed, Command, Sayable, View


class AddDeclaration(Command):
    participant_id: Annotated[UUID, Field(description="Yourself, in the programme it is for.")]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=FREE_TEXT,
            description="Whom you have a tie with, as far as a match must respect it.",
            examples=["My sister works at Northmere."],
        ),
        SAYABLE,
        Sayable,
    ]


class DeclarationView(View):
    """A private tie, as its author and the safeguarding leads read it."""

    id: UUID
    participant_id: UUID
    text: Annotated[str, Field(max_length=FREE_TEXT)]
    created_at: datetime
    allowed: Allowed
    readers: Readers


class DeclarationPage(View):
    items: Annotated[list[DeclarationView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


def see_declaration(
    row: Any, text: str, mine: Collection[UUID], helpers: Sequence[Reader]
) -> DeclarationView:
    here = Around(mine, helpers, whose=Someone(row["participant_id"], WHOSE))
    return DeclarationView(
        id=row["id"],
        participant_id=row["participant_id"],
        text=text,
        created_at=row["created_at"],
        allowed=sorted(words(Action.DECLARATION_READ, row["allowed"])),
        readers=readers("declaration.sealed", here),
    )
