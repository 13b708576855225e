"""What people do with the audit trail: look at their own part of it."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.enforce import one
from alongside.audit.queries import (
    EVENTS,
    KEPT_SAFE_HERE,
    RESTRICTED,
    RUN_HERE,
    WHO_LOOKED,
    from_there_on,
)
from alongside.audit.schemas import (
    EventPage,
    EventView,
    LookPage,
    LookView,
    OpenRestricted,
    RestrictedEntries,
    RestrictedEntryView,
)
from alongside.core.clock import now
from alongside.core.pages import Asked, Cursors
from alongside.core.requests import request_id

PAGE = 50

Shown = TypeVar("Shown", LookView, EventView)


async def _page(
    db: AsyncSession,
    actor: Actor,
    cursors: Cursors,
    asked: tuple[str, Asked],
    what: tuple[TextClause, type[Shown], dict[str, Any]],
) -> tuple[list[Shown], str | None]:
    """Give one page of what a function tells, and the cursor of the next if there is more."""
    (name, part), (statement, view, values) = asked, what
    mark = cursors.open(actor.person_id, name, part)
    values |= {"size": PAGE + 1} | from_there_on(mark)
    rows = (await db.execute(statement, values)).mappings().all()
    items = [view(**row) for row in rows[:PAGE]]
    if len(rows) <= PAGE:
        return items, None
    last = (items[-1].at, items[-1].id)
    return items, cursors.seal(last, actor.person_id, name, part)


async def who_looked(
    db: AsyncSession, actor: Actor, cursors: Cursors, cursor: str | None
) -> LookPage:
    """Say who read or changed what is kept about the one who asks."""
    asked = ("who_looked", Asked({}, PAGE, cursor))
    items, following = await _page(db, actor, cursors, asked, (WHO_LOOKED, LookView, {}))
    return LookPage(items=items, next=following)


async def list_events(
    db: AsyncSession, actor: Actor, cursors: Cursors, programme_id: UUID, cursor: str | None
) -> EventPage:
    """Say what was done to run a programme. Of reading, ending and declining it tells nothing."""
    await one(db, actor, RUN_HERE, programme_id)
    asked = ("events", Asked({"programme_id": programme_id}, PAGE, cursor))
    what = (EVENTS, EventView, {"programme": programme_id})
    items, following = await _page(db, actor, cursors, asked, what)
    return EventPage(items=items, next=following)


async def open_restricted(
    db: AsyncSession, actor: Actor, programme_id: UUID, wanted: OpenRestricted
) -> RestrictedEntries:
    """Say who ended, paused or declined; the database notes who asked, and why, as it answers."""
    await one(db, actor, KEPT_SAFE_HERE, programme_id)
    values = {
        "programme": programme_id,
        "why": wanted.reason.value,
        "at": now(),
        "about": wanted.thing_id,
        "request": request_id.get(),
        "before": wanted.before,
    }
    rows = (await db.execute(RESTRICTED, values)).mappings().all()
    return RestrictedEntries(items=[RestrictedEntryView(**row) for row in rows])
