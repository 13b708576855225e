"""Asking to be erased, changing one's mind, and what stands in the way."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import ERASURE_ASKED, ERASURE_TAKEN_BACK, note_account
from alongside.access.holding import hold_oneself
from alongside.access.recently import must_be_recent
from alongside.core.clock import now
from alongside.core.errors import Conflict
from alongside.core.wrapping import KEPT_FOR
from alongside.mail import Kind, post
from alongside.models import Erasure
from alongside.own_data.schemas import ErasureView

WHAT_HOLDS = text("select what_holds_me_up(:moment)").bindparams(
    bindparam("moment", type_=DateTime(timezone=True))
)


class LastCoordinatorLeaves(Conflict):
    code = "last_coordinator_leaves"
    title = (
        "You are the last coordinator of a programme. Appoint another one, and wait until they "
        "have come in. Or give the programme a last day that is past. Then ask again."
    )


class LastOperatorLeaves(Conflict):
    code = "last_operator_leaves"
    title = (
        "You are the last who looks after this Alongside. Whoever runs the server can make "
        "somebody else an operator. Then ask again."
    )


HELD_UP = {"last_coordinator": LastCoordinatorLeaves, "last_operator": LastOperatorLeaves}


def _see(wish: Any, days: int, held_up: str | None) -> ErasureView:
    """Say when it will be, or would be if it were asked for now."""
    due: datetime = wish.due_at if wish else now() + timedelta(days=days)
    return ErasureView(
        asked_at=wish.asked_at if wish else None,
        erased_on=due.date(),
        copies_until=(due + KEPT_FOR).date(),
        waiting_days=days,
        held_up_by=held_up,
    )


async def read_erasure(db: AsyncSession, actor: Actor, days: int) -> ErasureView:
    mine = select(Erasure.asked_at, Erasure.due_at).where(Erasure.person_id == actor.person_id)
    wish = (await db.execute(mine)).one_or_none()
    return _see(wish, days, await db.scalar(WHAT_HOLDS, {"moment": now()}))


async def ask_for_erasure(db: AsyncSession, actor: Actor, days: int) -> ErasureView:
    """Set the day. Whoever asks twice keeps the first one."""
    await must_be_recent(db, actor)
    await hold_oneself(db, actor)
    held_up = await db.scalar(WHAT_HOLDS, {"moment": now()})
    if held_up:
        raise HELD_UP[held_up]
    at = now()
    wish = insert(Erasure).values(
        person_id=actor.person_id, asked_at=at, due_at=at + timedelta(days=days)
    )
    made = await db.scalar(wish.on_conflict_do_nothing().returning(Erasure.person_id))
    if made is not None:
        note_account(db, actor.person_id, ERASURE_ASKED, actor.person_id)
        await post(db, to=actor.person_id, kind=Kind.ERASURE_ASKED)
    return await read_erasure(db, actor, days)


async def keep_my_account(db: AsyncSession, actor: Actor) -> None:
    """Change one's mind. Everything stays as it is."""
    mine = delete(Erasure).where(Erasure.person_id == actor.person_id)
    gone = await db.scalar(mine.returning(Erasure.person_id))
    if gone is not None:
        note_account(db, actor.person_id, ERASURE_TAKEN_BACK, actor.person_id)
