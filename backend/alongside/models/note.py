"""Notes to oneself, and notes that a coach and a leader write together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.vault import DataKey, Place
from alongside.models.columns import (
    CONFIDED,
    SAID,
    TECHNICAL,
    TIE,
    TIES,
    Instant,
    SecretKey,
    coded,
    of_the_pairing,
    of_the_session,
    within_programme,
)
from alongside.models.feedback import Audience

PRIVATE = text("audience = 'private'")
SHARED = text("audience = 'pairing'")
WITH_AUTHOR = text("author_id is not null")


class Note(Base):
    """What was written about a session, for its author alone or for both who met."""

    __tablename__ = "note"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    id: Mapped[SecretKey]
    session_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    pairing_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    coach_id: Mapped[UUID] = mapped_column(info=TIES)
    leader_id: Mapped[UUID] = mapped_column(info=TIES)
    audience: Mapped[Audience] = mapped_column(coded(Audience, "audience"), info=TECHNICAL)
    author_id: Mapped[UUID | None] = mapped_column(info=TIE)
    text: Mapped[str | None] = mapped_column(Text, info=CONFIDED)  # if both wrote it
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=CONFIDED)  # if it is private
    key_id: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    changed_at: Mapped[Instant] = mapped_column(info=SAID)

    __table_args__ = (
        of_the_pairing(),
        of_the_session(),
        within_programme("author_id", "participant"),
        CheckConstraint(
            "(audience = 'private' and author_id is not null)"
            " or (audience = 'pairing' and author_id is null)",
            name="private_has_one_author",
        ),
        CheckConstraint(
            "case when audience = 'private' then text is null"
            " else text is not null and sealed is null end",
            name="private_is_sealed",
        ),
        CheckConstraint(
            "(sealed is null) = (key_id is null)"
            " and coalesce(octet_length(sealed), 29) between 29 and 16028",
            name="sealed",
        ),
        Index("note_author", "programme_id", "author_id",
              postgresql_where=WITH_AUTHOR),
        Index("note_private", "programme_id", "session_id", "author_id", unique=True,
              postgresql_where=PRIVATE),
        Index("note_shared", "programme_id", "session_id", unique=True, postgresql_where=SHARED),
    )  # fmt: skip

    def write(self, text: str, at: datetime) -> None:
        """Keep what both wrote."""
        self.text, self.changed_at = text, at

    def write_sealed(self, by: DataKey | None, text: str, at: datetime) -> None:
        """Keep what is for its author alone; of an empty text nothing is kept."""
        self.sealed = by.seal(self.place, text) if by else None
        self.key_id, self.changed_at = by.id if by else None, at

    @property
    def place(self) -> Place:
        return place_of_note(self.programme_id, self.id)


def place_of_note(programme_id: UUID, note_id: UUID) -> Place:
    return Place("note", "text", programme_id, note_id)
