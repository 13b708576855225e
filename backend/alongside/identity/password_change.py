"""Changing one's own password, or choosing the first one."""

from collections.abc import Awaitable, Callable

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import PASSWORD_CHANGED
from alongside.access.holding import hold_oneself
from alongside.access.recently import must_be_recent
from alongside.access.site import Site
from alongside.core.errors import FieldError
from alongside.identity.account import WrongPassword, must_be_good
from alongside.identity.keys import KeyRing
from alongside.identity.passwords import hash_password, verify_password
from alongside.identity.queues import KNOWN, standing
from alongside.identity.schemas import ChangePassword
from alongside.identity.service import sign_out_everywhere
from alongside.identity.telling import note_and_tell
from alongside.identity.tries import Tries, at_own_account
from alongside.mail import Kind
from alongside.models import Person

FindMe = Callable[[AsyncSession], Awaitable[Actor]]
_WANTED = (Person.display_name, Person.email, Person.password_hash)


async def _begin(db: AsyncSession, actor: Actor, tries: Tries) -> Row[str, str | None, str | None]:
    """Count a try at the old password. Whoever has none shows by a new sign-in who they are."""
    me = (await db.execute(select(*_WANTED).where(Person.id == actor.person_id))).one()
    if me.password_hash is None:
        await must_be_recent(db, actor)
    else:
        await tries.begin(db)
    return me


def _wrong() -> WrongPassword:
    mend = FieldError("/current_password", WrongPassword.code, WrongPassword.title)
    return WrongPassword(errors=[mend])


async def _must_fit(me: Row[str, str | None, str | None], current_password: str | None) -> None:
    if me.password_hash is None:
        return
    if not await verify_password(me.password_hash, current_password or ""):
        raise _wrong()


async def _replace(db: AsyncSession, actor: Actor, checked: str | None, by: str) -> None:
    as_checked = Person.password_hash.is_not_distinct_from(checked)
    mine = update(Person).where(Person.id == actor.person_id, as_checked)
    if await db.scalar(mine.values(password_hash=by).returning(Person.id)) is None:
        raise _wrong()


async def change_password(
    site: Site, keys: KeyRing, find_me: FindMe, command: ChangePassword
) -> None:
    """Change the password, and sign out every other device.

    One that was changed or taken away since it was checked is wrong; and whoever has been signed
    out since then sets none.
    """
    with standing(KNOWN):
        async with site.database.transaction() as db:
            actor = await find_me(db)
            tries = at_own_account(keys, actor.sign_in_id)
            me = await _begin(db, actor, tries)
        await _must_fit(me, command.current_password)
        about = [word for word in (me.display_name, me.email) if word]
        must_be_good(command.new_password, "/new_password", about)
        password_hash = await hash_password(command.new_password)
    async with site.database.transaction() as db:
        actor = await find_me(db)
        await hold_oneself(db, actor)
        await tries.forget(db)
        await _replace(db, actor, me.password_hash, password_hash)
        await sign_out_everywhere(db, actor, but=actor.sign_in_id)
        told = (PASSWORD_CHANGED, actor.person_id, Kind.PASSWORD_CHANGED)
        await note_and_tell(site, db, actor.person_id, *told)
