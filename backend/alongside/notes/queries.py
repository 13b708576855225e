"""The session that a note is about, and the note."""

from typing import Any

from sqlalchemy import FromClause, Select, String, Uuid, and_, bindparam

from alongside.access.enforce import Listing
from alongside.access.names import with_both_names
from alongside.access.policy import Action
from alongside.access.private_texts import with_key
from alongside.models import Pairing


def with_names_and_state(page: FromClause) -> Select[Any]:
    pairing = Pairing.__table__
    its_pairing = and_(
        pairing.c.programme_id == page.c.programme_id, pairing.c.id == page.c.pairing_id
    )
    dressed = with_both_names(page, pairing.c.state.label("pairing_state"))
    return dressed.join(pairing, its_pairing)


MEETINGS = Listing(
    read=Action.NOTE_READ,
    order="starts_at",
    columns=("programme_id", "id", "pairing_id", "coach_id", "leader_id", "starts_at"),
    dress=with_names_and_state,
)

NOTES = Listing(
    read=Action.NOTE_TEXT_READ,
    order="changed_at",
    columns=("programme_id", "id", "author_id", "text", "sealed", "key_id", "changed_at"),
    dress=with_key,
    filters={
        "session_id": lambda row: row.session_id == bindparam("f_session_id", type_=Uuid),
        "audience": lambda row: row.audience == bindparam("f_audience", type_=String),
    },
)
