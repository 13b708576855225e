"""Kinds of column that many tables share."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Enum, ForeignKeyConstraint, Index, Text, TextClause, Uuid, text
from sqlalchemy.orm import mapped_column

from alongside.core.clock import now
from alongside.core.ids import new_id, secret_id

NAME = 200
EMAIL = 254
FREE_TEXT = 4000


class Subject(StrEnum):
    """Whom a column tells of."""

    NOBODY = "nobody"
    ONE = "one person"
    AUTHOR = "whoever wrote it"
    BOTH = "both who are paired"


class Category(StrEnum):
    """What kind of thing a column tells."""

    TECHNICAL = "what holds rows together"
    OFFER = "programmes and organisations"
    IDENTITY = "name and role"
    CONTACT = "how to reach somebody"
    HELP = "what helps somebody take part: it may tell of health"
    PRIVATE = "private notes and ties"
    WORDS = "words for others"
    ANSWERS = "answers of feedback"
    ACTIVITY = "what happened, and when"
    SIGN_IN = "how somebody signs in"
    CONSENT = "what somebody said yes or no to"


class Keep(StrEnum):
    """For how long something is kept; `own_data/data_map.py` says what that means in days."""

    LASTING = "as long as Alongside is used here"
    ACCOUNT = "as long as the account"
    PROGRAMME = "until a while after the programme ends"
    COUNTED = "for good, as a count without a name"
    SIGN_IN = "until a while after it has ended"
    DAY = "for a day"
    PROOF = "as proof, for some years"


class About(NamedTuple):
    """One line of the data map."""

    subject: Subject
    category: Category
    keep: Keep


ABOUT = "about"


def about(subject: Subject, category: Category, keep: Keep) -> dict[Any, Any]:
    """Say of a column whom it tells of, what kind of thing, and for how long: the data map."""
    return {ABOUT: About(subject, category, keep)}


TECHNICAL = about(Subject.NOBODY, Category.TECHNICAL, Keep.LASTING)
OFFER = about(Subject.NOBODY, Category.OFFER, Keep.LASTING)
TIE = about(Subject.ONE, Category.TECHNICAL, Keep.COUNTED)
TIES = about(Subject.BOTH, Category.TECHNICAL, Keep.COUNTED)
STEP = about(Subject.ONE, Category.ACTIVITY, Keep.COUNTED)
STEPS = about(Subject.BOTH, Category.ACTIVITY, Keep.COUNTED)
WHO = about(Subject.ONE, Category.IDENTITY, Keep.PROGRAMME)
REACHED = about(Subject.ONE, Category.CONTACT, Keep.PROGRAMME)
HELPED = about(Subject.ONE, Category.HELP, Keep.PROGRAMME)
SAID = about(Subject.AUTHOR, Category.WORDS, Keep.PROGRAMME)
CONFIDED = about(Subject.AUTHOR, Category.PRIVATE, Keep.PROGRAMME)
ANSWERED = about(Subject.AUTHOR, Category.ANSWERS, Keep.COUNTED)
ACCOUNT = about(Subject.ONE, Category.IDENTITY, Keep.ACCOUNT)
SECRET = about(Subject.ONE, Category.SIGN_IN, Keep.ACCOUNT)
SIGNED_IN = about(Subject.ONE, Category.SIGN_IN, Keep.SIGN_IN)
NOTED = about(Subject.ONE, Category.ACTIVITY, Keep.PROOF)
ASKED = about(Subject.ONE, Category.ACTIVITY, Keep.DAY)

Key = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=new_id, info=TECHNICAL)]
SecretKey = Annotated[
    UUID, mapped_column(Uuid, primary_key=True, default=secret_id, info=TECHNICAL)
]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
MadeAt = Annotated[datetime, mapped_column(DateTime(timezone=True), default=now, info=TECHNICAL)]
Words = Annotated[str, mapped_column(Text)]


def values(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


def coded(kind: type[StrEnum], name: str) -> Enum:
    """Keep a code as text with a check: native enums are not leakproof under row security."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=32,
        values_callable=values,
    )


def within_programme(column: str, target: str, **options: Any) -> ForeignKeyConstraint:
    """Point at a row of the same programme, and of no other."""
    return ForeignKeyConstraint(
        ["programme_id", column], [f"{target}.programme_id", f"{target}.id"], **options
    )


def of_the_pairing() -> ForeignKeyConstraint:
    """Hold the copied coach and leader true to the pairing they were copied from."""
    return ForeignKeyConstraint(
        ["programme_id", "pairing_id", "coach_id", "leader_id"],
        ["pairing.programme_id", "pairing.id", "pairing.coach_id", "pairing.leader_id"],
    )


def of_the_session() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["programme_id", "session_id", "pairing_id"],
        ["session.programme_id", "session.id", "session.pairing_id"],
    )


def newest(
    name: str,
    *equal: str,
    order: str = "created_at",
    then: str = "id",
    where: TextClause | None = None,
) -> Index:
    """Give one lane of a list its index: equalities, then the order in which a page walks."""
    return Index(name, *equal, text(f"{order} desc"), text(f"{then} desc"), postgresql_where=where)
