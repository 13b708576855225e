"""The accounts by which people try the demo: one password for all, set anew at each start."""

import asyncio
import secrets

from sqlalchemy import Connection, bindparam, text

from alongside.demo.script import WORDS
from alongside.identity.passwords import hash_password

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
_CLOSE = text("update person set password_hash = null where demo and password_hash is not null")
_SIGN_OUT = text("delete from sign_in using person p where p.id = person_id and p.demo")


def make_password() -> str:
    """Make up a password that can be read out and typed."""
    words = (WORDS / "for_passwords.txt").read_text("utf-8").split()
    return "-".join([*(secrets.choice(words) for _ in range(4)), str(10 + secrets.randbelow(90))])


def set_password(owner: Connection, password: str) -> None:
    password_hash = asyncio.run(hash_password(password))
    owner.execute(_SET, {"password_hash": password_hash, "addresses": list(ACCOUNTS)})


def close_accounts(owner: Connection) -> None:
    """Take every password of the demo away, and end what was begun with them."""
    owner.execute(_CLOSE)
    owner.execute(_SIGN_OUT)


def tell_accounts(password: str) -> str:
    """Say who can sign in, and how."""
    widest = max(map(len, ACCOUNTS))
    lines = [f"  {address:{widest}}  {does}" for address, does in ACCOUNTS.items()]
    return "\n".join(["Demo accounts, all with this password:", f"  {password}", *lines])
