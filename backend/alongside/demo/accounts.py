"""The accounts by which people try the demo: one password for all, set anew at each start."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, text

from alongside.demo.script import WORDS
from alongside.identity.passwords import hash_password
from alongside.models import MailToken, Passkey, RecoveryCode, SecondFactor, SignIn, SignInLink

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
# People of the demo, and whoever takes part in nothing else: those who try it add people as well,
# and come in as them. A programme is of the demo if somebody of it runs it, or made it.
_OF_THE_DEMO = text("""
    with ours as (
      select c.programme_id from participant c join person q on q.id = c.person_id
       where q.demo and c.role = 'coordinator'
      union
      select e.thing_id from audit_entry e join person q on q.id = e.actor_person_id
       where q.demo and e.action = 'programme:make')
    select p.id from person p
     where p.demo or (not p.operator and not exists (
       select from participant a
        where a.person_id = p.id and a.programme_id not in (select programme_id from ours)))
""")
_ITS_PEOPLE = text("select id from person where demo")
_CLOSE = text("""
    update person set password_hash = null, claimed_at = null, devices_from = now(),
           tickets_from = now()
     where id = any (:people)
""")
_BESIDE_THE_PASSWORD = (SecondFactor, RecoveryCode, Passkey)
_WAYS_IN = (*_BESIDE_THE_PASSWORD, SignInLink, MailToken, SignIn)


def make_password() -> str:
    """Make up a password that can be read out and typed."""
    words = (WORDS / "for_passwords.txt").read_text("utf-8").split()
    return "-".join([*(secrets.choice(words) for _ in range(4)), str(10 + secrets.randbelow(90))])


def set_password(owner: Connection, password: str) -> None:
    """Set it, and take away what whoever tried the demo before has put beside it."""
    password_hash = asyncio.run(hash_password(password))
    owner.execute(_SET, {"password_hash": password_hash, "addresses": list(ACCOUNTS)})
    _forget(owner, _BESIDE_THE_PASSWORD, owner.scalars(_ITS_PEOPLE).all())


def close_accounts(owner: Connection) -> None:
    """Take away every way into the demo, and end what was begun by them."""
    people = owner.scalars(_OF_THE_DEMO).all()
    owner.execute(_CLOSE, {"people": list(people)})
    _forget(owner, _WAYS_IN, people)


def _forget(owner: Connection, what: Sequence[Any], people: Sequence[UUID]) -> None:
    for model in what:
        owner.execute(delete(model).where(model.person_id.in_(people)))


def tell_accounts(password: str) -> str:
    """Say who can sign in, and how."""
    widest = max(map(len, ACCOUNTS))
    lines = [f"  {address:{widest}}  {does}" for address, does in ACCOUNTS.items()]
    return "\n".join(["Demo accounts, all with this password:", f"  {password}", *lines])
