"""Wishes to be erased, and the list of those who were: ids and days, and nothing else."""

from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import STEP, TIE, Category, Instant, Keep, Subject, about

WISH = about(Subject.ONE, Category.ACTIVITY, Keep.ACCOUNT)


class Erasure(Base):
    """That somebody asked to be erased, and when that will be. They may change their mind."""

    __tablename__ = "erasure"

    person_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, info=TIE
    )
    asked_at: Mapped[Instant] = mapped_column(info=WISH)
    due_at: Mapped[Instant] = mapped_column(index=True, info=WISH)


class Erased(Base):
    """That somebody was erased: so that a copy from before, brought back, erases them again."""

    __tablename__ = "erased"

    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, info=TIE)
    erased_at: Mapped[Instant] = mapped_column(info=STEP)
