"""The accounts by which people try the demo: one password for all, set anew at each start."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, DateTime, bindparam, delete, text

from alongside.access.actor import Servant
from alongside.core.clock import now
from alongside.demo.script import WORDS
from alongside.identity.passwords import hash_password
from alongside.models import Passkey, RecoveryCode, SecondFactor

ACCOUNTS = {
    "operator@demo.example": "makes programmes, and names who runs them",
    "coordinator@demo.example": "runs the programme",
    "coach@demo.example": "coaches a senior leader",
    "leader@demo.example": "is coached",
    "learning@demo.example": "reads what is offered to learning",
    "colearning@demo.example": "does so from lived experience, with the same rights",
}

_SET = text("""
    update person set password_hash = :password_hash where demo and lower(email) in :addresses
""").bindparams(bindparam("addresses", expanding=True))
_ITS_PEOPLE = text("select id from person where demo")
_CLOSE = text("select close_demo(:at)").bindparams(bindparam("at", type_=DateTime(timezone=True)))
_AS_HOUSEKEEPER = text("select enter_as(:servant)")
_BESIDE_THE_PASSWORD = (SecondFactor, RecoveryCode, Passkey)


def make_password() -> str:
    """Make up a password that can be read out and typed."""
    words = (WORDS / "for_passwords.txt").read_text("utf-8").split()
    return "-".join([*(secrets.choice(words) for _ in range(4)), str(10 + secrets.randbelow(90))])


def set_password(owner: Connection, password: str) -> None:
    """Set it, and take away what whoever tried the demo before has put beside it."""
    password_hash = asyncio.run(hash_password(password))
    owner.execute(_SET, {"password_hash": password_hash, "addresses": list(ACCOUNTS)})
    _forget(owner, _BESIDE_THE_PASSWORD, owner.scalars(_ITS_PEOPLE).all())


def _forget(owner: Connection, what: Sequence[Any], people: Sequence[UUID]) -> None:
    for model in what:
        owner.execute(delete(model).where(model.person_id.in_(people)))


def close_accounts(connection: Connection) -> bool:
    """Take away every way into the demo, and end what was begun by them; say if there is one.

    It is not only for the owner: the application does it where the database is not ours.
    """
    connection.execute(_AS_HOUSEKEEPER, {"servant": Servant.HOUSEKEEPER.value})
    return bool(connection.scalar(_CLOSE, {"at": now()}))


def tell_accounts(password: str) -> str:
    """Say who can sign in, and how."""
    widest = max(map(len, ACCOUNTS))
    lines = [f"  {address:{widest}}  {does}" for address, does in ACCOUNTS.items()]
    return "\n".join(["Demo accounts, all with this password:", f"  {password}", *lines])
