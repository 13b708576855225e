"""Which programmes, and who looks after the people in them."""

from typing import Any

from sqlalchemy import FromClause, Select, Uuid, bindparam, func, select, text

from alongside.access.enforce import Listing
from alongside.access.policy import Action, actions_on
from alongside.core.bulk import table_of
from alongside.models import Participant, ParticipantState, Programme

_MAY_CHANGE = 1 << actions_on(table_of(Programme)).index(Action.PROGRAMME_CHANGE)


def with_leads(page: FromClause) -> Select[Any]:
    """Add the safeguarding leads for those who may choose them, in an order that stays."""
    people = Participant.__table__
    leads = (
        select(func.array_agg(people.c.id).aggregate_order_by(people.c.id))
        .where(
            page.c.allowed.bitwise_and(_MAY_CHANGE) != 0,
            people.c.programme_id == page.c.id,
            people.c.safeguarding_lead,
            people.c.state == ParticipantState.ACTIVE,
        )
        .scalar_subquery()
    )
    return select(*page.c, leads.label("leads"))


PROGRAMMES = Listing(
    read=Action.PROGRAMME_READ,
    columns=(
        "id",
        "name",
        "aims",
        "starts_on",
        "ends_on",
        "time_zone",
        "labels",
        "created_at",
    ),
    dress=with_leads,
)

HELPERS = text(
    "select role, display_name, safeguarding_lead, participant_id from readers_of(:programme_id)"
).bindparams(bindparam("programme_id", type_=Uuid))
