"""What was done by whom, in ids and codes alone, and the seals that show whether it was altered."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import NOTED, TECHNICAL, Instant, SecretKey, coded

CODE = 64
KEPT_FOR = timedelta(days=6 * 365 + 2)  # the triggers of migration 2026_11_30_70 say the same
CHAIN = "coalesce(programme_id, '00000000-0000-0000-0000-000000000000'::uuid)"


class EntryKind(StrEnum):
    EVENT = "event"
    READING = "reading"
    ACCOUNT = "account"


class _Noted:
    """One thing that somebody did. It points by id, so that it outlives what it points to."""

    programme_id: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    id: Mapped[SecretKey]
    at: Mapped[Instant] = mapped_column(info=NOTED)
    actor_person_id: Mapped[UUID] = mapped_column(info=NOTED)
    actor_id: Mapped[UUID | None] = mapped_column(info=NOTED)
    action: Mapped[str] = mapped_column(String(CODE), info=NOTED)
    thing: Mapped[str] = mapped_column(String(CODE), info=NOTED)
    thing_id: Mapped[UUID] = mapped_column(info=NOTED)
    subject_id: Mapped[UUID | None] = mapped_column(info=NOTED)
    reason: Mapped[str | None] = mapped_column(String(CODE), info=NOTED)
    request_id: Mapped[str | None] = mapped_column(String(CODE), info=NOTED)


class AuditEntry(_Noted, Base):
    """What the programme team, or the person it is about, may know of."""

    __tablename__ = "audit_entry"

    kind: Mapped[EntryKind] = mapped_column(coded(EntryKind, "kind"), info=NOTED)

    __table_args__ = (
        Index("audit_entry_chain", text(CHAIN), "at", "id"),
        Index("audit_entry_subject", "programme_id", "subject_id", text("at desc"),
              text("id desc"), postgresql_where=text("subject_id is not null")),
        Index("audit_entry_events", "programme_id", text("at desc"), text("id desc"),
              postgresql_where=text("kind = 'event'")),
        Index("audit_entry_once_an_hour", "actor_person_id", "subject_id", "action",
              text("date_trunc('hour'::text, (at AT TIME ZONE 'UTC'::text))"), unique=True,
              postgresql_where=text("kind = 'reading'")),
    )  # fmt: skip


class RestrictedEntry(_Noted, Base):
    """What either of two may have done, such as ending or declining: for safeguarding alone."""

    __tablename__ = "restricted_entry"

    __table_args__ = (
        Index("restricted_entry_chain", text(CHAIN), "at", "id"),
        Index("restricted_entry_newest", "programme_id", text("at desc"), text("id desc")),
    )


class AuditSeal(Base):
    """The entries of one programme up to a moment, in order, and what they come to."""

    __tablename__ = "audit_seal"

    chain: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    number: Mapped[int] = mapped_column(primary_key=True, info=TECHNICAL)
    until: Mapped[Instant] = mapped_column(info=TECHNICAL)
    ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), info=TECHNICAL)
    digests: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary), info=TECHNICAL)
    previous: Mapped[bytes] = mapped_column(LargeBinary, info=TECHNICAL)
    seal: Mapped[bytes] = mapped_column(LargeBinary, info=TECHNICAL)
