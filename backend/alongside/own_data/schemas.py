"""What a person takes along: everything by them and about them, in one form that is published."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from alongside.core.views import EMAIL, FREE_TEXT, NAME, View
from alongside.models import (
    Audience,
    ContactBy,
    Mode,
    PairingState,
    ParticipantState,
    Role,
    SessionState,
)

MANY = 10_000
NameShown = Annotated[str, Field(max_length=NAME)]
LineShown = Annotated[str | None, Field(max_length=NAME)]
Address = Annotated[str | None, Field(max_length=EMAIL)]
Text = Annotated[str, Field(max_length=FREE_TEXT)]
Told = Annotated[str | None, Field(max_length=FREE_TEXT)]
Number = Annotated[int | None, Field(ge=0, le=100, json_schema_extra={"format": "int32"})]
Given = Annotated[
    int | None, Field(ge=1, le=5, json_schema_extra={"format": "int32"}, examples=[4])
]
Partner = Annotated[
    str | None,
    Field(max_length=NAME, description="Null where their name is not yours to see any more."),
]


class AccountCopy(View):
    id: UUID
    email: Address
    display_name: NameShown
    operator: bool
    created_at: datetime


class SignInCopy(View):
    """One device that you signed in on. What would let somebody in is left out."""

    created_at: datetime
    rotated_at: Annotated[datetime, Field(description="When it was last used.")]
    expires_at: datetime
    ended_at: datetime | None
    browser: LineShown
    system: LineShown


class PlaceCopy(View):
    """Where you take part, or took part, and what is kept of you there."""

    programme_id: UUID
    programme_name: NameShown
    id: UUID
    role: Role
    state: ParticipantState
    display_name: NameShown
    given_name: NameShown
    family_name: NameShown
    lived_experience: bool
    safeguarding_lead: bool
    organisation_id: UUID | None
    job_title: LineShown
    email: Address
    phone: LineShown
    contact_by: ContactBy | None
    access_needs: Told
    topics: Told
    capacity: Number
    joined_at: datetime | None
    created_at: datetime


class TieCopy(View):
    programme_id: UUID
    text: Text
    created_at: datetime


class PairingCopy(View):
    programme_id: UUID
    id: UUID
    partner: Partner
    state: PairingState
    started_at: datetime | None
    created_at: datetime


class SessionCopy(View):
    programme_id: UUID
    id: UUID
    pairing_id: UUID
    partner: Partner
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    place: Text
    state: SessionState


class NoteCopy(View):
    programme_id: UUID
    session_id: UUID
    text: Text
    changed_at: datetime


class FeedbackCopy(View):
    programme_id: UUID
    session_id: UUID
    audience: Audience
    listened: Given
    mattered: Given
    suited: Given
    useful: Given
    text: Text
    created_at: datetime


class CopyView(View):
    """Everything that is by you and about you, as far as you may read it."""

    form: Annotated[Literal["alongside-copy-1"], Field(description="Which form this is.")]
    made_at: datetime
    account: AccountCopy
    sign_ins: Annotated[list[SignInCopy], Field(max_length=MANY)]
    places: Annotated[list[PlaceCopy], Field(max_length=MANY)]
    ties: Annotated[list[TieCopy], Field(max_length=MANY)]
    pairings: Annotated[list[PairingCopy], Field(max_length=MANY)]
    sessions: Annotated[list[SessionCopy], Field(max_length=MANY)]
    private_notes: Annotated[list[NoteCopy], Field(max_length=MANY)]
    shared_notes: Annotated[list[NoteCopy], Field(max_length=MANY)]
    feedback_given: Annotated[list[FeedbackCopy], Field(max_length=MANY)]
    feedback_received: Annotated[list[FeedbackCopy], Field(max_length=MANY)]
