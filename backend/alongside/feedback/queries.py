"""Which feedback, in which order, with which names."""

from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, Select, String, Uuid, bindparam, delete, select
from sqlalchemy.sql.dml import ReturningDelete

from alongside.access.enforce import Listing
from alongside.access.names import with_both_names
from alongside.access.policy import Action
from alongside.models import Feedback, Participant, Programme
from alongside.models.feedback import ANSWERS

FEEDBACK = Listing(
    read=Action.FEEDBACK_READ,
    columns=(
        "programme_id",
        "id",
        "session_id",
        "coach_id",
        "leader_id",
        "author_id",
        "audience",
        *ANSWERS,
        "text",
        "created_at",
    ),
    filters={
        "session_id": lambda row: row.session_id == bindparam("f_session_id", type_=Uuid),
        "audience": lambda row: row.audience == bindparam("f_audience", type_=String),
    },
    dress=with_both_names,
)


def with_zone(page: FromClause) -> Select[Any]:
    programme = Programme.__table__
    return select(*page.c, programme.c.time_zone).join(
        programme, programme.c.id == page.c.programme_id
    )


OFFERED = Listing(
    read=Action.OFFERED_FEEDBACK_READ,
    key="offered_id",
    columns=(
        "programme_id",
        "offered_id",
        "pseudonym",
        "author_role",
        *ANSWERS,
        "text",
        "created_at",
    ),
    dress=with_zone,
)


def pseudonym_of(programme_id: UUID, participant_id: UUID) -> Select[str]:
    return select(Participant.pseudonym).where(
        Participant.programme_id == programme_id, Participant.id == participant_id
    )


def taking_back(feedback: Feedback) -> ReturningDelete[UUID]:
    return (
        delete(Feedback)
        .where(Feedback.programme_id == feedback.programme_id, Feedback.id == feedback.id)
        .returning(Feedback.id)
    )
