"""Some changes ask that somebody has just shown who they are, on this device."""

from collections.abc import Awaitable, Callable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.recently import must_be_recent
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import FieldError, TooManyTries, Unprocessable
from alongside.identity.account import WrongPassword
from alongside.identity.keys import KeyRing
from alongside.identity.passwords import verify_password
from alongside.identity.queues import KNOWN, standing
from alongside.identity.second_factor import service as second_factor
from alongside.identity.tries import CODE_OF_APP, at_own_account
from alongside.models import Person, SignIn

FindMe = Callable[[AsyncSession], Awaitable[Actor]]


class CodeNotGood(Unprocessable):
    code = "code_not_good"
    title = second_factor.WrongCode.title


async def confirm(site: Site, keys: KeyRing, find_me: FindMe, password: str) -> None:
    """Show by the password that it is still oneself. No connection is held meanwhile."""
    with standing(KNOWN):
        async with site.database.transaction() as db:
            actor = await find_me(db)
            mine = select(Person.password_hash).where(Person.id == actor.person_id)
            stored = await db.scalar(mine)
            tries = at_own_account(keys, actor.sign_in_id)
            await tries.begin(db)
        fits = await verify_password(stored, password)
    if not fits:
        raise WrongPassword(
            errors=[FieldError("/password", WrongPassword.code, WrongPassword.title)]
        )
    async with site.database.transaction() as db:
        actor = await find_me(db)
        await tries.forget(db)
        this = update(SignIn).where(SignIn.id == actor.sign_in_id)
        await db.execute(this.values(confirmed_at=now()))


async def confirm_app(site: Site, keys: KeyRing, find_me: FindMe, code: str) -> None:
    """Show a code of the app that is being set up."""
    async with site.database.transaction() as db:
        actor = await find_me(db)
        await must_be_recent(db, actor)
        tries = at_own_account(keys, actor.sign_in_id, CODE_OF_APP)
        wrong = await second_factor.try_code(site, db, keys, actor, tries, code)
    if isinstance(wrong, TooManyTries):
        raise wrong
    if wrong is not None:
        raise CodeNotGood(errors=[FieldError("/code", CodeNotGood.code, CodeNotGood.title)])
