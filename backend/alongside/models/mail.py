"""Mail that waits to be sent. What it says is made when it is sent, and kept nowhere."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    TECHNICAL,
    TIE,
    Category,
    Instant,
    Keep,
    MadeAt,
    SecretKey,
    Subject,
    about,
)

POSTED = about(Subject.ONE, Category.ACTIVITY, Keep.ACCOUNT)


class Mail(Base):
    """One mail to one person. Its id is its Message-ID, however often it is sent."""

    __tablename__ = "mail"

    id: Mapped[SecretKey]
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True, info=TIE
    )
    kind: Mapped[str] = mapped_column(String(32), info=POSTED)
    about_id: Mapped[UUID | None] = mapped_column(info=TIE)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0", info=TECHNICAL)
    sent_at: Mapped[Instant | None] = mapped_column(info=POSTED)
    dropped_at: Mapped[Instant | None] = mapped_column(info=POSTED)
    created_at: Mapped[MadeAt]
