"""Passkeys, and the challenges that they have signed."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    NAME,
    SECRET,
    TECHNICAL,
    TIE,
    Instant,
    MadeAt,
    SecretKey,
)


class Passkey(Base):
    """A public key by which somebody signs in; the private one never leaves their device."""

    __tablename__ = "passkey"

    id: Mapped[SecretKey]
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True, info=TIE
    )
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True, info=SECRET)
    public_key: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    sign_count: Mapped[int] = mapped_column(BigInteger, info=SECRET)
    name: Mapped[str] = mapped_column(String(NAME), info=SECRET)
    transports: Mapped[str] = mapped_column(String(100), info=SECRET)
    created_at: Mapped[MadeAt]
    used_at: Mapped[Instant | None] = mapped_column(info=SECRET)


class UsedChallenge(Base):
    """A challenge that was signed, as a digest, until its ticket has run out."""

    __tablename__ = "used_challenge"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True, info=TECHNICAL)
    expires_at: Mapped[Instant] = mapped_column(info=TECHNICAL)
