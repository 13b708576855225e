"""Where somebody is signed in, and how one device is let go."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.clock import now
from alongside.core.errors import NotFound
from alongside.identity.schemas import SignInsView, SignInView
from alongside.identity.service import end
from alongside.models import SignIn

MOST = 100


async def list_sign_ins(db: AsyncSession, actor: Actor) -> SignInsView:
    """List where one is signed in at this moment, what was used last first."""
    mine = (SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None))
    still = select(SignIn).where(*mine, SignIn.expires_at > now())
    newest = still.order_by(SignIn.rotated_at.desc(), SignIn.id).limit(MOST)
    return SignInsView(items=[_shown(actor, one) for one in await db.scalars(newest)])


def _shown(actor: Actor, one: SignIn) -> SignInView:
    return SignInView(
        id=one.id,
        browser=one.browser,
        system=one.system,
        created_at=one.created_at,
        used_at=one.rotated_at,
        this=one.id == actor.sign_in_id,
    )


async def end_sign_in(db: AsyncSession, actor: Actor, sign_in_id: UUID) -> None:
    """Sign one device out. Nobody can tell the sign-in of somebody else from none."""
    if not await end(db, SignIn.id == sign_in_id, SignIn.person_id == actor.person_id):
        raise NotFound
