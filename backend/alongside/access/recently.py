"""Some changes ask that somebody has just shown who they are, on this device."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.clock import now
from alongside.core.errors import NotAllowed
from alongside.models import SignIn

RECENT = timedelta(minutes=10)


class ShowWhoYouAre(NotAllowed):
    code = "show_who_you_are"
    title = "Before you change this, please write your password once more."


async def must_be_recent(db: AsyncSession, actor: Actor) -> None:
    """Refuse what is asked by a sign-in that nobody has proved in the last ten minutes."""
    this = select(SignIn.created_at, SignIn.confirmed_at).where(SignIn.id == actor.sign_in_id)
    begun, confirmed = (await db.execute(this)).one()
    if now() - max(begun, confirmed or begun) > RECENT:
        raise ShowWhoYouAre
