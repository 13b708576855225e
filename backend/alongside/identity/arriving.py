"""What happens when somebody comes in: the device is known from now on, and a new one told of."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.known_devices import read_cookie, write_cookie
from alongside.identity.telling import tell
from alongside.mail import Kind
from alongside.models import Person


async def arrive(site: Site, db: AsyncSession, keys: KeyRing, actor: Actor, device: Device) -> str:
    """Give the cookie by which a device is known later. A new one is told of by mail.

    Whoever comes in for the first time makes the account their own, and is told nothing.
    """
    mine = Person.id == actor.person_id
    asked = select(Person.claimed_at, Person.devices_from).where(mine)
    claimed_at, devices_from = (await db.execute(asked)).one()
    known = read_cookie(keys, device.cookie)
    if claimed_at is None:
        await db.execute(update(Person).where(mine).values(claimed_at=now()))
    elif not known.knows(actor.person_id, devices_from):
        await tell(site, db, actor.person_id, Kind.NEW_DEVICE)
    return write_cookie(keys, known, actor.person_id)
