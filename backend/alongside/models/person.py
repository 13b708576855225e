"""People with an account, or without one, and how they sign in."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Uuid, false, func
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    ACCOUNT,
    EMAIL,
    NAME,
    SECRET,
    SIGNED_IN,
    TECHNICAL,
    TIE,
    Category,
    Instant,
    Keep,
    Key,
    MadeAt,
    SecretKey,
    Subject,
    about,
)

DEVICE = 40


class Person(Base):
    """A human. What a programme knows of them is kept with their participants."""

    __tablename__ = "person"

    id: Mapped[Key]
    email: Mapped[str | None] = mapped_column(
        String(EMAIL), info=about(Subject.ONE, Category.CONTACT, Keep.ACCOUNT)
    )
    display_name: Mapped[str] = mapped_column(String(NAME), info=ACCOUNT)
    password_hash: Mapped[str | None] = mapped_column(String(256), info=SECRET)
    operator: Mapped[bool] = mapped_column(default=False, server_default=false(), info=ACCOUNT)
    demo: Mapped[bool] = mapped_column(default=False, server_default=false(), info=TECHNICAL)
    created_at: Mapped[MadeAt]
    claimed_at: Mapped[Instant | None] = mapped_column(info=SECRET)
    devices_from: Mapped[Instant | None] = mapped_column(info=SECRET)
    tickets_from: Mapped[Instant | None] = mapped_column(info=SECRET)

    __table_args__ = (Index("person_email_key", func.lower(email), unique=True),)


class SignIn(Base):
    """One device that is signed in. Ending it acts at the next request."""

    __tablename__ = "sign_in"

    id: Mapped[SecretKey]
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True, info=TIE
    )
    generation: Mapped[int] = mapped_column(default=0, info=SIGNED_IN)
    rotated_at: Mapped[Instant] = mapped_column(info=SIGNED_IN)
    created_at: Mapped[MadeAt]
    expires_at: Mapped[Instant] = mapped_column(info=SIGNED_IN)
    ended_at: Mapped[Instant | None] = mapped_column(info=SIGNED_IN)
    confirmed_at: Mapped[Instant | None] = mapped_column(info=SIGNED_IN)
    browser: Mapped[str | None] = mapped_column(String(DEVICE), info=SIGNED_IN)
    system: Mapped[str | None] = mapped_column(String(DEVICE), info=SIGNED_IN)
    by_passkey: Mapped[bool] = mapped_column(default=False, server_default=false(), info=SIGNED_IN)
    one_step: Mapped[bool] = mapped_column(default=False, server_default=false(), info=SIGNED_IN)


class SignInLink(Base):
    """The one link by which a person may set their first password. Kept as a digest."""

    __tablename__ = "sign_in_link"

    person_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, info=TIE
    )
    participant_id: Mapped[UUID | None] = mapped_column(info=TIE)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True, info=SIGNED_IN)
    expires_at: Mapped[Instant] = mapped_column(info=SIGNED_IN)
    created_at: Mapped[MadeAt]


class SecondFactor(Base):
    """The app by which somebody shows a second time who they are. Its secret is kept sealed."""

    __tablename__ = "second_factor"

    person_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, info=TIE
    )
    sealed_secret: Mapped[str] = mapped_column(String(200), info=SECRET)
    confirmed_at: Mapped[Instant | None] = mapped_column(info=SECRET)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0, info=SECRET)
    created_at: Mapped[MadeAt]


class RecoveryCode(Base):
    """A code that stands in for the app, once. Kept as a digest, and removed when it is used."""

    __tablename__ = "recovery_code"

    person_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, info=TIE
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True, info=SECRET)
    created_at: Mapped[MadeAt]
