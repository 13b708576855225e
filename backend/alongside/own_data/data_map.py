"""The data map: of every column whom it tells of, what, for how long, and what erasure does."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Column, Table

from alongside.models import Base
from alongside.models.audit import KEPT_FOR
from alongside.models.columns import ABOUT, About, Category, Keep, Subject
from alongside.own_data.ties import TIES

PERIODS: dict[Keep, tuple[timedelta, str]] = {
    Keep.PROGRAMME: (
        timedelta(days=365),
        "a year after the last day of the programme, or the last change to its details",
    ),
    Keep.ACCOUNT: (
        timedelta(days=730),
        "two years after the last day of their last programme, or the last change to its details",
    ),
    Keep.SIGN_IN: (timedelta(days=90), "90 days after it has ended"),
    Keep.DAY: (timedelta(days=1), "a day after it was asked"),
    Keep.PROOF: (KEPT_FOR, "six years after it was said"),
}
STAYS = (Category.TECHNICAL, Category.OFFER, Category.ACTIVITY, Category.ANSWERS, Category.CONSENT)


class Fate(StrEnum):
    """What becomes of a column when the person it tells of is erased."""

    GOES = "goes with its row"
    EMPTIED = "is emptied"
    STAYS = "stays"


class Line(NamedTuple):
    table: Table
    column: Column[Any]
    about: About


def read_map() -> Iterator[Line]:
    """Give every column with what is said of it."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            yield Line(table, column, column.info[ABOUT])


def fate_of(line: Line) -> Fate:
    """Say what erasing somebody does to a column of their rows."""
    tie = TIES.get(line.table.name)
    if tie is None or line.about.subject is Subject.NOBODY:
        return Fate.GOES if tie and tie.goes else Fate.STAYS
    if tie.goes:
        return Fate.GOES
    return Fate.STAYS if line.about.category in STAYS else Fate.EMPTIED


def until(keep: Keep) -> str:
    """Say for how long a class of things is kept."""
    return PERIODS[keep][1] if keep in PERIODS else keep.value
