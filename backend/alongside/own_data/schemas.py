"""What a person takes along: everything by them and about them, in one form that is published."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from alongside.core.views import EMAIL, FREE_TEXT, NAME, Command, View, Whole
from alongside.models import (
    Audience,
    ContactBy,
    Form,
    Means,
    Mode,
    PairingState,
    ParticipantState,
    Purpose,
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


class ErasureView(View):
    """When you will be erased, or would be if you asked for it now."""

    asked_at: Annotated[datetime | None, Field(description="Null if you have not asked.")]
    erased_on: Annotated[date, Field(description="The day on which it is done.")]
    copies_until: Annotated[
        date, Field(description="From then on no copy opens what you wrote in private.")
    ]
    waiting_days: Annotated[
        int, Field(ge=1, le=30, json_schema_extra={"format": "int32"}, examples=[14])
    ]
    held_up_by: Annotated[
        Literal["last_coordinator", "last_operator"] | None,
        Field(description="What must be done first, if something must.", examples=[None]),
    ]


Words = Annotated[
    str, Field(max_length=1000, examples=["The team may keep how to reach me, to write to me."])
]
Version = Annotated[int, Field(ge=1, le=1000, json_schema_extra={"format": "int32"}, examples=[1])]
Language = Annotated[str, Field(max_length=16, examples=["en-GB"])]


class OfferView(View):
    """Something that you may say yes to, in the words to be shown, and whether you do just now."""

    programme_id: UUID
    programme_name: NameShown
    purpose: Purpose
    audience: Audience
    wording: Version
    language: Language
    words: Words
    agreed: bool


class ConsentView(View):
    """One yes or no that you said, with the words that were shown then."""

    programme_id: UUID
    purpose: Purpose
    audience: Audience
    given: bool
    wording: Version
    language: Language
    words: Words
    form: Form
    supported: Annotated[bool, Field(description="Somebody helped with saying it.")]
    at: datetime


class ConsentsView(View):
    offers: Annotated[list[OfferView], Field(max_length=MANY)]
    ledger: Annotated[list[ConsentView], Field(max_length=MANY)]


class SayConsent(Command):
    """A yes or a no. To take a yes back, say no: it counts at once."""

    programme_id: UUID
    purpose: Annotated[Purpose, Field(examples=["learning_after_leaving"])]
    given: Annotated[bool, Field(description="True to agree, false to take it back.")]
    wording: Annotated[
        Version, Whole, Field(description="The version of the words you were shown.")
    ]
    form: Annotated[Form, Field(description="How the words were told.", examples=["written"])] = (
        Form.WRITTEN
    )
    supported: Annotated[bool, Field(description="Did somebody help you say it?")] = False


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
    invited_at: Annotated[
        datetime | None, Field(description="When you were first written to about it.")
    ]
    joined_at: datetime | None
    created_at: datetime


class TieCopy(View):
    programme_id: UUID
    text: Text
    created_at: datetime


class SaidForCopy(View):
    """Something that a coordinator did for you, as you had told them."""

    programme_id: UUID
    means: Means
    action: Annotated[str, Field(max_length=64, examples=["pairing:accept"])]
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
    said_for: Annotated[list[SaidForCopy], Field(max_length=MANY)]
    consents: Annotated[list[ConsentView], Field(max_length=MANY)]
    erasure_asked_at: Annotated[
        datetime | None, Field(description="When you asked to be erased, if you did.")
    ]
