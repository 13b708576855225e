"""What goes in and out about programmes."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import MISSING, AfterValidator, Field
from pydantic_core import PydanticCustomError

from alongside.access.audiences import (
    THEMSELVES,
    WHOSE,
    Around,
    Someone,
    readers,
    readers_of_person,
    readers_of_programme,
)
from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.access.readers import Reader
from alongside.core.people import ReadersOfEach
from alongside.core.views import (
    FREE_TEXT,
    NAME,
    UNTAGGED,
    Allowed,
    Command,
    Day,
    FreeText,
    Line,
    Name,
    View,
)

NO_PLACE = {"Factory", "localtime"}  # known to this machine, and to no browser


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - NO_PLACE)


def _known_zone(zone: str) -> str:
    if zone not in _zones():
        raise PydanticCustomError(
            "time_zone", "We do not know this time zone. Write it as Europe/London."
        )
    return zone


Zone = Annotated[
    str,
    Field(max_length=64, description="By its IANA name.", examples=["Europe/London"]),
    AfterValidator(_known_zone),
]
Aims = Annotated[FreeText, Field(examples=["Senior leaders learn from people who know."])]


class Labels(Command):
    """A programme's own words for the roles. An empty one means ours."""

    coach: Line | MISSING | None = MISSING
    leader: Line | MISSING | None = MISSING
    learning_partner: Line | MISSING | None = MISSING
    coordinator: Line | MISSING | None = MISSING


class MakeProgramme(Command):
    name: Annotated[Name, Field(examples=["Side by Side"])]
    aims: Aims = ""
    starts_on: Day | None = None
    ends_on: Day | None = None
    time_zone: Zone = "Europe/London"


Leads = Annotated[
    list[UUID],
    Field(max_length=100, description="Participants who read declarations of interest."),
]


class ChangeProgramme(Command):
    """A merge patch (RFC 7396): absent stays as it is, null is cleared."""

    name: Name | MISSING = MISSING
    aims: Aims | MISSING | None = MISSING
    starts_on: Day | MISSING | None = MISSING
    ends_on: Day | MISSING | None = MISSING
    time_zone: Zone | MISSING = MISSING
    labels: Labels | MISSING | None = MISSING
    safeguarding_leads: Leads | MISSING | None = MISSING


class LabelsView(View):
    coach: Annotated[str | None, Field(max_length=NAME)]
    leader: Annotated[str | None, Field(max_length=NAME)]
    learning_partner: Annotated[str | None, Field(max_length=NAME)]
    coordinator: Annotated[str | None, Field(max_length=NAME)]


class ProgrammeView(View):
    """A programme. Only its coordinators are told the ids of the safeguarding leads."""

    untagged = UNTAGGED

    id: UUID
    name: Annotated[str, Field(max_length=NAME, examples=["Side by Side"])]
    aims: Annotated[str, Field(max_length=FREE_TEXT)]
    starts_on: date | None
    ends_on: date | None
    time_zone: Annotated[str, Field(max_length=64, examples=["Europe/London"])]
    labels: LabelsView
    safeguarding_leads: Annotated[list[UUID], Field(max_length=100)]
    created_at: datetime
    allowed: Allowed
    readers: Annotated[
        ReadersOfEach,
        Field(
            description=(
                "Who reads what is written about it, by name. For those who may add people, also"
                " who would read what is written about one of them, and of their ties."
            )
        ),
    ]


class ProgrammePage(View):
    items: Annotated[list[ProgrammeView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


class HelperView(View):
    """Somebody who runs a programme or looks after the people in it, by name."""

    display_name: Annotated[str, Field(max_length=NAME, examples=["Lowri Evans"])]
    role: Annotated[str, Field(max_length=32, examples=["coordinator"])]
    safeguarding_lead: bool


class HelpersView(View):
    items: Annotated[list[HelperView], Field(max_length=1000)]


def _who_reads_of_somebody_new(helpers: Sequence[Reader]) -> dict[str, list[str]]:
    ties = Around(helpers=helpers, whose=Someone(None, WHOSE))
    them = Around(helpers=helpers, whose=Someone(None, THEMSELVES))
    return readers_of_person(them) | {
        "declaration": readers("declaration.sealed", ties),
        "file_name": readers("roster_import.file_name", them),
    }


def see_programme(row: Any, helpers: Sequence[Reader]) -> ProgrammeView:
    """Show a programme; to all who run it alike."""
    labels, allowed = row["labels"] or {}, words(Action.PROGRAMME_READ, row["allowed"])
    who = readers_of_programme()
    if Action.PARTICIPANT_ADD in allowed:
        who |= _who_reads_of_somebody_new(helpers)
    return ProgrammeView(
        **{name: row[name] for name in ("id", "name", "aims", "starts_on", "ends_on")},
        time_zone=row["time_zone"],
        labels=LabelsView(**{role: labels.get(role) for role in LabelsView.model_fields}),
        safeguarding_leads=row["leads"] or [],
        created_at=row["created_at"],
        allowed=sorted(allowed),
        readers=who,
    )
