"""What goes in and out about sessions."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from pydantic import MISSING, AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from alongside.access.audiences import Someone, readers_of_place
from alongside.access.enforce import words
from alongside.access.on_behalf import OnBehalf
from alongside.access.policy import Action
from alongside.access.readers import told_helpers
from alongside.core.clock import now
from alongside.core.people import Named, Readers
from alongside.core.views import FREE_TEXT, UNTAGGED, Allowed, Command, FreeText, Moment, View
from alongside.models import Mode, SessionState

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=8)
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

ADDING = {Action.SESSION_CHANGE, Action.NOTE_WRITE}
BOOKED = {Action.SESSION_CHANGE, Action.SESSION_CANCEL, Action.NOTE_WRITE}
STILL = {
    SessionState.BOOKED: BOOKED,
    SessionState.HELD: {Action.NOTE_WRITE, Action.FEEDBACK_GIVE},
    SessionState.NOT_HELD: {Action.NOTE_WRITE},
    SessionState.CANCELLED: {Action.NOTE_WRITE},
}


def _in_our_time(at: datetime) -> datetime:
    if not EARLIEST <= at <= LATEST:
        raise PydanticCustomError("instant_out_of_range", "Choose a time between 1990 and 2199.")
    return at.astimezone(UTC)


Instant = Annotated[
    Moment,
    AfterValidator(_in_our_time),
    Field(description="With its offset from UTC (RFC 3339).", examples=["2026-11-25T14:00:00Z"]),
]
Ending = Annotated[Instant, Field(examples=["2026-11-25T15:00:00Z"])]
Place = Annotated[
    FreeText,
    Field(
        description="A link, a number or an address. May be empty.",
        examples=["https://meet.example/side-by-side"],
    ),
]


SaidFor = Annotated[
    OnBehalf | None,
    Field(
        description="For coordinators: one of the two, who cannot sign in and told you this.",
        examples=[None],
    ),
]


class BookSession(Command):
    pairing_id: UUID
    starts_at: Instant
    ends_at: Ending
    mode: Mode
    place: Place = ""
    on_behalf: SaidFor = None

    @field_validator("ends_at")
    @classmethod
    def _lasts_a_sensible_time(cls, ends_at: datetime, known: ValidationInfo) -> datetime:
        starts_at = known.data.get("starts_at")
        if starts_at is not None and not SHORTEST <= ends_at - starts_at <= LONGEST:
            raise PydanticCustomError(
                "session_length", "A session lasts from 10 minutes to 8 hours. Check when it ends."
            )
        return ends_at


class ChangeSession(Command):
    """A merge patch (RFC 7396): what is absent stays as it is; null empties the place."""

    starts_at: Instant | MISSING = MISSING
    ends_at: Ending | MISSING = MISSING
    mode: Mode | MISSING = MISSING
    place: Place | MISSING | None = MISSING
    on_behalf: SaidFor = None


class RecordSession(Command):
    held: Annotated[
        bool, Field(strict=True, description="true: we met. false: we did not.", examples=[True])
    ]
    on_behalf: SaidFor = None


class CancelSession(Command):
    """Nothing has to be said. A coordinator may say for whom they do it."""

    on_behalf: SaidFor = None


class SessionView(View):
    """A session, with the time zone of its programme."""

    untagged = UNTAGGED

    id: UUID
    programme_id: UUID
    pairing_id: UUID
    coach: Named
    leader: Named
    starts_at: datetime
    ends_at: datetime
    time_zone: Annotated[str, Field(max_length=64, examples=["Europe/London"])]
    mode: Mode
    place: Annotated[str, Field(max_length=FREE_TEXT)]
    state: SessionState
    created_at: datetime
    allowed: Allowed
    readers: Annotated[
        Readers | None, Field(description="Who reads where and how it is. Null in lists.")
    ]


class SessionPage(View):
    items: Annotated[list[SessionView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


@lru_cache(maxsize=4096)
def _open_now(bits: int, state: str, active: bool, begun: bool) -> tuple[str, ...]:
    may = words(Action.SESSION_READ, bits)
    still = may & STILL[SessionState(state)]
    if not active:
        still -= ADDING
    if begun:
        still |= may & {Action.SESSION_RECORD}
    return tuple(sorted(still))


class NamedRow(Struct):
    id: str
    display_name: str


class SessionRow(Struct):
    """What a session's view is made of, in its order. A page of these is written as it is."""

    id: str
    programme_id: str
    pairing_id: str
    coach: NamedRow
    leader: NamedRow
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    mode: str
    place: str
    state: str
    created_at: datetime
    allowed: tuple[str, ...]
    readers: list[str] | None


def session_rows(
    at: datetime, readers: list[str] | None = None
) -> Callable[[Sequence[Any]], SessionRow]:
    """Give what makes a row of the columns that a list reads, in their order, at a moment."""

    def row(columns: Sequence[Any]) -> SessionRow:
        (
            programme_id, key, pairing_id, coach_id, leader_id, starts_at, ends_at, mode, place,
            state, created_at, _, bits, coach_name, leader_name, time_zone, active,
        ) = columns  # fmt: skip
        begun = state == SessionState.BOOKED and starts_at <= at
        return SessionRow(
            key, programme_id, pairing_id, NamedRow(coach_id, coach_name),
            NamedRow(leader_id, leader_name), starts_at, ends_at, time_zone, mode, place, state,
            created_at, _open_now(bits, state, active, begun), readers,
        )  # fmt: skip

    return row


def see_session(row: dict[str, Any], mine: Collection[UUID]) -> SessionView:
    """Show one session, with the names of those who read where it is."""
    coach = Someone(row["coach_id"], row["coach_name"])
    leader = Someone(row["leader_id"], row["leader_name"])
    readers = readers_of_place(coach, leader, told_helpers(row), mine)
    columns = tuple(told for name, told in row.items() if name != "helpers")
    return SessionView.model_validate(session_rows(now(), readers)(columns))
