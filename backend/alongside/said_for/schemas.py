"""What goes out about what was written down for people: codes, names and ids."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.core.people import Named
from alongside.core.views import NAME, View
from alongside.models import Means


class SaidForView(View):
    """Something that a coordinator did for somebody, as that person had told them."""

    id: UUID
    programme_id: UUID
    participant: Named
    by: Annotated[
        str | None,
        Field(
            max_length=NAME,
            description="The coordinator, by name, while they are one.",
            examples=["Lowri Evans"],
        ),
    ]
    means: Means
    action: Annotated[str, Field(max_length=64, examples=["pairing:accept"])]
    thing: Annotated[str, Field(max_length=64, examples=["pairing"])]
    thing_id: UUID
    created_at: datetime


class SaidForPage(View):
    items: Annotated[list[SaidForView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


def see_said_for(row: Any, by: str | None) -> SaidForView:
    fields = ("id", "programme_id", "means", "action", "thing", "thing_id", "created_at")
    return SaidForView(
        **{name: row[name] for name in fields},
        participant=Named(id=row["participant_id"], display_name=row["participant_name"]),
        by=by,
    )
