"""Trusts, boards, councils and charities. One list for all programmes."""

from datetime import date

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from alongside.core.db import Base
from alongside.models.columns import (
    NAME,
    OFFER,
    Key,
    MadeAt,
    newest,
)


class Organisation(Base):
    """A public body or charity, as the Organisation Data Service or a coordinator names it."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(NAME), info=OFFER)
    ods_code: Mapped[str | None] = mapped_column(String(10), unique=True, info=OFFER)
    opened_on: Mapped[date | None] = mapped_column(info=OFFER)
    closed_on: Mapped[date | None] = mapped_column(info=OFFER)
    created_at: Mapped[MadeAt]

    __table_args__ = (
        newest("organisation_newest"),
        Index("organisation_name", text("lower(name)")),
    )
