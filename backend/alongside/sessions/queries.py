"""Which sessions, in which order, with which names."""

from dataclasses import replace
from typing import Any

from sqlalchemy import DateTime, FromClause, Select, String, Uuid, and_, bindparam

from alongside.access import listings
from alongside.access.names import with_both_names
from alongside.access.readers import helpers_of
from alongside.models import Pairing, PairingState, Programme
from alongside.sessions.schemas import session_rows


def with_names_and_zone(page: FromClause, *further: Any) -> Select[Any]:
    """Add names, the zone, and whether the pairing is still one to which things are added."""
    programme, pairing = Programme.__table__, Pairing.__table__
    going = (pairing.c.state == PairingState.ACTIVE).label("pairing_active")
    dressed = with_both_names(page, programme.c.time_zone, going, *further)
    return dressed.join(programme, programme.c.id == page.c.programme_id).join(
        pairing,
        and_(pairing.c.programme_id == page.c.programme_id, pairing.c.id == page.c.pairing_id),
    )


SESSIONS = replace(
    listings.SESSIONS,
    filters={
        "pairing_id": lambda row: row.pairing_id == bindparam("f_pairing_id", type_=Uuid),
        "state": lambda row: row.state == bindparam("f_state", type_=String),
        "from": lambda row: row.starts_at >= bindparam("f_from", type_=DateTime(timezone=True)),
        "to": lambda row: row.starts_at < bindparam("f_to", type_=DateTime(timezone=True)),
    },
    dress=with_names_and_zone,
    page_rows=session_rows,
)


def with_helpers_too(page: FromClause) -> Select[Any]:
    return with_names_and_zone(page, helpers_of(page.c.programme_id))


SESSION = replace(SESSIONS, dress=with_helpers_too)
