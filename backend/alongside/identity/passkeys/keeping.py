"""One's own passkeys: adding one, seeing them, naming and removing them, and showing one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import PASSKEY_ADDED, PASSKEY_REMOVED, note_account
from alongside.access.holding import hold_oneself
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import Conflict, NotFound, Unprocessable
from alongside.core.ids import secret_id
from alongside.identity.devices import Device
from alongside.identity.ending import end_what_had_one_step
from alongside.identity.keys import KeyRing
from alongside.identity.passkeys import ceremonies, challenges
from alongside.identity.passkeys.ceremonies import Json, NotAsAsked, Said
from alongside.identity.passkeys.challenges import Challenge, Purpose
from alongside.identity.passkeys.schemas import (
    AddPasskey,
    PasskeyOptionsView,
    PasskeysView,
    PasskeyView,
)
from alongside.identity.telling import note_and_tell
from alongside.mail import Kind
from alongside.models import Passkey, Person, SecondFactor

MOST = 20
NO_NAME = "A passkey"


class PasskeyNotGood(Unprocessable):
    code = "passkey_not_good"
    title = "That did not work with this passkey. Nothing was changed. Please try once more."


class TooManyPasskeys(Conflict):
    code = "too_many_passkeys"
    title = f"You have {MOST} passkeys, and that is as many as we keep. Remove one first."


async def has_any(db: AsyncSession, actor: Actor, before: datetime | None = None) -> bool:
    """Say whether somebody has a passkey, or had one before some moment."""
    which = () if before is None else (Passkey.created_at < before,)
    return await _count(db, actor, *which) > 0


async def _count(db: AsyncSession, actor: Actor, *which: ColumnElement[bool]) -> int:
    mine = select(func.count()).select_from(Passkey)
    return await db.scalar(mine.where(Passkey.person_id == actor.person_id, *which)) or 0


async def _has_second_step(db: AsyncSession, actor: Actor) -> bool:
    mine = (SecondFactor.person_id == actor.person_id, SecondFactor.confirmed_at.is_not(None))
    app = select(SecondFactor.person_id).where(*mine)
    return await has_any(db, actor) or await db.scalar(app) is not None


async def held_by(db: AsyncSession, actor: Actor) -> list[Passkey]:
    mine = select(Passkey).where(Passkey.person_id == actor.person_id)
    return list(await db.scalars(mine.order_by(Passkey.created_at, Passkey.id).limit(MOST)))


async def list_passkeys(db: AsyncSession, actor: Actor) -> PasskeysView:
    return PasskeysView(items=[_shown(one) for one in await held_by(db, actor)])


def _shown(one: Passkey) -> PasskeyView:
    return PasskeyView(id=one.id, name=one.name, created_at=one.created_at, used_at=one.used_at)


async def begin_adding(
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor
) -> PasskeyOptionsView:
    """Say what to ask a device for, so that it makes a passkey for this person."""
    await _must_have_room(db, actor)
    challenge, ticket = challenges.make(keys, Purpose.ADDING, actor.person_id)
    me = select(Person.email, Person.display_name).where(Person.id == actor.person_id)
    email, name = (await db.execute(me)).one()
    held = await held_by(db, actor)
    handle = actor.person_id.bytes
    asked = ceremonies.ask_for_new(site, challenge, handle, (email or name, name), held)
    return PasskeyOptionsView(options=asked, ticket=ticket)


async def _must_have_room(db: AsyncSession, actor: Actor) -> None:
    """Refuse one more than there may be. The lock makes two who add at once take turns."""
    await hold_oneself(db, actor)
    if await _count(db, actor) >= MOST:
        raise TooManyPasskeys


async def add_passkey(
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor, command: AddPasskey
) -> PasskeyView:
    """Keep a new passkey. Whatever is wrong with it is answered alike.

    Where it is the first second step, it ends what came in by one step, as setting up an app does.
    """
    challenge = challenges.read(keys, command.ticket, Purpose.ADDING, actor.person_id)
    if challenge is None:
        raise PasskeyNotGood
    try:
        said = ceremonies.check_new(site, challenge.content, command.credential)
    except NotAsAsked:
        raise PasskeyNotGood from None
    await _must_have_room(db, actor)
    if not await challenges.use(db, challenge):
        raise PasskeyNotGood
    is_first = not await _has_second_step(db, actor)
    made = await _keep(db, actor, said, command.name or NO_NAME)
    if is_first:
        await end_what_had_one_step(db, actor)
    told = (PASSKEY_ADDED, made.id, Kind.PASSKEY_ADDED)
    await note_and_tell(site, db, actor.person_id, *told)
    return made


def named(command: AddPasskey, device: Device) -> AddPasskey:
    """Call a passkey by the browser and the system, where nobody has said how."""
    name = command.name or " on ".join(filter(None, (device.browser, device.system))) or None
    return command.model_copy(update={"name": name})


async def _keep(db: AsyncSession, actor: Actor, said: Said, name: str) -> PasskeyView:
    row = {
        "id": secret_id(),
        "person_id": actor.person_id,
        "credential_id": said.credential_id,
        "public_key": said.public_key,
        "sign_count": said.sign_count,
        "name": name,
        "transports": " ".join(said.transports),
        "created_at": now(),
    }
    adding = insert(Passkey).values(**row).on_conflict_do_nothing().returning(Passkey.id)
    if await db.scalar(adding) is None:
        raise PasskeyNotGood  # it is known already, here or to somebody else
    return PasskeyView(id=row["id"], name=name, created_at=row["created_at"], used_at=None)


def _mine(actor: Actor, passkey_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (Passkey.id == passkey_id, Passkey.person_id == actor.person_id)


async def rename_passkey(
    db: AsyncSession, actor: Actor, passkey_id: UUID, name: str
) -> PasskeyView:
    mine = select(Passkey).where(*_mine(actor, passkey_id))
    found: Passkey | None = await db.scalar(mine)
    if found is None:
        raise NotFound
    found.name = name
    await db.flush()
    return _shown(found)


async def remove_passkey(site: Site, db: AsyncSession, actor: Actor, passkey_id: UUID) -> None:
    """Forget a passkey: it opens nothing from now on."""
    gone = delete(Passkey).where(*_mine(actor, passkey_id)).returning(Passkey.id)
    if await db.scalar(gone) is None:
        raise NotFound
    told = (PASSKEY_REMOVED, passkey_id, Kind.PASSKEY_REMOVED)
    await note_and_tell(site, db, actor.person_id, *told)


async def remove_added_since(db: AsyncSession, actor: Actor, since: datetime) -> None:
    """Forget the passkeys that were added lately: one of them may be a stranger's."""
    lately = (Passkey.person_id == actor.person_id, Passkey.created_at >= since)
    for gone in await db.scalars(delete(Passkey).where(*lately).returning(Passkey.id)):
        note_account(db, actor.person_id, PASSKEY_REMOVED, gone)


async def show(
    site: Site, db: AsyncSession, actor: Actor, challenge: Challenge, credential: Json
) -> None:
    """Take what somebody's own passkey has signed, once. Its row is locked: the count holds."""
    which = Passkey.credential_id == ceremonies.credential_id_of(credential)
    mine = select(Passkey).where(which, Passkey.person_id == actor.person_id)
    held: Passkey | None = await db.scalar(mine.with_for_update())
    if held is None:
        raise NotAsAsked
    proved = ceremonies.check_proof(site, challenge.content, credential, held)
    if not await challenges.use(db, challenge):
        raise NotAsAsked
    held.sign_count, held.used_at = proved.new_sign_count, now()
    await db.flush()
