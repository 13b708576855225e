"""How a person is named in views: an id within the programme, and the name they chose."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from alongside.core.views import NAME, View

YOU = "You"

Readers = Annotated[
    list[Annotated[str, StringConstraints(max_length=NAME)]],
    Field(
        max_length=10_000,
        description="Who reads it, by name. Empty if nobody does just now.",
        examples=[["Amina Yusuf"]],
    ),
]

ReadersOfEach = Annotated[
    dict[Annotated[str, StringConstraints(max_length=64)], Readers],
    Field(
        max_length=20,
        description="Who reads each of these fields, by name.",
        examples=[{"topics": ["You", "Lowri Evans"], "access_needs": ["You", "Lowri Evans"]}],
    ),
]


class Named(View):
    """A participant, by the name they go by here."""

    id: UUID
    display_name: Annotated[str, Field(max_length=NAME, examples=["Amina Yusuf"])]


def named(row: Any, who: str) -> dict[str, Any]:
    """Read the two columns that say who the coach or the leader of a row is."""
    return {"id": row[f"{who}_id"], "display_name": row[f"{who}_name"]}
