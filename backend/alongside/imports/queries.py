"""What is here already, and how thousands of rows are kept in a few statements."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Delete,
    LargeBinary,
    Select,
    Text,
    Uuid,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import distinct_on

from alongside.access.enforce import Listing
from alongside.access.policy import Action
from alongside.core.bulk import add_rows, change_rows, table_of
from alongside.imports.settling import FILLED
from alongside.models import (
    Declaration,
    ImportedRow,
    Organisation,
    Pairing,
    Participant,
    Programme,
    SaidFor,
)

COUNTS = ("rows", "created", "updated", "unchanged", "duplicates", "ignored", "failed")

IMPORTS = Listing(
    read=Action.IMPORT_READ,
    columns=("programme_id", "id", "file_name", *COUNTS, "undone_at", "created_at"),
)

# What tells whether somebody has acted since.
STATE = (*FILLED, "state", "safeguarding_lead", "joined_at")

NEW_PARTICIPANT = (
    *("programme_id", "id", "person_id", "role", "pseudonym", "created_at"),
    *STATE,
)
REMEMBERED = (
    *("programme_id", "participant_id", "step", "import_id", "known_as"),
    *("given", "before", "left_as", "declaration_id"),
)
DECLARED = ("programme_id", "id", "participant_id", "sealed", "key_id", "created_at")

ADD_PARTICIPANTS = add_rows(Participant, NEW_PARTICIPANT)
CHANGE_PARTICIPANTS = change_rows(Participant, ("programme_id", "id"), FILLED)
REMEMBER = add_rows(ImportedRow, REMEMBERED)
DECLARE = add_rows(Declaration, DECLARED)

PERSONS_OF = text("select persons_of(:ids, :addresses, :called, :at)").bindparams(
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("addresses", type_=ARRAY(Text)),
    bindparam("called", type_=ARRAY(Text)),
)
WHO_SIGNS_IN_BY = text(
    "select participant_id, address from who_signs_in_by(:programme_id, :addresses)"
).bindparams(bindparam("programme_id", type_=Uuid), bindparam("addresses", type_=ARRAY(Text)))
TAKE_BACK = text("select take_back_imported(:import_id)").bindparams(
    bindparam("import_id", type_=Uuid)
)
FORGET = text("select forget_strangers(:who)").bindparams(bindparam("who", type_=ARRAY(Uuid)))

CALLED_LIKE = (
    text("""
    select typed.name as typed, o.id from unnest(:names) as typed (name)
      join organisation o on lower(o.name) = lower(typed.name)
""")
    .bindparams(bindparam("names", type_=ARRAY(Text)))
    .columns(typed=Text, id=Uuid)
)


def holding(programme_id: UUID) -> Select[UUID]:
    """Let one import or undoing of a programme's go on at a time."""
    held = select(Programme.id).where(Programme.id == programme_id)
    return held.with_for_update(key_share=True)


def with_codes(codes: set[str]) -> Select[Any, Any, Any]:
    wanted = select(Organisation.id, Organisation.name, Organisation.ods_code)
    return wanted.where(Organisation.ods_code.in_(codes))


def everybody_here(programme_id: UUID) -> Select[Any]:
    """Read what tells one participant from another, and no more."""
    people = Participant.__table__.c
    names = ("id", "role", "state", "safeguarding_lead", "given_name", "family_name")
    return select(*(people[name] for name in (*names, "email", "phone"))).where(
        people.programme_id == programme_id
    )


def _among(ids: list[UUID]) -> Any:
    """Give many ids as one array: a statement takes only so many parameters."""
    return func.any(bindparam(None, ids, type_=ARRAY(Uuid)))


def made_by(programme_id: UUID, import_id: UUID) -> Select[UUID]:
    return select(ImportedRow.participant_id).where(
        ImportedRow.programme_id == programme_id,
        ImportedRow.import_id == import_id,
        ImportedRow.before.is_(None),
    )


def known_by(programme_id: UUID, digests: list[bytes]) -> Select[UUID, bytes]:
    wanted = func.any(bindparam(None, digests, type_=ARRAY(LargeBinary)))
    return select(ImportedRow.participant_id, ImportedRow.known_as).where(
        ImportedRow.programme_id == programme_id,
        ImportedRow.known_as == wanted,
    )


def last_given(programme_id: UUID, ids: list[UUID]) -> Select[UUID, int, Any]:
    """Read what imports last gave each of these."""
    return (
        select(ImportedRow.participant_id, ImportedRow.step, ImportedRow.given)
        .where(
            ImportedRow.programme_id == programme_id,
            ImportedRow.participant_id == _among(ids),
        )
        .ext(distinct_on(ImportedRow.participant_id))
        .order_by(ImportedRow.participant_id, ImportedRow.step.desc())
    )


def as_they_are(programme_id: UUID, ids: list[UUID]) -> Select[Any]:
    """Read these participants whole, in an order in which everybody locks them."""
    people = Participant.__table__.c
    names = ("id", "person_id", "role", *STATE)
    return (
        select(*(people[name] for name in names))
        .where(
            people.programme_id == programme_id,
            people.id == _among(ids),
        )
        .order_by(people.id)
    )


def pairs(programme_id: UUID) -> Select[UUID, UUID]:
    return select(Pairing.coach_id, Pairing.leader_id).where(Pairing.programme_id == programme_id)


def rows_of(programme_id: UUID, import_id: UUID) -> Select[Any]:
    rows = ImportedRow.__table__.c
    return select(rows.participant_id, rows.step, rows.before, rows.left_as).where(
        rows.programme_id == programme_id, rows.import_id == import_id
    )


def touched_later(programme_id: UUID, import_id: UUID) -> Select[bool]:
    mine, later = ImportedRow.__table__.alias("mine"), ImportedRow.__table__.alias("later")
    same = (later.c.programme_id == mine.c.programme_id) & (
        later.c.participant_id == mine.c.participant_id
    )
    of_mine = (mine.c.programme_id == programme_id) & (mine.c.import_id == import_id)
    found = exists().where(same, of_mine, later.c.step > mine.c.step)
    return select(found)


def spoken_for(programme_id: UUID, ids: list[UUID]) -> Select[UUID]:
    """Find those of these for whom something was written down."""
    return select(SaidFor.participant_id).where(
        SaidFor.programme_id == programme_id, SaidFor.participant_id == _among(ids)
    )


def forgetting(programme_id: UUID, import_id: UUID) -> Delete:
    rows = table_of(ImportedRow)
    return delete(rows).where(rows.c.programme_id == programme_id, rows.c.import_id == import_id)


def removing(programme_id: UUID, ids: list[UUID]) -> Delete:
    people = table_of(Participant)
    return delete(people).where(people.c.programme_id == programme_id, people.c.id == _among(ids))


def coordinators_left(programme_id: UUID, ids: list[UUID]) -> Select[bool]:
    """Say whether somebody else would still run the programme."""
    people = Participant.__table__.c
    here = (people.programme_id == programme_id, people.role == literal_column("'coordinator'"))
    gone = func.all(bindparam(None, ids, type_=ARRAY(Uuid)))
    runs = (people.state == "active", people.joined_at.is_not(None))
    return select(exists().where(*here, *runs, people.id != gone))
