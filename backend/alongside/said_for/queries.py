"""What was written down for whom, in which order, with their name."""

from sqlalchemy import FromClause, Select, Uuid, and_, bindparam, select

from alongside.access.enforce import Listing
from alongside.access.policy import Action
from alongside.models import Participant


def with_name(page: FromClause) -> Select[object]:
    """Add the name of whom it was for: their own, or of their programme's team to read."""
    who = Participant.__table__
    theirs = and_(who.c.programme_id == page.c.programme_id, who.c.id == page.c.participant_id)
    named = who.c.display_name.label("participant_name")
    return select(*page.c, named).join_from(page, who, theirs)


SAID_FOR = Listing(
    read=Action.SAID_FOR_READ,
    columns=(
        "programme_id",
        "id",
        "participant_id",
        "by_id",
        "means",
        "action",
        "thing",
        "thing_id",
        "created_at",
    ),
    filters={
        "participant_id": lambda row: (
            row.participant_id == bindparam("f_participant_id", type_=Uuid)
        ),
    },
    dress=with_name,
)
