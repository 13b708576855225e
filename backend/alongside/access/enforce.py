"""The doors to a row: newest() for lists, one() to read, fetch() to change, hold() to build on.

There are no others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    FromClause,
    Select,
    Text,
    Uuid,
    bindparam,
    cast,
    literal_column,
    not_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, Post, Seat
from alongside.access.lanes import Lane, Seen, allowed, lanes, may, placed, programme_of, put_by
from alongside.access.policy import POLICY, READS, Action, actions_on
from alongside.core.clock import now
from alongside.core.db import Base, run_kept, run_last
from alongside.core.errors import NotAllowed, NotFound
from alongside.core.pages import Asked, Cursors, Mark, Page

Entity = TypeVar("Entity", bound=Base)
Row = dict[str, Any]
Filter = Callable[[Any], Any]
Shape = tuple[tuple[Any, int, bool], ...]


@dataclass(frozen=True, eq=False)
class Listing:
    """A kind of list: what it reads, in which order, and how a page of it is dressed with names.

    Where a page is sent as it is read, each row may be made of its columns, with ids as text, by
    what `page_rows` gives for the moment.
    """

    read: Action
    columns: tuple[str, ...]
    order: str = "created_at"
    key: str = "id"
    filters: Mapping[str, Filter] = field(default_factory=dict)
    dress: Callable[[FromClause], Select[Any]] = select
    page_rows: Callable[[datetime], Callable[[Sequence[Any]], Any]] | None = None

    def mark_of(self, row: Any) -> Mark:
        """Say where in the list a row of a page stands."""
        get = itemgetter if self.page_rows is None else attrgetter
        return get(self.order)(row), get(self.key)(row)

    def narrowed(self, row: Seen, names: tuple[str, ...]) -> list[Any]:
        own: dict[str, Filter] = {
            self.key: lambda row: getattr(row, self.key) == bindparam("f_id", type_=Uuid),
            "programme_id": lambda row: row.programme_id == bindparam("f_programme_id", type_=Uuid),
        }
        return [(own | dict(self.filters))[name](row) for name in names]


def may_meet(one: Any, other: Any) -> bool:
    """Say whether two seats may reach the same row; an operator's, in no programme, meets all.

    By identity: these may be parameters, and comparing those makes SQL.
    """
    return one is other or one is None or other is None


def _earlier(before: list[Lane], lane: Lane, listing: Listing) -> list[Any]:
    """Leave out what an earlier lane gives, so that no row comes twice."""
    rule = POLICY[listing.read]
    here = lane.seat.programme_id
    met = [e for e in before if may_meet(e.seat.programme_id, here)]
    return [not_(e.way if e.seat.programme_id is here else placed(rule, e)) for e in met]


def _page(
    seats: tuple[Seat, ...], ways: list[Lane], i: int, listing: Listing, names: tuple[str, ...]
) -> Select[Any]:
    rule, lane = POLICY[listing.read], ways[i]
    row = Seen(rule.on, lane.level)
    here = lane.seat.programme_id
    shared = programme_of(rule.on) is None
    counting = tuple(seat for seat in seats if shared or may_meet(seat.programme_id, here))
    return select(
        *(getattr(row, name).label(name) for name in listing.columns),
        literal_column(f"'{lane.level.value}'").label("seen_as"),
        allowed(counting, actions_on(rule.on)),
    ).where(placed(rule, lane), *_earlier(ways[:i], lane, listing), *listing.narrowed(row, names))


def build_newest(
    seats: tuple[Seat, ...], listing: Listing, names: tuple[str, ...], size: int, after: bool
) -> Select[Any] | None:
    """Build the statement for the newest rows through every lane; nothing if there is no lane."""
    table = POLICY[listing.read].on
    pages: list[Select[Any]] = []
    ways = lanes(seats, listing.read)
    for i in range(len(ways)):
        order = (put_by(table, ways[i].level, listing.order), table.c[listing.key])
        page = _page(seats, ways, i, listing, names)
        if after:
            mark = bindparam("after_value", type_=order[0].type), bindparam("after_id", type_=Uuid)
            page = page.where(tuple_(*order) < tuple_(*mark))
        pages.append(page.order_by(*(c.desc() for c in order)).limit(literal_column(str(size))))
    if not pages:
        return None
    merged = (pages[0] if len(pages) == 1 else _merge(pages, listing, size)).subquery("page")
    newest_first = (merged.c[listing.order].desc(), merged.c[listing.key].desc())
    return listing.dress(merged).order_by(*newest_first)


def build_one(seats: tuple[Seat, ...], listing: Listing) -> Select[Any] | None:
    """Build the statement for the row of one key, through every lane; nothing if there is no lane.

    It has no order: else PostgreSQL walks a whole list in that order to find the row.
    """
    ways = lanes(seats, listing.read)
    found = [_page(seats, ways, i, listing, (listing.key,)) for i in range(len(ways))]
    if not found:
        return None
    return listing.dress((found[0] if len(found) == 1 else union_all(*found)).subquery("page"))


def build_page(
    seats: tuple[Seat, ...], listing: Listing, names: tuple[str, ...], size: int, after: bool
) -> Select[Any] | None:
    """Build the statement for one page of a list."""
    page = build_newest(seats, listing, names, size, after)
    if page is None or listing.page_rows is None:
        return page
    told = (
        cast(column, Text).label(column.name) if isinstance(column.type, Uuid) else column
        for column in page.selected_columns
    )
    return page.with_only_columns(*told, maintain_column_froms=True)


def _merge(pages: list[Select[Any]], listing: Listing, size: int) -> Select[Any]:
    every = union_all(*(select(page.subquery()) for page in pages)).subquery()
    newest_first = (every.c[listing.order].desc(), every.c[listing.key].desc())
    return select(every).order_by(*newest_first).limit(literal_column(str(size)))


def build_fetch(
    seats: tuple[Seat, ...], model: type[Entity], to: Action, read: Action, lock: bool
) -> Select[Any]:
    """Build the statement for one row that is to be changed, locked until the end."""
    found: Any = model
    row = select(found, may(seats, to).label("permitted")).where(
        found.id == bindparam("f_id", type_=Uuid), may(seats, read)
    )
    return row.with_for_update(of=found, key_share=True) if lock else row


def build_hold(seats: tuple[Seat, ...], to: Action, read: Action) -> Select[Any]:
    """Build the statement for one row that something is built on, locked until the end."""
    table = POLICY[to].on
    row = select(*table.c, may(seats, to).label("permitted")).where(
        table.c.id == bindparam("f_id", type_=Uuid), may(seats, read)
    )
    return row.with_for_update(of=table, key_share=True)


@lru_cache(maxsize=4096)
def stand_ins(seats: tuple[Seat, ...]) -> tuple[Shape, dict[str, UUID]]:
    """Give the shape of these seats, and the ids to put in: one shape shares one statement."""
    at = {
        p: i for i, p in enumerate(dict.fromkeys(s.programme_id for s in seats if s.programme_id))
    }
    shape = tuple((s.role, at.get(s.programme_id, -1), s.lead) for s in seats)
    ids = {f"p{i}": p for p, i in at.items()}
    ids |= {f"m{i}": s.participant_id for i, s in enumerate(seats) if s.participant_id}
    return shape, ids


@lru_cache(maxsize=2048)
def statement(build: Callable[..., Any], shape: Shape, *rest: Any) -> Any:
    """Build a statement once for each shape of actor: building costs more than running."""
    programmes = [
        bindparam(f"p{i}", type_=Uuid) for i in range(1 + max((n for _, n, _ in shape), default=0))
    ]
    seats = tuple(
        Seat(None, None, role)
        if role is Post.OPERATOR
        else Seat(programmes[n], bindparam(f"m{i}", type_=Uuid), role, lead)
        for i, (role, n, lead) in enumerate(shape)
    )
    return build(seats, *rest)


def _wanted(
    build: Callable[..., Any],
    actor: Actor,
    listing: Listing,
    asked: Asked,
    after: Mark | None = None,
) -> tuple[Any, dict[str, Any]]:
    """Find the statement for a part of a list, and the values to put in."""
    here = asked.narrowed_by.get("programme_id")
    shape, ids = stand_ins(actor.seats_in(here) if here else actor.seats)
    names = tuple(sorted(asked.narrowed_by))
    values = ids | {f"f_{name}": value for name, value in asked.narrowed_by.items()}
    if after is not None:
        values |= {"after_value": after[0], "after_id": after[1]}
    return statement(build, shape, listing, names, asked.limit, after is not None), values


async def newest(
    db: AsyncSession, actor: Actor, listing: Listing, narrowed_by: Mapping[str, Any], *, size: int
) -> Sequence[Row]:
    """Give the newest rows that the actor may read, at most `size` of them."""
    wanted, values = _wanted(build_newest, actor, listing, Asked(narrowed_by, size))
    return [] if wanted is None else await run_kept(db, wanted, values)


async def one(
    db: AsyncSession, actor: Actor, listing: Listing, key: UUID, *, last: bool = False
) -> Row:
    """Give one row as the actor may read it, or say that there is nothing.

    As the `last` that is asked, it is read in the trip that keeps what was done.
    """
    shape, ids = stand_ins(actor.seats)
    wanted = statement(build_one, shape, listing)
    run = run_last if last else run_kept
    rows = [] if wanted is None else await run(db, wanted, ids | {"f_id": key})
    if not rows:
        raise NotFound
    found: Row = rows[0]
    return found


async def fetch(
    db: AsyncSession,
    actor: Actor,
    model: type[Entity],
    key: UUID,
    *,
    to: Action,
    read: Action | None = None,
    lock: bool = True,
) -> Entity:
    """Give one row to change: 404 if the actor may not see it, 403 if they may not do this."""
    shape, ids = stand_ins(actor.seats)
    wanted = statement(build_fetch, shape, model, to, read or READS[POLICY[to].on], lock)
    found = (await db.execute(wanted, ids | {"f_id": key})).one_or_none()
    if found is None:
        raise NotFound
    if not found.permitted:
        raise NotAllowed
    row: Entity = found[0]
    return row


async def hold(db: AsyncSession, actor: Actor, key: UUID, *, to: Action) -> Row:
    """Give one row to build on, which stays as it is: 404 and 403 as by fetch()."""
    shape, ids = stand_ins(actor.seats)
    wanted = statement(build_hold, shape, to, READS[POLICY[to].on])
    rows = await run_kept(db, wanted, ids | {"f_id": key})
    if not rows:
        raise NotFound
    if not rows[0]["permitted"]:
        raise NotAllowed
    found: Row = rows[0]
    return found


async def page_of(
    db: AsyncSession, actor: Actor, listing: Listing, asked: Asked, cursors: Cursors
) -> Page:
    """Give one page of a list, and the cursor of the next if there is more."""
    name, one_more = listing.read.value, Asked(asked.narrowed_by, asked.limit + 1)
    after = cursors.open(actor.person_id, name, asked)
    wanted, values = _wanted(build_page, actor, listing, one_more, after)
    make = listing.page_rows(now()) if listing.page_rows else None
    rows = [] if wanted is None else await run_kept(db, wanted, values, make)
    if len(rows) <= asked.limit:
        return Page(rows, None)
    mark = listing.mark_of(rows[asked.limit - 1])
    return Page(rows[: asked.limit], cursors.seal(mark, actor.person_id, name, asked))


@lru_cache(maxsize=4096)
def words(read: Action, bits: int) -> frozenset[Action]:
    """Read the integer of allowed() as the actions it stands for."""
    actions = actions_on(POLICY[read].on)
    return frozenset(action for i, action in enumerate(actions) if bits >> i & 1)
