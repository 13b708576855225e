"""Which declarations, in which order."""

from uuid import UUID

from sqlalchemy import Uuid, bindparam, delete
from sqlalchemy.sql.dml import ReturningDelete

from alongside.access.enforce import Listing
from alongside.access.policy import Action
from alongside.access.private_texts import with_key
from alongside.models import Declaration

DECLARATIONS = Listing(
    read=Action.DECLARATION_READ,
    columns=("programme_id", "id", "participant_id", "sealed", "key_id", "created_at"),
    dress=with_key,
    filters={
        "participant_id": lambda row: (
            row.participant_id == bindparam("f_participant_id", type_=Uuid)
        ),
    },
)


def taking_back(declaration: Declaration) -> ReturningDelete[UUID]:
    return (
        delete(Declaration)
        .where(
            Declaration.programme_id == declaration.programme_id,
            Declaration.id == declaration.id,
        )
        .returning(Declaration.id)
    )
