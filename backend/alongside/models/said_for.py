"""What a coordinator wrote down for somebody who cannot sign in, as that person told them."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    TECHNICAL,
    TIE,
    Category,
    Keep,
    Key,
    MadeAt,
    Subject,
    about,
    coded,
    newest,
    within_programme,
)

CODE = 64
DONE = about(Subject.ONE, Category.ACTIVITY, Keep.PROGRAMME)


class Means(StrEnum):
    """By what means somebody told a coordinator."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    POST = "post"


class SaidFor(Base):
    """That something was done for a participant, by which coordinator, and how they said so."""

    __tablename__ = "said_for"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    id: Mapped[Key]
    participant_id: Mapped[UUID] = mapped_column(info=TIE)
    by_id: Mapped[UUID] = mapped_column(info=DONE)
    means: Mapped[Means] = mapped_column(coded(Means, "means"), info=DONE)
    action: Mapped[str] = mapped_column(String(CODE), info=DONE)
    thing: Mapped[str] = mapped_column(String(CODE), info=DONE)
    thing_id: Mapped[UUID] = mapped_column(info=DONE)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        within_programme("participant_id", "participant", ondelete="CASCADE"),
        newest("said_for_own", "programme_id", "participant_id"),
        newest("said_for_newest", "programme_id"),
    )
