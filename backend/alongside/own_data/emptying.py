"""What stands in a column once what it told of somebody is gone."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, false, func, literal, null

LEFT = "Somebody who has left"
# By what else a column is emptied than by nothing, a no, or a text without letters.
SAYS_INSTEAD: Mapping[str, ColumnElement[Any]] = {
    "person.display_name": literal(LEFT),
    "participant.display_name": literal(LEFT),
    "participant.given_name": literal(LEFT),
    "participant.pseudonym": func.new_pseudonym(),
    "feedback.pseudonym": func.new_pseudonym(),
}
ALWAYS_ANOTHER = {"participant.pseudonym", "feedback.pseudonym"}


def _name(column: Column[Any]) -> str:
    return f"{column.table.name}.{column.name}"


def empty(column: Column[Any]) -> ColumnElement[Any]:
    """Say what to put there."""
    known = SAYS_INSTEAD.get(_name(column))
    if known is not None:
        return known
    if column.nullable:
        return null()
    return false() if isinstance(column.type, Boolean) else literal("")


def is_told(column: Column[Any]) -> ColumnElement[bool]:
    """Say whether there is still something; a made-up name that was made anew tells nothing."""
    if _name(column) in ALWAYS_ANOTHER:
        return false()
    return column.is_distinct_from(empty(column))
