"""Which organisations, in which order, and how published ones are taken over."""

from typing import Any

from sqlalchemy import Boolean, String, bindparam, func, literal_column, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from alongside.access.enforce import Listing
from alongside.access.policy import Action
from alongside.core.bulk import given_rows, table_of
from alongside.models import Organisation

PUBLISHED = ("name", "opened_on", "closed_on")


def _is_called(row: Any) -> Any:
    """Match part of the name, or the beginning of the code."""
    wanted = bindparam("f_q", type_=String)
    in_name = func.strpos(func.lower(row.name), func.lower(wanted)) > 0
    return or_(in_name, func.strpos(row.ods_code, func.upper(wanted)) == 1)


ORGANISATIONS = Listing(
    read=Action.ORGANISATION_READ,
    columns=("id", "name", "ods_code", "opened_on", "closed_on", "created_at"),
    filters={"q": _is_called},
)


def taking_over() -> ReturningInsert[bool]:
    """Add those whose code is new, change those that differ, and say which were new."""
    table = table_of(Organisation)
    names = ("id", "ods_code", *PUBLISHED, "created_at")
    rows = given_rows(Organisation, names)
    adding = insert(table).from_select(names, rows.select().order_by(rows.c.ods_code))
    new = adding.excluded
    differs = or_(*(table.c[name].is_distinct_from(new[name]) for name in PUBLISHED))
    return adding.on_conflict_do_update(
        index_elements=[table.c.ods_code],
        set_={name: new[name] for name in PUBLISHED},
        where=differs,
    ).returning(literal_column("(organisation.xmax = 0)", Boolean).label("is_new"))
