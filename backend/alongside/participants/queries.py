"""Which participants, in which order."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from alongside.access.enforce import Listing
from alongside.access.names import with_both_names
from alongside.access.policy import Action
from alongside.access.readers import helpers_of
from alongside.models import Pairing, Participant, ParticipantState, Role


def _sounds_like(row: Any) -> Any:
    """Match part of a name or an address; every letter stands for itself."""
    wanted = func.lower(bindparam("f_q", type_=String))
    fields = (row.display_name, row.given_name, row.family_name, row.email)
    return or_(*(func.strpos(func.lower(one), wanted) > 0 for one in fields))


def _has_joined(row: Any) -> Any:
    """Match who has come in or has not, of those alone whose reader sees the whole row.

    Nobody else is shown the person behind it: elsewhere a null would be told as “not yet”.
    """
    asked = bindparam("f_joined", type_=Boolean)
    return and_(row.person_id.is_not(None), row.joined_at.is_not(None) == asked)


PARTICIPANTS = Listing(
    read=Action.PARTICIPANT_READ,
    columns=(
        "programme_id",
        "id",
        "role",
        "lived_experience",
        "state",
        "display_name",
        "given_name",
        "family_name",
        "organisation_id",
        "job_title",
        "email",
        "phone",
        "contact_by",
        "access_needs",
        "topics",
        "capacity",
        "joined_at",
        "created_at",
    ),
    filters={
        "role": lambda row: row.role == bindparam("f_role", type_=String),
        "state": lambda row: row.state == bindparam("f_state", type_=String),
        "joined": _has_joined,
        "q": _sounds_like,
    },
)


def with_helpers(page: FromClause) -> Select[Any]:
    return select(*page.c, helpers_of(page.c.programme_id))


def _has_part(row: Any) -> Any:
    who = bindparam("f_participant_id", type_=Uuid)
    return or_(row.coach_id == who, row.leader_id == who)


PARTICIPANT = replace(PARTICIPANTS, dress=with_helpers)
IN_SHORT = replace(
    PARTICIPANTS,
    columns=(
        "programme_id",
        "id",
        "role",
        "state",
        "display_name",
        "email",
        "joined_at",
        "created_at",
    ),
)
THEIR_PAIRINGS = Listing(
    read=Action.PAIRING_READ,
    columns=("programme_id", "id", "coach_id", "leader_id", "state", "leader_asked", "created_at"),
    filters={"participant_id": _has_part},
    dress=with_both_names,
)
MOST_PAIRINGS = 1000

PERSON_OF = text("select person_of(:new_id, :address, :called, :at)").bindparams(
    bindparam("new_id", type_=Uuid)
)
HAS_SIGNED_UP = text("select has_signed_up(:participant)").bindparams(
    bindparam("participant", type_=Uuid)
)
FORGET = text("select forget_strangers(:who)").bindparams(bindparam("who", type_=ARRAY(Uuid)))


def _is_in(participant_id: UUID) -> ColumnElement[bool]:
    return or_(Pairing.coach_id == participant_id, Pairing.leader_id == participant_id)


def pairings_held(programme_id: UUID, participant_id: UUID) -> Select[UUID]:
    """Hold every pairing of a participant, in a steady order."""
    theirs = select(Pairing.id).where(Pairing.programme_id == programme_id, _is_in(participant_id))
    return theirs.order_by(Pairing.id).with_for_update(key_share=True)


def other_coordinators(programme_id: UUID, but: UUID) -> Select[UUID]:
    """Find who else runs a programme: whoever has not come in runs nothing yet."""
    return select(Participant.id).where(
        Participant.programme_id == programme_id,
        Participant.role == Role.COORDINATOR,
        Participant.state == ParticipantState.ACTIVE,
        Participant.joined_at.is_not(None),
        Participant.id != but,
    )


def who_else_coordinates(programme_id: UUID, but: UUID) -> Select[UUID]:
    """Find the persons who were asked to run a programme, whether they have come in or not."""
    return (
        select(Participant.person_id)
        .where(
            Participant.programme_id == programme_id,
            Participant.role == Role.COORDINATOR,
            Participant.state == ParticipantState.ACTIVE,
            Participant.id != but,
        )
        .order_by(Participant.person_id)
    )


def partners_persons(programme_id: UUID, participant_id: UUID) -> Select[UUID]:
    """Find the persons with whom a participant has any pairing."""
    mine = _is_in(participant_id)
    theirs = or_(Pairing.coach_id == Participant.id, Pairing.leader_id == Participant.id)
    return (
        select(Participant.person_id)
        .join(Pairing, (Pairing.programme_id == Participant.programme_id) & theirs)
        .where(Participant.programme_id == programme_id, mine, Participant.id != participant_id)
    )
