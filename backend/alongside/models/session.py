"""Coaching meetings, and the rule that nobody is in two at once."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.errors import Conflict
from alongside.models.columns import (
    REACHED,
    STEP,
    STEPS,
    TECHNICAL,
    TIE,
    TIES,
    Instant,
    Key,
    MadeAt,
    coded,
    newest,
    of_the_pairing,
    within_programme,
)


class SessionState(StrEnum):
    BOOKED = "booked"
    HELD = "held"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


BLOCKING = (SessionState.BOOKED, SessionState.HELD)


class Mode(StrEnum):
    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in_person"


class SessionNotBooked(Conflict):
    code = "session_not_booked"
    title = "This session is no longer a booking, so it stays as it is."


class SessionNotStarted(Conflict):
    code = "session_not_started"
    title = "This session has not started yet. You can say how it went once it has."


class SessionNotHeld(Conflict):
    code = "session_not_held"
    title = "You can say how a session was once it has been marked as held."


class TimeTaken(Conflict):
    code = "time_taken"
    title = "One of you already has a session at that time. Please choose another time."


class Session(Base):
    """One coaching meeting of a pairing."""

    __tablename__ = "session"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    id: Mapped[Key]
    pairing_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    coach_id: Mapped[UUID] = mapped_column(info=TIES)
    leader_id: Mapped[UUID] = mapped_column(info=TIES)
    starts_at: Mapped[Instant] = mapped_column(info=STEPS)
    ends_at: Mapped[Instant] = mapped_column(info=STEPS)
    mode: Mapped[Mode] = mapped_column(coded(Mode, "mode"), info=STEPS)
    place: Mapped[str] = mapped_column(Text, default="", info=REACHED)
    state: Mapped[SessionState] = mapped_column(
        coded(SessionState, "state"), default=SessionState.BOOKED, info=STEPS
    )
    created_at: Mapped[MadeAt]

    __table_args__ = (
        of_the_pairing(),
        within_programme("coach_id", "participant"),
        within_programme("leader_id", "participant"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        UniqueConstraint("programme_id", "id", "pairing_id", name="session_pairing_key"),
        newest("session_newest", "programme_id", order="starts_at"),
        newest("session_coach", "programme_id", "coach_id", order="starts_at"),
        newest("session_leader", "programme_id", "leader_id", order="starts_at"),
        newest("session_of_pairing", "programme_id", "pairing_id", order="starts_at"),
    )

    def _only_booked(self) -> None:
        if self.state is not SessionState.BOOKED:
            raise SessionNotBooked

    def change(self, *, starts_at: datetime, ends_at: datetime, mode: Mode, place: str) -> None:
        self._only_booked()
        self.starts_at, self.ends_at, self.mode, self.place = starts_at, ends_at, mode, place

    def cancel(self) -> None:
        self._only_booked()
        self.state = SessionState.CANCELLED

    def record(self, *, held: bool, at: datetime) -> None:
        self._only_booked()
        if self.starts_at > at:
            raise SessionNotStarted
        self.state = SessionState.HELD if held else SessionState.NOT_HELD

    def must_be_held(self) -> None:
        if self.state is not SessionState.HELD:
            raise SessionNotHeld


class SessionPerson(Base):
    """The time that one person gives to one session. PostgreSQL refuses two at once."""

    __tablename__ = "session_person"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    session_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, info=TIE)
    participant_id: Mapped[UUID] = mapped_column(info=TIE)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE, info=STEP)
    blocking: Mapped[bool] = mapped_column(info=STEP)

    __table_args__ = (
        within_programme("session_id", "session", ondelete="CASCADE"),
        within_programme("participant_id", "participant"),
        ExcludeConstraint(
            ("programme_id", "="),
            ("person_id", "="),
            ("during", "&&"),
            where=text("blocking"),
            using="gist",
            name="session_person_one_place_at_a_time",
        ),
        Index("session_person_participant", "programme_id", "participant_id"),
        Index("session_person_person", "person_id"),
    )
