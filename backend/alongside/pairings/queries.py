"""Which pairings, in which order, with which names."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, Select, String, bindparam, select

from alongside.access.enforce import Listing
from alongside.access.names import with_both_names
from alongside.access.policy import Action
from alongside.access.readers import helpers_of
from alongside.models import Pairing, Participant, ParticipantState, Role

PAIRINGS = Listing(
    read=Action.PAIRING_READ,
    columns=(
        "programme_id",
        "id",
        "coach_id",
        "leader_id",
        "state",
        "coach_accepted",
        "started_at",
        "created_at",
    ),
    filters={"state": lambda row: row.state == bindparam("f_state", type_=String)},
    dress=with_both_names,
)


def with_names_and_helpers(page: FromClause) -> Select[Any]:
    return with_both_names(page, helpers_of(page.c.programme_id))


PAIRING = replace(PAIRINGS, dress=with_names_and_helpers)


def somebody_active(programme_id: UUID, participant_id: UUID, role: Role) -> Select[Participant]:
    """Find somebody who takes part, and hold on to them: they may be leaving at this moment."""
    found = select(Participant).where(
        Participant.programme_id == programme_id,
        Participant.id == participant_id,
        Participant.role == role,
        Participant.state == ParticipantState.ACTIVE,
    )
    return found.with_for_update(read=True)


def leader_of(pairing: Pairing) -> Select[UUID]:
    """Say who the leader of a pairing is as a person, if they still take part."""
    return select(Participant.person_id).where(
        Participant.programme_id == pairing.programme_id,
        Participant.id == pairing.leader_id,
        Participant.state == ParticipantState.ACTIVE,
    )
