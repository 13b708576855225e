"""What goes in and out about participants. What a reader may not see is absent."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, Field

from alongside.access.audiences import (
    OF_A_PERSON,
    Around,
    Someone,
    readers,
    readers_of_person,
)
from alongside.access.called import Called, LinePart, NamePart
from alongside.access.enforce import words
from alongside.access.on_behalf import OnBehalf
from alongside.access.policy import Action, Level
from alongside.access.readers import told_helpers
from alongside.core.people import ReadersOfEach
from alongside.core.views import (
    EMAIL,
    FREE_TEXT,
    NAME,
    Allowed,
    Command,
    Email,
    FreeText,
    Line,
    View,
    Whole,
)
from alongside.models import ContactBy, ParticipantState, Role
from alongside.models.pairing import TOGETHER

MOST_PEOPLE = 100

Capacity = Annotated[
    int,
    Field(
        strict=True,
        ge=0,
        le=MOST_PEOPLE,
        description="With how many people they could work at a time.",
        json_schema_extra={"format": "int32"},
    ),
    Whole,
]
Needs = Annotated[FreeText, Field(examples=["Captions, and a break after 30 minutes."])]
Topics = Annotated[FreeText, Field(examples=["Talking honestly about waiting."])]

OWN_FIELDS = frozenset(
    {"display_name", "phone", "contact_by", "access_needs", "topics", "capacity"}
)


class AddParticipant(Command):
    programme_id: UUID
    role: Role
    given_name: Annotated[NamePart, Field(examples=["Amina"])]
    family_name: Annotated[LinePart, Field(examples=["Yusuf"])]
    display_name: Called | None = None
    lived_experience: Annotated[bool, Field(strict=True)] = False
    organisation_id: UUID | None = None
    job_title: Line | None = None
    email: Email | None = None
    phone: Line | None = None
    contact_by: ContactBy | None = None
    access_needs: Needs | None = None
    topics: Topics | None = None
    capacity: Capacity | None = None


class ChangeParticipant(Command):
    """A merge patch (RFC 7396): absent stays as it is, null is cleared.

    Everybody may change `display_name`, `phone`, `contact_by`, `access_needs`, `topics` and
    `capacity` of their own; the rest is the coordinators' to correct.
    """

    given_name: NamePart | MISSING = MISSING
    family_name: LinePart | MISSING | None = MISSING
    display_name: Called | MISSING = MISSING
    organisation_id: UUID | MISSING | None = MISSING
    job_title: Line | MISSING | None = MISSING
    email: Email | MISSING | None = MISSING
    phone: Line | MISSING | None = MISSING
    contact_by: ContactBy | MISSING | None = MISSING
    access_needs: Needs | MISSING | None = MISSING
    topics: Topics | MISSING | None = MISSING
    capacity: Capacity | MISSING | None = MISSING
    on_behalf: Annotated[
        OnBehalf | None,
        Field(
            description="For coordinators: if they cannot sign in, and told you this.",
            examples=[None],
        ),
    ] = None


class AppointCoordinator(Command):
    email: Email
    given_name: NamePart
    family_name: LinePart


NameShown = Annotated[str, Field(max_length=NAME)]
LineShown = Annotated[str | None, Field(max_length=NAME)]
TextShown = Annotated[str | None, Field(max_length=FREE_TEXT)]
AddressShown = Annotated[str | None, Field(max_length=EMAIL)]
WhoReads = Annotated[
    ReadersOfEach | None,
    Field(description="Who reads each of the fields that tell of them, by name. Null in lists."),
]
CapacityShown = Annotated[
    int | None, Field(ge=0, le=MOST_PEOPLE, json_schema_extra={"format": "int32"})
]


class PartnerNameView(View):
    """The other member before both have said yes, or after the end: a name, and topics."""

    id: UUID
    programme_id: UUID
    role: Role
    display_name: NameShown
    topics: TextShown
    allowed: Allowed
    readers: WhoReads


class PartnerView(PartnerNameView):
    """The other member while the pairing is active or paused."""

    lived_experience: bool
    organisation_id: UUID | None
    job_title: LineShown
    email: AddressShown
    phone: LineShown
    contact_by: ContactBy | None
    access_needs: TextShown


class OfficeView(View):
    """A coordinator, as an operator sees them."""

    id: UUID
    programme_id: UUID
    role: Role
    state: ParticipantState
    display_name: NameShown
    given_name: NameShown
    family_name: NameShown
    email: AddressShown
    created_at: datetime
    allowed: Allowed
    readers: WhoReads


class ParticipantView(PartnerView):
    """A participant, as they and their coordinators see them."""

    state: ParticipantState
    given_name: NameShown
    family_name: NameShown
    capacity: CapacityShown
    joined: Annotated[bool, Field(description="They came in by its link, or have opened it.")]
    created_at: datetime


AnyParticipant = ParticipantView | PartnerView | OfficeView | PartnerNameView

VIEWS: dict[str, type[View]] = {
    Level.WHOLE: ParticipantView,
    Level.PARTNER: PartnerView,
    Level.NAME: PartnerNameView,
    Level.OFFICE: OfficeView,
}


class InShortView(View):
    """Somebody by name, where nothing else about them was asked for."""

    id: UUID
    programme_id: UUID
    role: Role
    display_name: NameShown
    allowed: Allowed


class RunInShortView(InShortView):
    """The same, for those who run the programme."""

    joined: Annotated[bool, Field(description="They came in by its link, or have opened it.")]
    has_email: Annotated[bool, Field(description="There is an address for them to sign in with.")]


class ParticipantPage(View):
    items: Annotated[list[AnyParticipant | RunInShortView | InShortView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


def _open_now(row: Any) -> list[str]:
    may = words(Action.PARTICIPANT_READ, row["allowed"])
    if row["state"] != ParticipantState.ACTIVE and row["seen_as"] in (Level.WHOLE, Level.OFFICE):
        may -= {Action.PARTICIPANT_END, Action.PARTICIPANT_LINK, Action.DECLARATION_ADD}
    return sorted(may)


def _partners(row: Any, met: Sequence[Any], *, now: bool) -> list[Someone]:
    """Name whom they are paired with and who reads of them: no leader who was not asked yet."""
    other = "leader" if row["role"] == Role.COACH else "coach"
    return [
        Someone(one[f"{other}_id"], one[f"{other}_name"])
        for one in met
        if one["leader_asked"] or other == "coach"
        if one["state"] in TOGETHER or not now
    ]


def who_reads(row: Any, mine: Collection[UUID], met: Sequence[Any]) -> dict[str, list[str]]:
    """Name who reads what is kept about somebody, as far as the one who asks may know of them."""
    here = Around(
        mine,
        None if row["seen_as"] == Level.OFFICE else told_helpers(row),
        whose=Someone(row["id"], row["display_name"]),
        role=Role(row["role"]),
        now=_partners(row, met, now=True),
        ever=_partners(row, met, now=False),
    )
    shown = VIEWS[row["seen_as"]].model_fields
    named = readers_of_person(here, (one for one in OF_A_PERSON if one in shown))
    if Action.DECLARATION_ADD in words(Action.PARTICIPANT_READ, row["allowed"]):
        named["declaration"] = readers("declaration.sealed", here)
    return named


def see_participant(row: Any, named: dict[str, list[str]] | None = None) -> AnyParticipant:
    kind = VIEWS[row["seen_as"]]
    shown = {name: row[name] for name in kind.model_fields if name in row}
    if kind is ParticipantView:
        shown["joined"] = row["joined_at"] is not None
    seen: AnyParticipant = kind(**{**shown, "allowed": _open_now(row), "readers": named})  # type: ignore[assignment]
    return seen


def see_in_short(row: Any) -> InShortView:
    shown = {name: row[name] for name in InShortView.model_fields if name in row}
    shown["allowed"] = _open_now(row)
    if row["seen_as"] != Level.WHOLE:
        return InShortView(**shown)
    told = {"joined": row["joined_at"] is not None, "has_email": row["email"] is not None}
    return RunInShortView(**shown, **told)


def see_participants(
    rows: Sequence[Any], following: str | None, *, in_short: bool
) -> ParticipantPage:
    shown = [see_in_short(row) if in_short else see_participant(row) for row in rows]
    return ParticipantPage(items=shown, next=following)
