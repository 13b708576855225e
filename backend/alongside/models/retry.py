"""What was made under an idempotency key, so that asking twice makes one."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    ASKED,
    TECHNICAL,
    TIE,
    MadeAt,
)


class KeptAnswer(Base):
    """The status and the id of what one request made; never a body. Kept for 24 hours."""

    __tablename__ = "kept_answer"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, info=TIE
    )
    operation: Mapped[str] = mapped_column(String(64), primary_key=True, info=ASKED)
    key: Mapped[str] = mapped_column(String(255), primary_key=True, info=ASKED)
    digest: Mapped[bytes] = mapped_column(LargeBinary, info=ASKED)
    status: Mapped[int] = mapped_column(SmallInteger, info=ASKED)
    made_id: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    created_at: Mapped[MadeAt]

    __table_args__ = (Index("kept_answer_created_at", "created_at"),)
