"""A person in a programme, in one role."""

import secrets
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    false,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.errors import Conflict
from alongside.models.columns import (
    EMAIL,
    HELPED,
    NAME,
    REACHED,
    SAID,
    STEP,
    TECHNICAL,
    TIE,
    WHO,
    Instant,
    Key,
    MadeAt,
    coded,
    newest,
)

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
HERE = text("state = 'active'")
HELPING = text(
    "state = 'active' and (role in ('coordinator', 'learning_partner') or safeguarding_lead)"
)
LEADS_OR_PAIRED = text("role in ('coach', 'leader') or (safeguarding_lead and state = 'active')")
IS_PAIRED: ColumnElement[int] = literal_column("((role in ('coach', 'leader'))::integer)")


class Role(StrEnum):
    COACH = "coach"
    LEADER = "leader"
    LEARNING_PARTNER = "learning_partner"
    COORDINATOR = "coordinator"


class ParticipantState(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"


class ContactBy(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"
    POST = "post"


class LeadStandsApart(Conflict):
    code = "lead_stands_apart"
    title = (
        "This person is a safeguarding lead here, and reads what others tell in private. So they "
        "cannot coach or be coached in this programme. Choose another lead first."
    )


def would_lead_and_pair(error: IntegrityError) -> bool:
    """Say whether it failed since somebody would lead where they coach or are coached."""
    return "participant_lead_apart" in str(error.orig)


def make_pseudonym() -> str:
    """Make up a name that tells nothing, without letters that are easily mistaken."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


class Participant(Base):
    """What one programme knows of a person. `email` is how this programme reaches them."""

    __tablename__ = "participant"

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("programme.id"), primary_key=True, info=TECHNICAL
    )
    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), info=TIE)
    role: Mapped[Role] = mapped_column(coded(Role, "role"), info=STEP)
    lived_experience: Mapped[bool] = mapped_column(default=False, server_default=false(), info=WHO)
    safeguarding_lead: Mapped[bool] = mapped_column(default=False, server_default=false(), info=WHO)
    state: Mapped[ParticipantState] = mapped_column(
        coded(ParticipantState, "state"), default=ParticipantState.ACTIVE, info=STEP
    )
    display_name: Mapped[str] = mapped_column(String(NAME), info=WHO)
    given_name: Mapped[str] = mapped_column(String(NAME), info=WHO)
    family_name: Mapped[str] = mapped_column(String(NAME), default="", info=WHO)
    pseudonym: Mapped[str] = mapped_column(String(12), default=make_pseudonym, info=WHO)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), info=WHO)
    job_title: Mapped[str | None] = mapped_column(String(NAME), info=WHO)
    email: Mapped[str | None] = mapped_column(String(EMAIL), info=REACHED)
    phone: Mapped[str | None] = mapped_column(String(NAME), info=REACHED)
    contact_by: Mapped[ContactBy | None] = mapped_column(
        coded(ContactBy, "contact_by"), info=REACHED
    )
    access_needs: Mapped[str | None] = mapped_column(Text, info=HELPED)
    topics: Mapped[str | None] = mapped_column(Text, info=SAID)
    capacity: Mapped[int | None] = mapped_column(info=WHO)
    joined_at: Mapped[Instant | None] = mapped_column(info=STEP)
    invited_at: Mapped[Instant | None] = mapped_column(info=STEP)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        CheckConstraint("capacity between 0 and 100", name="capacity"),
        CheckConstraint(
            "not (safeguarding_lead and role in ('coach', 'leader'))", name="lead_apart"
        ),
        ExcludeConstraint(
            ("programme_id", "="),
            ("person_id", "="),
            (IS_PAIRED, "<>"),
            where=LEADS_OR_PAIRED,
            using="gist",
            name="participant_lead_apart_everywhere",
        ),
        Index("participant_once", "programme_id", "person_id", "role", unique=True,
              postgresql_where=HERE),
        Index("participant_pseudonym_key", "programme_id", "pseudonym", unique=True),
        Index("participant_seats", "person_id",
              postgresql_include=["programme_id", "id", "role", "safeguarding_lead", "joined_at"],
              postgresql_where=HERE),
        Index("participant_helpers", "programme_id", "created_at", "id",
              postgresql_include=["role", "display_name", "safeguarding_lead"],
              postgresql_where=HELPING),
        Index("participant_person", "person_id"),
        newest("participant_newest", "programme_id"),
        newest("participant_role", "programme_id", "role"),
        newest("participant_coordinators", where=text("role = 'coordinator'")),
        Index("participant_organisation", "organisation_id"),
    )  # fmt: skip

    def end(self) -> None:
        self.state = ParticipantState.ENDED
