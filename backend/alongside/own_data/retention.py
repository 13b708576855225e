"""What is past its time, step by step: worked out of the data map, and of nothing else.

Rows that end by themselves (a sign-in, an answer, a proof) go after their end. What a programme
knows of people goes after the programme: whole rows where nothing of them is to be counted later,
else the columns that tell of somebody. Accounts that nobody needs any more are erased whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Delete,
    Select,
    String,
    Table,
    Update,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import INTERVAL

from alongside.models import Erased, Purpose
from alongside.models.columns import Category, Keep
from alongside.own_data.data_map import PERIODS, Line, read_map
from alongside.own_data.emptying import empty, is_told
from alongside.own_data.ties import TIES, agrees

MOMENT: ColumnElement[Any] = literal_column("moment", DateTime(timezone=True))
AT_A_TIME = 5000
TO_REACH = (Category.IDENTITY, Category.CONTACT)  # what a team keeps of who agreed to it
ENDS_BY_ITSELF = (Keep.SIGN_IN, Keep.DAY, Keep.PROOF)


def _by_the_wall_clock(row: Any) -> ColumnElement[Any]:
    """Give when it was noted; no clock of ours makes it older than the database's clock does."""
    return func.greatest(row.at, row.at + (MOMENT - func.now()))


def _is_erased(person_id: Any) -> ColumnElement[bool]:
    return exists().where(Erased.person_id == person_id)


# When a row is over, where that is a matter of the row alone.
OVER: Mapping[str, Any] = {
    "sign_in": lambda row: func.least(row.ended_at, row.expires_at),
    "sign_in_link": lambda row: row.expires_at,
    "mail_token": lambda row: row.expires_at,
    "tries": lambda row: row.tried_at,
    "kept_answer": lambda row: row.created_at,
    "audit_entry": _by_the_wall_clock,
    "restricted_entry": _by_the_wall_clock,
    # What somebody said holds for as long as they are here.
    "consent": lambda row: case((_is_erased(row.person_id), _by_the_wall_clock(row))),
}


class Step(NamedTuple):
    """One thing to do: in which table, which rows, and whether they go or lose some columns."""

    keep: Keep
    table: Table
    due: ColumnElement[bool]
    loses: Sequence[Column[Any]] | None = None

    def does(self) -> Delete | Update:
        """Do it to some thousands at a time, so that nobody waits for it for long."""
        row: ColumnElement[Any] = literal_column("ctid")
        some = select(row).select_from(self.table).where(self.due).limit(AT_A_TIME)
        here = row.in_(some.correlate(None))
        if self.loses is None:
            return delete(self.table).where(here)
        return update(self.table).where(here).values({c.name: empty(c) for c in self.loses})


def _days(much: timedelta) -> ColumnElement[Any]:
    return cast(literal(f"{much.days} days", String), INTERVAL)


def before(keep: Keep) -> ColumnElement[Any]:
    """Give the moment before which what is kept for so long must have ended."""
    return MOMENT - _days(PERIODS[keep][0])


def over_programmes() -> Select[Any]:
    """Give the programmes whose last day is long past, as is the last change to them."""
    return select(func.over_programmes(before(Keep.PROGRAMME)))


def _by_table() -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in read_map():
        found.setdefault(line.table.name, []).append(line)
    return found


def _with_its_row(lines: Sequence[Line]) -> bool:
    """Say whether nothing of a row is to be counted once what a programme knew has gone."""
    told = (x.about for x in lines if x.about.category is not Category.TECHNICAL)
    counted = (about for about in told if about.keep is Keep.COUNTED)
    tie = TIES.get(lines[0].table.name)
    return bool(tie and tie.goes) and not any(counted)


def _of_programmes(lines: Sequence[Line]) -> Iterator[Step]:
    lost = [line.column for line in lines if line.about.keep is Keep.PROGRAMME]
    if not lost:
        return
    table = lines[0].table
    over = table.c.programme_id.in_(over_programmes())
    if _with_its_row(lines):
        yield Step(Keep.PROGRAMME, table, over)
    elif table.name == "participant":
        reached = agrees(table.c.person_id, Purpose.CONTACT_AFTERWARDS, table.c.programme_id)
        less = [
            x.column
            for x in lines
            if x.about.keep is Keep.PROGRAMME and x.about.category not in TO_REACH
        ]
        yield _emptying(table, and_(over, not_(reached)), lost)
        yield _emptying(table, and_(over, reached), less)
    else:
        yield _emptying(table, over, lost)


def _emptying(table: Table, which: ColumnElement[bool], lost: Sequence[Column[Any]]) -> Step:
    """Empty columns of those rows in which they still tell something."""
    return Step(Keep.PROGRAMME, table, and_(which, or_(*map(is_told, lost))), lost)


def _of_rows(lines: Sequence[Line]) -> Iterator[Step]:
    table = lines[0].table
    if table.name in OVER:
        keep = next(x.about.keep for x in lines if x.about.keep in ENDS_BY_ITSELF)
        yield Step(keep, table, OVER[table.name](table.c) < before(keep))


def steps() -> list[Step]:
    """Give all there is to do, the tables that lean on others first."""
    by_table = reversed(list(_by_table().values()))
    return [step for lines in by_table for step in (*_of_rows(lines), *_of_programmes(lines))]
