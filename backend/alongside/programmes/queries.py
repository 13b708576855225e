"""Which programmes, and who looks after the people in them."""

from typing import Any

from sqlalchemy import FromClause, Select, Uuid, bindparam, func, select, text

from alongside.access.enforce import Listing
from alongside.access.policy import Action
from alongside.models import Participant, ParticipantState


def with_leads(page: FromClause) -> Select[Any]:
    """Add the safeguarding leads, as far as the reader may see them."""
    people = Participant.__table__
    leads = (
        select(func.array_agg(people.c.id))
        .where(
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
