"""From the policy to conditions: the ways in which an actor may do something, seat by seat."""

from collections.abc import Iterable
from functools import reduce
from itertools import product
from operator import add
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    Table,
    and_,
    case,
    cast,
    literal_column,
    null,
    or_,
)

from alongside.access.actor import Seat
from alongside.access.policy import AT_ALL, FIELDS, POLICY, SEEN, Action, Level, Rule
from alongside.access.relations import ALWAYS, NEVER
from alongside.models import Organisation, Programme


class Lane(NamedTuple):
    """One seat's way to some rows, and how much of them it shows."""

    seat: Seat
    way: ColumnElement[bool]
    level: Level


def programme_of(table: Table) -> Any:
    """Give the column that says whose programme a row is of; organisations are of none."""
    if table is Organisation.__table__:
        return None
    return table.c.id if table is Programme.__table__ else table.c.programme_id


def lanes(seats: Iterable[Seat], action: Action) -> list[Lane]:
    """List the ways that can hold. Where a whole programme is open, no other way is needed."""
    rule = POLICY[action]
    shared = programme_of(rule.on) is None
    whole: dict[Any, Lane] = {}
    narrow: list[Lane] = []
    for way, seat in product(rule.who, tuple(seats)):
        found = Lane(seat, way.relation(seat, rule.on.c), way.level)
        if found.way is ALWAYS:
            whole.setdefault(None if shared else seat.programme_id, found)
        elif found.way is not NEVER:
            narrow.append(found)
    if None in whole:
        return [whole[None]]
    return [*whole.values(), *(lane for lane in narrow if lane.seat.programme_id not in whole)]


def placed(rule: Rule, lane: Lane) -> ColumnElement[bool]:
    """Keep a lane within its seat's programme; an operator's seat is in none."""
    column = programme_of(rule.on)
    if column is None or lane.seat.programme_id is None:
        return lane.way
    return and_(column == lane.seat.programme_id, lane.way)


def may(seats: Iterable[Seat], action: Action) -> ColumnElement[bool]:
    """Say the policy for one action as a condition on one row. For pages, use lanes."""
    rule = POLICY[action]
    return or_(NEVER, *(placed(rule, lane) for lane in lanes(tuple(seats), action)))


def may_at_all(seats: Iterable[Seat], action: Action) -> bool:
    """Say whether some seat may do it to whatever row it likes: for things not yet made."""
    return any(lane.way is ALWAYS for lane in lanes(tuple(seats), action))


def open_to(seats: Iterable[Seat]) -> list[str]:
    """Name what these seats may do to some row or other: what a home page is made of."""
    held = tuple(seats)
    open_here = [a for a in POLICY if a not in AT_ALL and lanes(held, a)]
    return sorted(action.value for action in open_here)


def allowed(seats: tuple[Seat, ...], actions: tuple[Action, ...]) -> Label[int]:
    """Give an integer whose bit i says actions[i]; actions open to the same people share a case."""
    groups: dict[tuple[Any, ...], int] = {}
    for i, action in enumerate(actions):
        who = tuple(way.relation for way in POLICY[action].who)
        groups[who] = groups.get(who, 0) | 1 << i
    first = {tuple(way.relation for way in POLICY[a].who): a for a in actions}
    parts = [
        case(
            (may(seats, first[who]), literal_column(str(bits), Integer)), else_=literal_column("0")
        )
        for who, bits in groups.items()
    ]
    total: ColumnElement[int] = reduce(add, parts, literal_column("0", Integer))
    return total.label("allowed")


def put_by(table: Table, level: Level, name: str) -> Any:
    """Give what a reader's rows are put in order by: where they are told otherwise, what is told.

    Else the order would tell what the row does not.
    """
    told = SEEN.get(level, {}).get(name)
    return table.c[name] if told is None else told(table.c)


class Seen:
    """The columns of a row as one kind of reader sees them; what they may not see is null."""

    def __init__(self, table: Table, level: Level) -> None:
        self._table, self._level = table, level

    def __getattr__(self, name: str) -> Any:
        column = self._table.c[name]
        told = SEEN.get(self._level, {}).get(name)
        if told is not None:
            return told(self._table.c)
        if name in FIELDS.get(self._level, self._table.c):
            return column
        return cast(null(), column.type)
