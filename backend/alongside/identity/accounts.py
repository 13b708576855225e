"""Whose account an address is, found without telling anybody whether it is one."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.site import Site
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.known_devices import read_cookie
from alongside.identity.queries import FIND_ACCOUNT
from alongside.identity.tries import Rule, Tries, at_account
from alongside.models import Person


class Account(NamedTuple):
    """An address as the database folds it, and whose it is, if it is anybody's."""

    address: str
    person_id: UUID | None = None
    devices_from: datetime | None = None
    password_hash: str | None = None


async def find_account(site: Site, db: AsyncSession, address: str) -> Account:
    """Find the account of an address. Where there is no demo, its accounts are nobody's."""
    found = (await db.execute(FIND_ACCOUNT, {"email": address})).one()
    if found.person_id is None or (found.demo and not site.demo):
        return Account(found.address)
    return Account(found.address, found.person_id, found.devices_from, found.password_hash)


def tries_at(keys: KeyRing, rule: Rule, account: Account, device: Device) -> Tries:
    """Say where a try at an account is counted. Nobody is known on a device but by its cookie."""
    here = read_cookie(keys, device.cookie)
    is_known = here.knows(account.person_id, account.devices_from)
    return at_account(keys, rule, account.address, device.network, here.id if is_known else None)


async def tries_of(
    db: AsyncSession, keys: KeyRing, rule: Rule, person_id: UUID, device: Device
) -> Tries:
    """Say where a try of somebody is counted who has shown one half of who they are."""
    devices_from = await db.scalar(select(Person.devices_from).where(Person.id == person_id))
    return tries_at(keys, rule, Account(str(person_id), person_id, devices_from), device)
