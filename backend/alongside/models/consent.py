"""What people said yes or no to. The ledger is only added to; its newest line is what counts."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    TECHNICAL,
    TIE,
    Category,
    Instant,
    Keep,
    SecretKey,
    Subject,
    about,
    coded,
)
from alongside.models.feedback import Audience

AGREED = about(Subject.ONE, Category.CONSENT, Keep.PROOF)


class Purpose(StrEnum):
    """What somebody may say yes to. Each has an effect that own_data/functions.py sees to."""

    LEARNING_AFTER_LEAVING = "learning_after_leaving"
    CONTACT_AFTERWARDS = "contact_afterwards"


class Form(StrEnum):
    """How the words were told."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    EASY_READ = "easy_read"


class Consent(Base):
    """One yes or no, to one purpose in one programme, with the wording that was shown."""

    __tablename__ = "consent"

    id: Mapped[SecretKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), info=TIE)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), info=TECHNICAL)
    purpose: Mapped[Purpose] = mapped_column(coded(Purpose, "purpose"), info=AGREED)
    audience: Mapped[Audience] = mapped_column(coded(Audience, "audience"), info=AGREED)
    given: Mapped[bool] = mapped_column(info=AGREED)
    wording: Mapped[int] = mapped_column(info=AGREED)
    language: Mapped[str] = mapped_column(String(16), info=AGREED)
    form: Mapped[Form] = mapped_column(coded(Form, "form"), info=AGREED)
    supported: Mapped[bool] = mapped_column(info=AGREED)
    at: Mapped[Instant] = mapped_column(info=AGREED)

    __table_args__ = (
        UniqueConstraint("person_id", "programme_id", "purpose", "at", name="consent_in_order"),
    )
