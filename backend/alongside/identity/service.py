"""Signing in, staying signed in, and signing out."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, enter
from alongside.access.audit import REPLAYED, SIGNED_IN, SIGNED_OUT, note_account
from alongside.access.holding import hold
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import NotSignedIn
from alongside.identity import refresh
from alongside.identity.accounts import find_account, tries_at, tries_of
from alongside.identity.arriving import arrive
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.passkeys import keeping as passkeys
from alongside.identity.passwords import verify_password
from alongside.identity.queries import FIND_SIGN_IN
from alongside.identity.queues import line_before, line_of, standing
from alongside.identity.refresh import Decision, decide
from alongside.identity.schemas import (
    NextStepView,
    SetUpView,
    SignInWithCode,
    SignInWithPassword,
    SignInWithTicket,
    TokenView,
)
from alongside.identity.second_factor import service as second_factor
from alongside.identity.second_factor import tickets
from alongside.identity.second_factor.tickets import Step
from alongside.identity.telling import note_and_tell
from alongside.identity.tokens import issue_access_token
from alongside.identity.tries import CODE_OF_APP, PASSWORD
from alongside.mail import Kind
from alongside.models import Person, SignIn

LONGEST = timedelta(days=30)
LONGEST_IDLE = timedelta(days=7)
BY_CODE: tuple[Step, ...] = ("second_factor", "set_up_second_factor")


class WrongCredentials(NotSignedIn):
    code = "wrong_credentials"
    title = "That address and password do not go together. Check both and try again."


class SignInOver(NotSignedIn):
    code = "sign_in_over"
    title = "You have been signed out. Please sign in again."


@dataclass(frozen=True)
class SignedInNow:
    """What a sign-in gives: a token for the page, and cookies for the browser."""

    token: TokenView
    cookie: str
    cookie_ends_at: datetime
    device_cookie: str | None = None


def give_tokens(keys: KeyRing, sign_in: SignIn) -> SignedInNow:
    token, seconds = issue_access_token(keys, sign_in.person_id, sign_in.id)
    view = TokenView(access_token=token, token_type="Bearer", expires_in=seconds)  # noqa: S106 - a kind of token, not a secret
    cookie = refresh.make(keys, sign_in.id, sign_in.generation)
    return SignedInNow(view, cookie, sign_in.expires_at)


async def begin_sign_in(
    site: Site,
    db: AsyncSession,
    keys: KeyRing,
    person_id: UUID,
    device: Device,
    *,
    checked: str | None = None,
) -> SignedInNow | NextStepView:
    """Sign in somebody who has shown who they are, or say what else they must show.

    A password that was `checked` must still be theirs.
    """
    actor = await enter(db, person_id, None, now())
    held = await hold(db, person_id)
    if actor is None or held is None or checked not in {None, held.password_hash}:
        raise WrongCredentials
    further = await second_factor.next_step(site, db, keys, actor)
    return further or await keep_sign_in(site, db, keys, actor, device)


async def keep_sign_in(
    site: Site,
    db: AsyncSession,
    keys: KeyRing,
    actor: Actor,
    device: Device,
    *,
    by_passkey: bool = False,
) -> SignedInNow:
    """Keep a new sign-in for somebody who has shown all that is asked for."""
    at, person_id = now(), actor.person_id
    sign_in = SignIn(person_id=person_id, rotated_at=at, expires_at=at + LONGEST_IDLE)
    sign_in.created_at, sign_in.generation = at, 0
    sign_in.browser, sign_in.system = device.browser, device.system
    sign_in.by_passkey = by_passkey
    shown = by_passkey or await second_factor.has_one(db, actor)
    sign_in.one_step = site.second_factor_required and not shown
    db.add(sign_in)
    await db.flush()
    note_account(db, person_id, SIGNED_IN, sign_in.id)
    known_by = await arrive(site, db, keys, actor, device)
    return replace(give_tokens(keys, sign_in), device_cookie=known_by)


async def sign_in(
    site: Site, keys: KeyRing, command: SignInWithPassword, device: Device
) -> SignedInNow | NextStepView:
    """Check a password. No connection is held meanwhile: it takes a while, by design.

    Whoever has to wait is told so before that work is done. A password that was changed or taken
    away meanwhile is wrong.
    """
    with standing(line_before(keys, device)) as place:
        async with site.database.transaction() as db:
            found = await find_account(site, db, command.email)
            tries = tries_at(keys, PASSWORD, found, device)
            line = place.take(line_of(is_known=tries.on_known_device))
            await tries.begin(db)
        fits = await verify_password(found.password_hash, command.password, line)
    if not fits or not found.person_id:
        raise WrongCredentials
    async with site.database.transaction() as db:
        await tries.forget(db)
        checked = found.password_hash
        return await begin_sign_in(site, db, keys, found.person_id, device, checked=checked)


async def set_up_first(site: Site, keys: KeyRing, command: SignInWithTicket) -> SetUpView:
    async with site.database.transaction() as db:
        actor = await tickets.enter_by(site, db, keys, command.ticket, "set_up_second_factor")
        if await passkeys.has_any(db, actor):
            raise second_factor.HasSecondFactor
        return await second_factor.set_up(db, keys, actor)


async def sign_in_with_code(
    site: Site, keys: KeyRing, command: SignInWithCode, device: Device
) -> SignedInNow:
    """Finish signing in by a code. A wrong one is counted, so that guessing gets slow."""
    async with site.database.transaction() as db:
        actor = await tickets.enter_by(site, db, keys, command.ticket, *BY_CODE)
        tries = await tries_of(db, keys, CODE_OF_APP, actor.person_id, device)
        wrong = await second_factor.try_code(site, db, keys, actor, tries, command.code)
        if wrong is None:
            await tickets.use(db, keys, command.ticket, *BY_CODE)
        given = None if wrong else await keep_sign_in(site, db, keys, actor, device)
    if given is None:
        raise wrong or SignInOver
    return given


async def _may_stay(site: Site, db: AsyncSession, found: SignIn) -> bool:
    """Say whether a sign-in is still enough: somebody may have been given a role meanwhile."""
    actor = await enter(db, found.person_id, found.id, now())
    if actor is None:
        return False
    shown = await second_factor.has_one(db, actor) or (
        found.by_passkey and await passkeys.has_any(db, actor)
    )
    found.one_step = site.second_factor_required and not shown
    return shown or not second_factor.must_have_one(site, actor)


async def end(db: AsyncSession, *which: Any) -> int:
    """End some sign-ins at once. Says how many there were to end."""
    still = SignIn.ended_at.is_(None)
    ended = update(SignIn).where(still, *which).values(ended_at=now()).returning(SignIn.id)
    return len((await db.execute(ended)).all())


async def _find_family(site: Site, db: AsyncSession, family: UUID) -> SignIn | None:
    """Give the sign-in of a refresh token, locked, if it is still good."""
    at = now()
    found = (await db.execute(FIND_SIGN_IN, {"family": family})).one_or_none()
    if found is None or (found.demo and not site.demo):
        return None
    if await enter(db, found.person_id, family, at) is None:
        return None
    still = (SignIn.id == family, SignIn.ended_at.is_(None), SignIn.expires_at > at)
    locked: SignIn | None = await db.scalar(select(SignIn).where(*still).with_for_update())
    return locked


async def refresh_sign_in(site: Site, keys: KeyRing, cookie: str | None) -> SignedInNow:
    """Give new tokens for a refresh token; an old one ends the sign-in for whoever holds it."""
    read = refresh.read(keys, cookie or "")
    if read is None:
        raise SignInOver
    family, presented = read
    async with site.database.transaction() as db:
        found = await _find_family(site, db, family)
        if found is not None and not await _may_stay(site, db, found):
            found = None
        given = await _decide(site, db, keys, found, presented) if found is not None else None
    if given is None:
        raise SignInOver
    return given


async def _decide(
    site: Site, db: AsyncSession, keys: KeyRing, found: SignIn, presented: int
) -> SignedInNow | None:
    at = now()
    decision = decide(presented, found.generation, found.rotated_at, at)
    if decision is Decision.END_FAMILY:
        await end(db, SignIn.id == found.id)
        whose = found.person_id
        await note_and_tell(site, db, whose, REPLAYED, found.id, Kind.SIGN_IN_REPLAYED)
        return None
    if decision is Decision.ROTATE:
        found.generation, found.rotated_at = found.generation + 1, at
        found.expires_at = min(at + LONGEST_IDLE, found.created_at + LONGEST)
        await db.flush()
    return give_tokens(keys, found)


async def sign_out(site: Site, keys: KeyRing, cookie: str | None) -> None:
    """End the sign-in of this browser. There is nothing wrong with asking twice."""
    read = refresh.read(keys, cookie or "")
    if read is None:
        return
    async with site.database.transaction() as db:
        found = await _find_family(site, db, read[0])
        if found is not None:
            await end(db, SignIn.id == found.id)
            note_account(db, found.person_id, SIGNED_OUT, found.id)


async def sign_out_by_token(
    site: Site, find_me: Callable[[AsyncSession], Awaitable[Actor]]
) -> None:
    """End the sign-in of a client that keeps no cookies."""
    with suppress(NotSignedIn):
        async with site.database.transaction() as db:
            actor = await find_me(db)
            await end(db, SignIn.id == actor.sign_in_id)
            note_account(db, actor.person_id, SIGNED_OUT, actor.sign_in_id or actor.person_id)


async def sign_out_everywhere(db: AsyncSession, actor: Actor, but: UUID | None = None) -> None:
    """End every sign-in of a person, or all but one, and whatever is on its way in."""
    me = Person.id == actor.person_id
    await hold(db, actor.person_id)  # what is on its way in was begun before this moment
    await db.execute(update(Person).where(me).values(tickets_from=now()))
    which = [SignIn.person_id == actor.person_id]
    if but is not None:
        which.append(SignIn.id != but)
    await end(db, *which)
    note_account(db, actor.person_id, SIGNED_OUT, actor.person_id)
