"""The policy drawn as a picture: for each action, on each thing of the world, who may do it.

It is drawn by the database, from the conditions that the policy compiles to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.access.stage import Stage
from tests.access.world import World
from tests.cast import NOW

from alongside.access.actor import Seat, read_seats
from alongside.access.enforce import Listing, build_newest
from alongside.access.lanes import may, may_at_all
from alongside.access.policy import AT_ALL, FIELDS, POLICY, SEEN, Action

Seats = Mapping[str, tuple[Seat, ...]]
NOBODY = "nobody"
# Many are asked about in one statement, so what can_speak() keeps to coordinators is told to all:
# each condition has to keep to its own seat. Who is told it is in test_who_can_speak.py.
EVERYWHERE = text("""
    select set_config('app.coordinator', array_agg(id)::text, true),
           set_config('app.person', gen_random_uuid()::text, true) from programme
""")


async def seats_of_all(stage: Stage) -> Seats:
    """Ask the database for everybody's seats, as a request does."""
    found = {}
    for who in stage.world.actors:
        async with stage.undone():
            found[who] = read_seats(await stage.enter(who))[1]
    return found


def _names(world: World, table: Table) -> dict[UUID, str]:
    return {key: name for name, key in world.ids[table.name].items()}


def condition(seats: Seats, action: Action) -> list[ColumnElement[bool]]:
    return [may(held, action).label(who) for who, held in seats.items()]


async def who_may(
    connection: AsyncConnection, world: World, seats: Seats, action: Action
) -> dict[str, list[str]]:
    """Give, for each row by its name, the names of those who may do this with it."""
    table = POLICY[action].on
    asked = select(table.c.id, *condition(seats, action))
    kept = await connection.begin_nested()
    try:
        await connection.execute(EVERYWHERE)
        rows = (await connection.execute(asked)).mappings().all()
    finally:
        await kept.rollback()
    names = _names(world, table)
    return {names[row["id"]]: [who for who in seats if row[who]] for row in rows}


def draw_who(action: Action, found: Mapping[str, list[str]]) -> str:
    """Draw one action; things that are open to the same people share a line."""
    together: dict[str, list[str]] = defaultdict(list)
    for name in sorted(found):
        together[" ".join(found[name]) or NOBODY].append(name)
    lines = (f"    {', '.join(names)}: {people}" for people, names in sorted(together.items()))
    return "\n".join([action.value, *lines])


def draw_at_all(action: Action, seats: Seats) -> str:
    makers = [who for who, held in seats.items() if may_at_all(held, action)]
    return f"{action.value}\n    a new one: {' '.join(makers) or NOBODY}"


async def draw(connection: AsyncConnection, world: World, seats: Seats, action: Action) -> str:
    if action in AT_ALL:
        return draw_at_all(action, seats)
    return draw_who(action, await who_may(connection, world, seats, action))


async def draw_policy(connection: AsyncConnection, world: World, seats: Seats) -> str:
    parts = [await draw(connection, world, seats, action) for action in sorted(POLICY)]
    return "\n".join(parts) + "\n"


def _everything(read: Action) -> Listing:
    columns = tuple(column.name for column in POLICY[read].on.c)
    order = "created_at" if "created_at" in columns else "changed_at"
    return Listing(read=read, columns=columns, order=order)


def _said(value: Any) -> Any:
    """Say a moment as how many days ago it was: the world is made anew each time."""
    return f"{(NOW - value).days} days ago" if isinstance(value, datetime) else value


def _shown(row: Mapping[str, Any], told: Iterable[str]) -> str:
    """Say which fields are there, and what those that are told by SEEN say."""
    there = sorted(k for k, v in row.items() if v is not None and k not in ("seen_as", "allowed"))
    words = [f"{field}={_said(row[field])}" for field in sorted(told)]
    return " ".join([f"{len(there)} fields", *words])


async def draw_levels(connection: AsyncConnection, world: World, seats: Seats, read: Action) -> str:
    """Draw as what everybody sees each row of one kind."""
    names, lines = _names(world, POLICY[read].on), []
    for who, held in seats.items():
        lines += await _levels_of(connection, names, read, who, held)
    return "\n".join(lines) + "\n"


async def _levels_of(
    connection: AsyncConnection,
    names: Mapping[UUID, str],
    read: Action,
    who: str,
    held: tuple[Seat, ...],
) -> list[str]:
    wanted = build_newest(held, _everything(read), (), 1000, after=False)
    if wanted is None:
        return [f"{read.value} {who}: nothing"]
    seen: dict[str, list[str]] = defaultdict(list)
    for row in (await connection.execute(wanted)).mappings().all():
        told = SEEN.get(row["seen_as"], ())
        seen[f"{row['seen_as']}, {_shown(row, told)}"].append(names[row["id"]])
    return [f"{read.value} {who}"] + [
        f"    {how}: {', '.join(sorted(rows))}" for how, rows in sorted(seen.items())
    ]


def draw_fields() -> str:
    """Draw which fields each kind of reader sees where not all are."""
    return "".join(
        f"{level.value}\n    {' '.join(sorted(fields))}\n" for level, fields in FIELDS.items()
    )
