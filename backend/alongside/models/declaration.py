"""Declarations of interest: private ties that a match must respect."""

from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.vault import Place
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
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=CONFIDED)
    key_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        within_programme("participant_id", "participant", ondelete="CASCADE"),
        newest("declaration_own", "programme_id", "participant_id"),
        newest("declaration_newest", "programme_id"),
        CheckConstraint("octet_length(sealed) between 29 and 16028", name="sealed"),
    )


def place_of_declaration(programme_id: UUID, declaration_id: UUID) -> Place:
    return Place("declaration", "text", programme_id, declaration_id)
