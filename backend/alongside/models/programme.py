"""An offer with aims, dates and words of its own."""

from datetime import date

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    NAME,
    OFFER,
    Key,
    MadeAt,
    newest,
)


class Programme(Base):
    """What people take part in, and within which everything about them stays."""

    __tablename__ = "programme"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME), info=OFFER)
    aims: Mapped[str] = mapped_column(Text, default="", info=OFFER)
    starts_on: Mapped[date | None] = mapped_column(info=OFFER)
    ends_on: Mapped[date | None] = mapped_column(info=OFFER)
    time_zone: Mapped[str] = mapped_column(String(64), info=OFFER)
    labels: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict, info=OFFER)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        newest("programme_newest"),
    )
