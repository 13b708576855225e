"""Ending what came in by one step, when somebody gets a second one."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.clock import now
from alongside.models import Person, SignIn


async def end_what_had_one_step(db: AsyncSession, actor: Actor) -> None:
    """End what came in, or is coming in, by a password or a mail alone; but not this sign-in."""
    others = [SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None), ~SignIn.by_passkey]
    if actor.sign_in_id is not None:
        others.append(SignIn.id != actor.sign_in_id)
    await db.execute(update(SignIn).where(*others).values(ended_at=now()))
    me = update(Person).where(Person.id == actor.person_id)
    await db.execute(me.values(tickets_from=now()))
