"""Short answers after a session, to one of three readers."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    SmallInteger,
    String,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.core.ids import secret_id
from alongside.models.columns import (
    ANSWERED,
    SAID,
    STEP,
    TECHNICAL,
    TIE,
    TIES,
    WHO,
    MadeAt,
    SecretKey,
    coded,
    newest,
    of_the_pairing,
    of_the_session,
    within_programme,
)

ANSWERS = ("listened", "mattered", "suited", "useful")


class Audience(StrEnum):
    """Who may read a text now. Sets of readers, not one ladder."""

    PRIVATE = "private"
    PAIRING = "pairing"
    TEAM = "team"
    LEARNING_PARTNERS = "learning_partners"


def to(audience: Audience) -> TextClause:
    return text(f"audience = '{audience.value}'")


class Feedback(Base):
    """What one of the two says after a session. Learning partners know it by `offered_id`."""

    __tablename__ = "feedback"

    programme_id: Mapped[UUID] = mapped_column(primary_key=True, info=TECHNICAL)
    id: Mapped[SecretKey]
    session_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    pairing_id: Mapped[UUID] = mapped_column(info=TECHNICAL)
    coach_id: Mapped[UUID] = mapped_column(info=TIES)
    leader_id: Mapped[UUID] = mapped_column(info=TIES)
    author_id: Mapped[UUID] = mapped_column(info=TIE)
    audience: Mapped[Audience] = mapped_column(coded(Audience, "audience"), info=TECHNICAL)
    listened: Mapped[int | None] = mapped_column(SmallInteger, info=ANSWERED)
    mattered: Mapped[int | None] = mapped_column(SmallInteger, info=ANSWERED)
    suited: Mapped[int | None] = mapped_column(SmallInteger, info=ANSWERED)
    useful: Mapped[int | None] = mapped_column(SmallInteger, info=ANSWERED)
    text: Mapped[str] = mapped_column(Text, default="", info=SAID)
    offered_id: Mapped[UUID] = mapped_column(default=secret_id, info=TECHNICAL)
    pseudonym: Mapped[str] = mapped_column(String(12), info=WHO)
    author_role: Mapped[str] = mapped_column(String(32), info=STEP)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        of_the_pairing(),
        of_the_session(),
        within_programme("author_id", "participant"),
        CheckConstraint("audience <> 'private'", name="has_readers"),
        CheckConstraint(
            " and ".join(f"({one} is null or {one} between 1 and 5)" for one in ANSWERS),
            name="agree_scale",
        ),
        UniqueConstraint("programme_id", "session_id", "author_id", "audience",
                         name="feedback_once"),
        UniqueConstraint("programme_id", "offered_id", name="feedback_offered_key"),
        newest("feedback_author", "programme_id", "author_id"),
        newest("feedback_coach", "programme_id", "coach_id", where=to(Audience.PAIRING)),
        newest("feedback_leader", "programme_id", "leader_id", where=to(Audience.PAIRING)),
        newest("feedback_team", "programme_id", where=to(Audience.TEAM)),
        newest("feedback_offered", "programme_id", then="offered_id",
               where=to(Audience.LEARNING_PARTNERS)),
    )  # fmt: skip
