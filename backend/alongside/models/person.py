"""People with an account, or without one, and how they sign in."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Uuid, false, func
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import EMAIL, NAME, Instant, Key, MadeAt, SecretKey


class Person(Base):
    """A human. What a programme knows of them is kept with their participants."""

    __tablename__ = "person"

    id: Mapped[Key]
    email: Mapped[str | None] = mapped_column(String(EMAIL))
    display_name: Mapped[str] = mapped_column(String(NAME))
    password_hash: Mapped[str | None] = mapped_column(String(256))
    operator: Mapped[bool] = mapped_column(default=False, server_default=false())
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[MadeAt]

    __table_args__ = (Index("person_email_key", func.lower(email), unique=True),)


class SignIn(Base):
    """One device that is signed in. Ending it acts at the next request."""

    __tablename__ = "sign_in"

    id: Mapped[SecretKey]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    generation: Mapped[int] = mapped_column(default=0)
    rotated_at: Mapped[Instant]
    created_at: Mapped[MadeAt]
    expires_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class SignInLink(Base):
    """The one link by which a person may set their first password. Kept as a digest."""

    __tablename__ = "sign_in_link"

    person_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[UUID | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    expires_at: Mapped[Instant]
    created_at: Mapped[MadeAt]
