"""What ways in without a password need, and how often somebody guessed at a secret."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    SIGNED_IN,
    TIE,
    Category,
    Instant,
    Keep,
    MadeAt,
    Subject,
    about,
)

# The key is a digest by the server's key: whose try it was cannot be told from it.
COUNTED = about(Subject.NOBODY, Category.TECHNICAL, Keep.DAY)


class Tries(Base):
    """How often one secret was guessed at from one side, in vain, and when last."""

    __tablename__ = "tries"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True, info=COUNTED)
    wrong: Mapped[int] = mapped_column(info=COUNTED)
    tried_at: Mapped[Instant] = mapped_column(info=COUNTED)

    __table_args__ = (Index("tries_tried_at", "tried_at"),)


class MailToken(Base):
    """What a link in a mail opens, once. Kept as a digest, under the id of its mail."""

    __tablename__ = "mail_token"

    mail_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, info=TIE)
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True, info=TIE
    )
    purpose: Mapped[str] = mapped_column(String(32), info=SIGNED_IN)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True, info=SIGNED_IN)
    expires_at: Mapped[Instant] = mapped_column(info=SIGNED_IN)
    created_at: Mapped[MadeAt]

    __table_args__ = (CheckConstraint("purpose IN ('sign_in', 'not_me')", name="purpose"),)
