"""Signing in by a passkey, and showing by one that it is still oneself."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, enter
from alongside.access.holding import hold
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import NotSignedIn
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.passkeys import ceremonies, challenges, keeping
from alongside.identity.passkeys.ceremonies import Json, NotAsAsked
from alongside.identity.passkeys.challenges import Purpose
from alongside.identity.passkeys.keeping import PasskeyNotGood
from alongside.identity.passkeys.schemas import PasskeyOptionsView, UsePasskey
from alongside.identity.queries import FIND_PASSKEY
from alongside.identity.service import SignedInNow, keep_sign_in
from alongside.models import SignIn


class PasskeyRefused(NotSignedIn):
    code = "passkey_refused"
    title = "That passkey did not let you in. Try once more, or sign in another way."


def begin_sign_in(site: Site, keys: KeyRing) -> PasskeyOptionsView:
    """Ask for any passkey of ours. It says whose it is, so we need not tell who exists."""
    challenge, ticket = challenges.make(keys, Purpose.SIGNING_IN)
    asked = ceremonies.ask_for_proof(site, challenge, [])
    return PasskeyOptionsView(options=asked, ticket=ticket)


async def _whose(site: Site, db: AsyncSession, credential: Json) -> Actor:
    asked = {"credential": ceremonies.credential_id_of(credential)}
    found = (await db.execute(FIND_PASSKEY, asked)).one_or_none()
    if found is None or (found.demo and not site.demo):
        raise NotAsAsked
    actor = await enter(db, found.person_id, None, now())
    if actor is None:
        raise NotAsAsked
    await hold(db, actor.person_id)
    return actor


async def sign_in(site: Site, keys: KeyRing, command: UsePasskey, device: Device) -> SignedInNow:
    """Sign in by a passkey. It asked its holder for a finger, a face or a PIN: both factors.

    Their person is held first: one that is being taken away lets nobody in.
    """
    challenge = challenges.read(keys, command.ticket, Purpose.SIGNING_IN)
    if challenge is None:
        raise PasskeyRefused
    try:
        async with site.database.transaction() as db:
            actor = await _whose(site, db, command.credential)
            await keeping.show(site, db, actor, challenge, command.credential)
            return await keep_sign_in(site, db, keys, actor, device, by_passkey=True)
    except NotAsAsked:
        raise PasskeyRefused from None


async def begin_confirming(
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor
) -> PasskeyOptionsView:
    """Ask for one of one's own passkeys."""
    challenge, ticket = challenges.make(keys, Purpose.CONFIRMING, actor.person_id)
    asked = ceremonies.ask_for_proof(site, challenge, await keeping.held_by(db, actor))
    return PasskeyOptionsView(options=asked, ticket=ticket)


async def confirm(
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor, command: UsePasskey
) -> None:
    """Show by a passkey that it is still oneself."""
    challenge = challenges.read(keys, command.ticket, Purpose.CONFIRMING, actor.person_id)
    if challenge is None:
        raise PasskeyNotGood
    try:
        await keeping.show(site, db, actor, challenge, command.credential)
    except NotAsAsked:
        raise PasskeyNotGood from None
    this = update(SignIn).where(SignIn.id == actor.sign_in_id)
    await db.execute(this.values(confirmed_at=now()))
