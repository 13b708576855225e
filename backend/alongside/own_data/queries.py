"""What of the data is one's own, read through the doors that everybody goes through."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Executable,
    FromClause,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from alongside.access import listings
from alongside.access.enforce import Filter, Listing
from alongside.access.names import with_both_names
from alongside.access.policy import Action
from alongside.access.private_texts import with_key
from alongside.models import Audience, Person, SignIn
from alongside.models.feedback import ANSWERS

REMEMBER = text("select remember()")
MY_PROGRAMMES = text("select programme_id, programme_name from my_participations()").columns(
    programme_id=Uuid
)
MANY = 10_000


def _mine(*columns: str) -> dict[str, Filter]:
    """Keep to rows in which one of these columns is oneself, in some programme."""

    def is_mine(row: Any) -> Any:
        me = func.any(bindparam("f_mine", type_=ARRAY(Uuid)))
        return or_(*(getattr(row, one) == me for one in columns))

    return {"mine": is_mine}


def with_names(page: FromClause) -> Select[Any]:
    """Give each row the names of the two, where one may see them; without a name it stays."""
    return with_both_names(page, unseen=True)


PLACES = Listing(
    read=Action.PARTICIPANT_READ,
    columns=(
        "programme_id",
        "id",
        "role",
        "state",
        "display_name",
        "given_name",
        "family_name",
        "lived_experience",
        "safeguarding_lead",
        "organisation_id",
        "job_title",
        "email",
        "phone",
        "contact_by",
        "access_needs",
        "topics",
        "capacity",
        "invited_at",
        "joined_at",
        "created_at",
    ),
    filters=_mine("id"),
)
TIES_TOLD = Listing(
    read=Action.DECLARATION_READ,
    columns=("programme_id", "id", "participant_id", "sealed", "key_id", "created_at"),
    dress=with_key,
    filters=_mine("participant_id"),
)
SAID_FOR = Listing(
    read=Action.SAID_FOR_READ,
    columns=("programme_id", "id", "means", "action", "created_at"),
    filters=_mine("participant_id"),
)
PAIRINGS = Listing(
    read=Action.PAIRING_READ,
    columns=("programme_id", "id", "coach_id", "leader_id", "state", "started_at", "created_at"),
    filters=_mine("coach_id", "leader_id"),
    dress=with_names,
)
SESSIONS = replace(listings.SESSIONS, filters=_mine("coach_id", "leader_id"), dress=with_names)
_NOTE = (
    *("programme_id", "id", "session_id", "author_id", "text", "sealed", "key_id", "changed_at"),
)
PRIVATE_NOTES = Listing(
    read=Action.NOTE_TEXT_READ,
    order="changed_at",
    columns=_NOTE,
    filters=_mine("author_id"),
    dress=with_key,
)
SHARED_NOTES = Listing(
    read=Action.NOTE_TEXT_READ,
    order="changed_at",
    columns=_NOTE,
    dress=with_key,
    filters=_mine("coach_id", "leader_id") | {"both": lambda row: row.author_id.is_(None)},
)
_FEEDBACK = ("programme_id", "id", "session_id", "audience", *ANSWERS, "text", "created_at")
GIVEN = Listing(read=Action.FEEDBACK_READ, columns=_FEEDBACK, filters=_mine("author_id"))


def _from_the_other(row: Any) -> Any:
    me = func.all(bindparam("f_mine", type_=ARRAY(Uuid)))
    return and_(row.audience == Audience.PAIRING.value, row.author_id != me)


RECEIVED = Listing(
    read=Action.FEEDBACK_READ,
    columns=_FEEDBACK,
    filters=_mine("coach_id", "leader_id") | {"other": _from_the_other},
)


def account_of(person_id: UUID) -> Executable:
    wanted = (Person.id, Person.email, Person.display_name, Person.operator, Person.created_at)
    return select(*wanted).where(Person.id == person_id)


def sign_ins_of(person_id: UUID) -> Executable:
    times = (SignIn.created_at, SignIn.rotated_at, SignIn.expires_at, SignIn.ended_at)
    return (
        select(*times, SignIn.browser, SignIn.system)
        .where(SignIn.person_id == person_id)
        .order_by(SignIn.created_at)
    )
