"""Signing in, staying signed in, and signing out."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, enter
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import NotSignedIn
from alongside.identity import refresh
from alongside.identity.keys import KeyRing
from alongside.identity.passwords import verify_password
from alongside.identity.queries import FIND_ACCOUNT, FIND_SIGN_IN
from alongside.identity.refresh import Decision, decide
from alongside.identity.schemas import SignInWithPassword, TokenView
from alongside.identity.tokens import issue_access_token
from alongside.models import SignIn

LONGEST = timedelta(days=30)
LONGEST_IDLE = timedelta(days=7)


class WrongCredentials(NotSignedIn):
    code = "wrong_credentials"
    title = "That address and password do not go together. Check both and try again."


class SignInOver(NotSignedIn):
    code = "sign_in_over"
    title = "You have been signed out. Please sign in again."


@dataclass(frozen=True)
class SignedInNow:
    """What a sign-in gives: a token for the page, and a cookie for the browser."""

    token: TokenView
    cookie: str
    cookie_ends_at: datetime


def give_tokens(keys: KeyRing, sign_in: SignIn) -> SignedInNow:
    token, seconds = issue_access_token(keys, sign_in.person_id, sign_in.id)
    view = TokenView(access_token=token, token_type="Bearer", expires_in=seconds)  # noqa: S106 - a kind of token, not a secret
    cookie = refresh.make(keys, sign_in.id, sign_in.generation)
    return SignedInNow(view, cookie, sign_in.expires_at)


async def begin_sign_in(db: AsyncSession, keys: KeyRing, person_id: UUID) -> SignedInNow:
    """Keep a new sign-in for somebody who has just shown who they are."""
    at = now()
    if await enter(db, person_id, None, at) is None:
        raise WrongCredentials
    sign_in = SignIn(person_id=person_id, rotated_at=at, expires_at=at + LONGEST_IDLE)
    sign_in.created_at, sign_in.generation = at, 0
    db.add(sign_in)
    await db.flush()
    return give_tokens(keys, sign_in)


async def sign_in(site: Site, keys: KeyRing, command: SignInWithPassword) -> SignedInNow:
    """Check a password. No connection is held meanwhile: it takes a while, by design."""
    async with site.database.transaction() as db:
        found = (await db.execute(FIND_ACCOUNT, {"email": command.email})).one_or_none()
    known = found is not None and (site.demo or not found.demo)
    stored = found.password_hash if found is not None and known else None
    if not await verify_password(stored, command.password) or found is None:
        raise WrongCredentials
    async with site.database.transaction() as db:
        return await begin_sign_in(db, keys, found.person_id)


async def _end(db: AsyncSession, *which: Any) -> None:
    still = SignIn.ended_at.is_(None)
    await db.execute(update(SignIn).where(still, *which).values(ended_at=now()))


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
        given = await _decide(db, keys, found, presented) if found is not None else None
    if given is None:
        raise SignInOver
    return given


async def _decide(
    db: AsyncSession, keys: KeyRing, found: SignIn, presented: int
) -> SignedInNow | None:
    at = now()
    decision = decide(presented, found.generation, found.rotated_at, at)
    if decision is Decision.END_FAMILY:
        await _end(db, SignIn.id == found.id)
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
            await _end(db, SignIn.id == found.id)


async def sign_out_by_token(
    site: Site, find_me: Callable[[AsyncSession], Awaitable[Actor]]
) -> None:
    """End the sign-in of a client that keeps no cookies."""
    with suppress(NotSignedIn):
        async with site.database.transaction() as db:
            actor = await find_me(db)
            await _end(db, SignIn.id == actor.sign_in_id)


async def sign_out_everywhere(db: AsyncSession, actor: Actor, but: UUID | None = None) -> None:
    """End every sign-in of a person, or all but one."""
    which = [SignIn.person_id == actor.person_id]
    if but is not None:
        which.append(SignIn.id != but)
    await _end(db, *which)
