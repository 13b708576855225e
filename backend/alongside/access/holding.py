"""Holding a person's row: how they sign in stays as it is until whoever holds it is done."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.errors import NotSignedIn
from alongside.models import Person, SignIn


class Held(NamedTuple):
    """How somebody signs in, as it is while they are held."""

    email: str | None
    password_hash: str | None
    tickets_from: datetime | None


async def hold(db: AsyncSession, person_id: UUID) -> Held | None:
    """Keep how somebody signs in as it is until we are done. Gives nothing of who is not there.

    Whoever comes in, changes how, or ends it holds the same row first: they wait for us, and then
    end what we began, or we wait for them, and see what they changed.
    """
    wanted = select(Person.email, Person.password_hash, Person.tickets_from)
    mine = wanted.where(Person.id == person_id).with_for_update(key_share=True)
    found = (await db.execute(mine)).one_or_none()
    return None if found is None else Held(*found)


async def hold_oneself(db: AsyncSession, actor: Actor) -> None:
    """Hold one's own row for a change that would outlive a sign-in, if that still stands.

    Who was asking was found out before: meanwhile the person may have said “this was not me”.
    """
    await hold(db, actor.person_id)
    still = select(SignIn.id).where(SignIn.id == actor.sign_in_id, SignIn.ended_at.is_(None))
    if await db.scalar(still) is None:
        raise NotSignedIn
