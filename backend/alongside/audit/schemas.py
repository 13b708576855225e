"""What goes in and out about the audit trail: ids, codes and names, and never what was said."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from alongside.core.views import NAME, Command, Moment, View

Code = Annotated[str, Field(max_length=64, examples=["participant:read"])]
ByName = Annotated[
    str | None,
    Field(max_length=NAME, description="By the name they go by there.", examples=["Lowri Evans"]),
]


class LookView(View):
    """That somebody else read, or changed, what a programme keeps about you."""

    id: UUID
    at: datetime
    programme_id: UUID
    programme_name: Annotated[str, Field(max_length=NAME)]
    action: Code
    display_name: ByName
    role: Annotated[str | None, Field(max_length=32, examples=["coordinator"])]


class LookPage(View):
    items: Annotated[list[LookView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


class EventView(View):
    """Something that was done to run a programme."""

    id: UUID
    at: datetime
    action: Annotated[str, Field(max_length=64, examples=["participant:add"])]
    thing: Annotated[str, Field(max_length=64, examples=["participant"])]
    thing_id: UUID
    display_name: ByName
    subject_id: UUID | None
    subject_name: Annotated[str | None, Field(max_length=NAME, examples=["Amina Yusuf"])]


class EventPage(View):
    items: Annotated[list[EventView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


class Why(StrEnum):
    """Why a safeguarding lead needs to know who did what."""

    CONCERN = "concern"
    COMPLAINT = "complaint"
    ASKED_BY_THEM = "asked_by_them"
    LAW = "law"


class OpenRestricted(Command):
    reason: Annotated[
        Why,
        Field(
            description="Why you need to know. It is noted with your name.", examples=["concern"]
        ),
    ]
    thing_id: Annotated[
        UUID | None, Field(description="Only about this pairing, session or declaration.")
    ] = None
    before: Annotated[
        Moment | None,
        Field(description="Only what is older.", examples=["2027-02-01T00:00:00Z"]),
    ] = None


class RestrictedEntryView(View):
    """That somebody ended, paused, declined or took back something, or read this."""

    id: UUID
    at: datetime
    action: Annotated[str, Field(max_length=64, examples=["pairing:pause"])]
    thing: Annotated[str, Field(max_length=64, examples=["pairing"])]
    thing_id: UUID
    actor_id: UUID | None
    display_name: ByName
    reason: Annotated[str | None, Field(max_length=64, examples=[None])]


class RestrictedEntries(View):
    items: Annotated[list[RestrictedEntryView], Field(max_length=100)]
