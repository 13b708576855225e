"""Declarations of interest: private ties that a match must respect."""

from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    CONFIDED,
    TECHNICAL,
    TIE,
    MadeAt,
    SecretKey,
    newest,
    within_programme,
)


class Declaration(Base):
    """What one participant told us in private: treated by, employed by, family, a complaint."""

    __tablename__ = "declaration"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    id: Mapped[SecretKey]
    participant_id: Mapped[UUID] = mapped_column(info=TIE)
    text: Mapped[str] = mapped_column(Text, info=CONFIDED)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        within_programme("participant_id", "participant", ondelete="CASCADE"),
        newest("declaration_own", "programme_id", "participant_id"),
        newest("declaration_newest", "programme_id"),
    )
