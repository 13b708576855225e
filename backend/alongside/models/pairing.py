"""A coach and a leader in a programme, and the steps they take together."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.errors import Conflict
from alongside.models.columns import (
    STEPS,
    TECHNICAL,
    TIES,
    Instant,
    MadeAt,
    SecretKey,
    coded,
    newest,
    within_programme,
)


class PairingState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


GOING = (PairingState.PROPOSED, PairingState.ACTIVE, PairingState.PAUSED)
TOGETHER = (PairingState.ACTIVE, PairingState.PAUSED)


class PairingMovedOn(Conflict):
    """Said in the same words whatever happened, so that the words tell nothing."""

    code = "pairing_moved_on"
    title = "This pairing has moved on, so that no longer applies."


class PairingNotActive(Conflict):
    code = "pairing_not_active"
    title = "This pairing is not active just now, so nothing new can be added."


def check_active(state: str) -> None:
    """Refuse what only an active pairing may do."""
    if state != PairingState.ACTIVE:
        raise PairingNotActive


class Pairing(Base):
    """A coach and a leader. Who paused, ended or declined is not kept here (decision 14).

    `coach_accepted` and `state` together say of a decline all that is kept. `leader_asked` says
    that the leader has been shown the proposal, and never turns back. Since when is told to the
    leader in place of when it was made: how long the coach thought about it is the coach's own.
    """

    __tablename__ = "pairing"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    id: Mapped[SecretKey]
    coach_id: Mapped[UUID] = mapped_column(info=TIES)
    leader_id: Mapped[UUID] = mapped_column(info=TIES)
    state: Mapped[PairingState] = mapped_column(
        coded(PairingState, "state"), default=PairingState.PROPOSED, info=STEPS
    )
    coach_accepted: Mapped[bool] = mapped_column(default=False, server_default=false(), info=STEPS)
    leader_asked: Mapped[bool] = mapped_column(default=False, server_default=false(), info=STEPS)
    leader_asked_at: Mapped[Instant | None] = mapped_column(info=STEPS)
    started_at: Mapped[Instant | None] = mapped_column(info=STEPS)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        within_programme("coach_id", "participant"),
        within_programme("leader_id", "participant"),
        CheckConstraint("coach_id <> leader_id", name="two_people"),
        CheckConstraint("leader_asked = (leader_asked_at is not null)", name="asked_at_some_time"),
        UniqueConstraint("programme_id", "id", "coach_id", "leader_id", name="pairing_members_key"),
        Index("pairing_going", "programme_id", "coach_id", "leader_id", unique=True,
              postgresql_where=text("state in ('proposed', 'active', 'paused')")),
        newest("pairing_newest", "programme_id"),
        newest("pairing_coach", "programme_id", "coach_id"),
        newest("pairing_leader", "programme_id", "leader_id", order="leader_asked_at"),
    )  # fmt: skip

    def _only_in(self, *states: PairingState) -> None:
        if self.state not in states:
            raise PairingMovedOn

    def accept_as_coach(self, at: datetime) -> None:
        self._only_in(PairingState.PROPOSED)
        if self.coach_accepted:
            raise PairingMovedOn
        self.coach_accepted = self.leader_asked = True
        self.leader_asked_at = at

    def accept_as_leader(self, at: datetime) -> None:
        self._only_in(PairingState.PROPOSED)
        self.state, self.started_at = PairingState.ACTIVE, at

    def decline_as_coach(self) -> None:
        self._only_in(PairingState.PROPOSED)
        self.state, self.coach_accepted = PairingState.DECLINED, False

    def decline_as_leader(self) -> None:
        self._only_in(PairingState.PROPOSED)
        self.state = PairingState.DECLINED

    def pause(self) -> None:
        self._only_in(PairingState.ACTIVE)
        self.state = PairingState.PAUSED

    def resume(self) -> None:
        self._only_in(PairingState.PAUSED)
        self.state = PairingState.ACTIVE

    def end(self) -> None:
        self._only_in(*TOGETHER)
        self.state = PairingState.ENDED

    def withdraw(self) -> None:
        """End it in whatever state it is going: for the programme team."""
        self._only_in(*GOING)
        self.state = PairingState.ENDED

    def must_be_active(self) -> None:
        check_active(self.state)
