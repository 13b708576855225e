"""What an import of a roster did, so that it can be told again and undone once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.errors import Conflict
from alongside.models.columns import (
    OFFER,
    TECHNICAL,
    TIE,
    WHO,
    Instant,
    Key,
    MadeAt,
    newest,
    within_programme,
)


class ImportUndone(Conflict):
    code = "import_undone"
    title = "This list has been undone already."


class RosterImport(Base):
    """One committed import: its counts, and nothing of the rows that need mending."""

    __tablename__ = "roster_import"

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("programme.id"), primary_key=True, info=TECHNICAL
    )
    id: Mapped[Key]
    file_name: Mapped[str] = mapped_column(String(200), default="", info=OFFER)
    rows: Mapped[int] = mapped_column(info=OFFER)
    created: Mapped[int] = mapped_column(info=OFFER)
    updated: Mapped[int] = mapped_column(info=OFFER)
    unchanged: Mapped[int] = mapped_column(info=OFFER)
    duplicates: Mapped[int] = mapped_column(info=OFFER)
    ignored: Mapped[int] = mapped_column(info=OFFER)
    failed: Mapped[int] = mapped_column(info=OFFER)
    undone_at: Mapped[Instant | None] = mapped_column(info=OFFER)
    created_at: Mapped[MadeAt]

    __table_args__ = (newest("roster_import_newest", "programme_id"),)

    def undo(self, at: datetime) -> None:
        if self.undone_at is not None:
            raise ImportUndone
        self.undone_at = at


class ImportedRow(Base):
    """What one import did to one participant, and knew of them: the newest step is what counts.

    `known_as` is the digest by which it knew them. `given` holds, field by field, the digest of
    what imports last gave. `before` is null if it made them, else what it put other values in
    place of. `left_as` is the digest of how it left them; none if it changed nothing.
    """

    __tablename__ = "imported_row"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    participant_id: Mapped[UUID] = mapped_column(primary_key=True, info=TIE)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=TECHNICAL)
    import_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    known_as: Mapped[bytes] = mapped_column(LargeBinary, info=WHO)
    given: Mapped[dict[str, Any]] = mapped_column(JSONB, info=WHO)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), info=WHO)
    left_as: Mapped[bytes | None] = mapped_column(LargeBinary, info=WHO)
    declaration_id: Mapped[UUID | None] = mapped_column(info=TECHNICAL)

    __table_args__ = (
        within_programme("import_id", "roster_import", ondelete="CASCADE"),
        within_programme("participant_id", "participant", ondelete="CASCADE"),
        Index("imported_row_import", "programme_id", "import_id"),
        Index("imported_row_known_as", "programme_id", "known_as"),
    )
