"""Signing in by mail: one mail brings a link and a code, and either of them uses up both."""

import hmac
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    LargeBinary,
    Row,
    String,
    Uuid,
    bindparam,
    delete,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, enter
from alongside.access.audit import (
    DISOWNED,
    ERASURE_TAKEN_BACK,
    PASSWORD_CHANGED,
    note_account,
)
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import NotFound, NotSignedIn
from alongside.core.ids import secret_id
from alongside.core.sealing import Sealer
from alongside.identity.accounts import Account, find_account, tries_at
from alongside.identity.by_mail.schemas import AttemptView, SignInWithMailCode
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.links import digest_of
from alongside.identity.passkeys import keeping as passkeys
from alongside.identity.schemas import NextStepView
from alongside.identity.second_factor import service as second_factor
from alongside.identity.service import SignedInNow, begin_sign_in, sign_out_everywhere
from alongside.identity.telling import NOT_ME, NOT_ME_LIFE
from alongside.identity.tries import MAIL, at_code
from alongside.mail import code_in, token_in
from alongside.models import Erasure, Person

LIFE = timedelta(minutes=10)
SIGN_IN = "sign_in"
_ID = 16
_CONTEXT = b"attempt"

POST = text("select post_sign_in_mail(:id, :address, :demo, :digest, :until, :at)").bindparams(
    bindparam("id", type_=Uuid),
    bindparam("address", type_=String),
    bindparam("demo", type_=Boolean),
    bindparam("digest", type_=LargeBinary),
    bindparam("until", type_=DateTime(timezone=True)),
    bindparam("at", type_=DateTime(timezone=True)),
)
USE = text("""
    select person_id, address, demo, devices_from
      from use_mail_token(:purpose, :digest, :mail, :at)
""").bindparams(
    bindparam("purpose", type_=String),
    bindparam("digest", type_=LargeBinary),
    bindparam("mail", type_=Uuid),
    bindparam("at", type_=DateTime(timezone=True)),
)


class MailLinkNotGood(NotFound):
    code = "mail_link_not_good"
    title = "This link was used already, or is too old. Ask for a new mail."


class AttemptOver(NotSignedIn):
    code = "attempt_over"
    title = "That took a while, or was tried often. Please ask for a new mail."


class WrongMailCode(NotSignedIn):
    code = "wrong_mail_code"
    title = "That code does not fit. Look at the newest mail, and type its eight figures."


def _attempts(keys: KeyRing) -> Sealer:
    return Sealer(keys.derive("mail attempts"))


def make_attempt(keys: KeyRing, mail_id: UUID) -> str:
    until = int((now() + LIFE).timestamp())
    return _attempts(keys).seal(mail_id.bytes + until.to_bytes(8, "big"), _CONTEXT)


def read_attempt(keys: KeyRing, attempt: str) -> UUID:
    try:
        opened = _attempts(keys).open(attempt, _CONTEXT)
    except ValueError:
        raise AttemptOver from None
    if int.from_bytes(opened[_ID:], "big") <= now().timestamp():
        raise AttemptOver
    return UUID(bytes=opened[:_ID])


async def ask_for_mail(site: Site, keys: KeyRing, address: str, device: Device) -> AttemptView:
    """Send a mail to sign in by, if the address is somebody's and did not get many just now.

    Whatever comes of it is answered alike, and takes as long.
    """
    mail_id, at = secret_id(), now()
    sent = {"id": mail_id, "demo": site.demo, "until": at + LIFE, "at": at}
    sent["digest"] = digest_of(token_in(site.mail_key, mail_id))
    async with site.database.transaction() as db:
        account = await find_account(site, db, address)
        if not await tries_at(keys, MAIL, account, device).count(db):
            await db.execute(POST, sent | {"address": account.address})
    return AttemptView(attempt=make_attempt(keys, mail_id), mailbox=site.demo)


async def sign_in_by_code(
    site: Site, keys: KeyRing, command: SignInWithMailCode, device: Device
) -> SignedInNow | NextStepView:
    """Try a code. What was never sent is tried as often, and in vain."""
    mail_id = read_attempt(keys, command.attempt)
    async with site.database.transaction() as db:
        if await at_code(keys, mail_id).count(db):
            raise AttemptOver
    figures = "".join(one for one in command.code if one.isascii() and one.isdigit())
    if not hmac.compare_digest(figures, code_in(site.mail_key, mail_id)):
        raise WrongMailCode
    async with site.database.transaction() as db:
        used = await _use(db, SIGN_IN, mail_id=mail_id)
        if used is None or (used.demo and not site.demo):
            raise WrongMailCode
        return await _come_in(site, db, keys, used, device)


async def sign_in_by_link(
    site: Site, keys: KeyRing, token: str, device: Device
) -> SignedInNow | NextStepView:
    async with site.database.transaction() as db:
        used = await _use(db, SIGN_IN, token)
        if used is None or (used.demo and not site.demo):
            raise MailLinkNotGood
        return await _come_in(site, db, keys, used, device)


async def _use(
    db: AsyncSession, purpose: str, token: str | None = None, mail_id: UUID | None = None
) -> Row[Any] | None:
    digest = None if token is None else digest_of(token)
    asked = {"purpose": purpose, "digest": digest, "mail": mail_id, "at": now()}
    return (await db.execute(USE, asked)).one_or_none()


async def _come_in(
    site: Site, db: AsyncSession, keys: KeyRing, used: Row[Any], device: Device
) -> SignedInNow | NextStepView:
    """Go on as after a password: a mail proves one thing alone."""
    account = Account(used.address or "", used.person_id, used.devices_from)
    await tries_at(keys, MAIL, account, device).forget(db)
    return await begin_sign_in(site, db, keys, used.person_id, device)


async def disown(site: Site, keys: KeyRing, token: str) -> None:
    """End all that somebody is signed in on, since one of it was not them.

    A password that a stranger knows is of no use any more, where mail is another way in; nor is
    an app, a code or a passkey that came lately, nor a wish to be erased. The accounts of the demo
    keep theirs: anybody may read its mail.
    """
    async with site.database.transaction() as db:
        used = await _use(db, NOT_ME, token)
        actor = await enter(db, used.person_id, None, now()) if used else None
        if used is None or actor is None:
            raise MailLinkNotGood
        await sign_out_everywhere(db, actor)
        mine = update(Person).where(Person.id == actor.person_id)
        await db.execute(mine.values(devices_from=now()))
        note_account(db, actor.person_id, DISOWNED, actor.person_id)
        if used.address and not used.demo:
            await db.execute(mine.values(password_hash=None))
            note_account(db, actor.person_id, PASSWORD_CHANGED, actor.person_id)
            await _give_up_what_is_new(site, db, keys, actor)


async def _give_up_what_is_new(site: Site, db: AsyncSession, keys: KeyRing, actor: Actor) -> None:
    """Take away what a stranger may have left behind since the link began to be good.

    Passkeys stay where one of them is somebody's whole second step: then mail alone would be
    enough to come in.
    """
    since = now() - NOT_ME_LIFE
    mine = delete(Erasure).where(Erasure.person_id == actor.person_id)
    if await db.scalar(mine.returning(Erasure.person_id)):
        note_account(db, actor.person_id, ERASURE_TAKEN_BACK, actor.person_id)
    needed = second_factor.must_have_one(site, actor)
    had_app = await second_factor.has_one(db, actor)
    await second_factor.give_up_what_is_new(db, keys, actor, since, hold=needed)
    if had_app or not needed or await passkeys.has_any(db, actor, before=since):
        await passkeys.remove_added_since(db, actor, since)
