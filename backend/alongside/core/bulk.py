"""Many rows in one statement. They come as one JSON text, so that thousands cost what one does."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Insert, Table, Update, bindparam, column, func, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import TableValuedAlias

from alongside.core.db import Base

ROWS = "rows"


def table_of(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


def given_rows(model: type[Base], names: Iterable[str]) -> TableValuedAlias:
    """Read the parameter `rows` as rows that have these columns of a table."""
    table = table_of(model)
    columns = (column(name, table.c[name].type) for name in names)
    told = func.jsonb_to_recordset(bindparam(ROWS, type_=JSONB))
    return told.table_valued(*columns, name="given").render_derived(with_types=True)


def add_rows(model: type[Base], names: tuple[str, ...]) -> Insert:
    """Add every row of the parameter `rows`."""
    rows = given_rows(model, names)
    return insert(table_of(model)).from_select(names, select(*(rows.c[name] for name in names)))


def change_rows(model: type[Base], keys: tuple[str, ...], names: tuple[str, ...]) -> Update:
    """Change each row that has the keys of one in the parameter `rows`."""
    table, rows = table_of(model), given_rows(model, (*keys, *names))
    return (
        update(table)
        .where(*(table.c[key] == rows.c[key] for key in keys))
        .values({table.c[name]: rows.c[name] for name in names})
    )


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write a row so that PostgreSQL reads each value back as its column's type."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    return str(value)
