"""What an import of a roster did, so that it can be told again and undone once."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import Instant, Key, MadeAt, newest, within_programme


class RosterImport(Base):
    """One committed import: its counts, and nothing of the rows that need mending."""

    __tablename__ = "roster_import"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    id: Mapped[Key]
    file_name: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[int]
    created: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    duplicates: Mapped[int]
    ignored: Mapped[int]
    failed: Mapped[int]
    undone_at: Mapped[Instant | None]
    created_at: Mapped[MadeAt]

    __table_args__ = (newest("roster_import_newest", "programme_id"),)


class ImportedRow(Base):
    """What one row of an import did to one participant: `before` is null if it made them."""

    __tablename__ = "imported_row"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True)
    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        within_programme("import_id", "roster_import", ondelete="CASCADE"),
        within_programme("participant_id", "participant", ondelete="CASCADE"),
        Index("imported_row_participant", "programme_id", "participant_id"),
    )


class ImportedPerson(Base):
    """How an earlier import knew a participant (a digest), and what it last gave each field."""

    __tablename__ = "imported_person"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True)
    known_as: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True)
    given: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        within_programme("participant_id", "participant", ondelete="CASCADE"),
        Index("imported_person_participant", "programme_id", "participant_id"),
    )
