"""How often a secret may be guessed at, or a mail sent: waits that slow, and lock nobody out.

A device on which somebody signed in before has a budget of its own, which nobody else can use up.
All others share one for each account and neighbourhood of the network, and a much larger one for
each account; there is none for a neighbourhood alone, since a whole trust may share an address.
Known and unknown accounts are counted alike. What is kept is a digest, a number and an instant.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Integer, Interval, LargeBinary, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.clock import now
from alongside.core.errors import TooManyTries
from alongside.identity.keys import KeyRing

FREE_TRIES, LONGEST_WAIT = 5, 60
_DOUBLED = 6  # times, until a wait is the longest

COUNT = text("select count_try(:which, :free, :pauses, :quiet, :at)").bindparams(
    bindparam("which", type_=ARRAY(LargeBinary)),
    bindparam("free", type_=ARRAY(Integer)),
    bindparam("pauses", type_=ARRAY(Integer)),
    bindparam("quiet", type_=Interval),
    bindparam("at", type_=DateTime(timezone=True)),
)
FORGET = text("select forget_tries(:anew, :shared)").bindparams(
    bindparam("anew", type_=ARRAY(LargeBinary)), bindparam("shared", type_=ARRAY(LargeBinary))
)


def wait_after(wrong_tries: int, first: int = 1, longest: int = LONGEST_WAIT) -> int:
    """Say for how many seconds the next try waits: none at first, then twice as long each time."""
    over = wrong_tries - FREE_TRIES
    return 0 if over < 0 else min(longest, first * 2 ** min(over, _DOUBLED))


def pauses_of(first: int, longest: int) -> list[int]:
    return [wait_after(FREE_TRIES + over, first, longest) for over in range(_DOUBLED + 1)]


@dataclass(frozen=True)
class Rule:
    """How one kind of try is slowed: what is free, how long waits are, when all is forgotten."""

    kind: str
    pauses: Sequence[int]
    quiet: timedelta
    free: int = FREE_TRIES
    free_in_all: int = 100


PASSWORD = Rule("password", pauses_of(1, LONGEST_WAIT), timedelta(hours=1))
CODE_OF_APP = Rule("app", pauses_of(1, LONGEST_WAIT), timedelta(hours=1), free_in_all=20)
# No wait is as long as a mail is good: a stranger who uses up every one still sends good ones.
MAIL = Rule("mail", pauses_of(60, 480), timedelta(hours=12), free_in_all=15)
# Of first sign-in links only the newest works: nobody needs many, and they fill a mailbox.
INVITATION = Rule("invitation", pauses_of(600, 7200), timedelta(days=1), free_in_all=10)
# A code in a mail may be tried five times; the mail is too old before the wait is over.
CODE = Rule("code", (3600,), timedelta(hours=1))


@dataclass(frozen=True)
class Tries:
    """Tries at one secret from one side, and the budgets in which they are counted."""

    rule: Rule
    own: bytes
    shared: bytes | None = None

    @property
    def on_known_device(self) -> bool:
        """Say of tries at an account whether they come from where its owner signed in before."""
        return self.shared is None

    async def count(self, db: AsyncSession) -> int:
        """Count a try that is about to be made, or say how many seconds it has to wait."""
        free = {self.own: self.rule.free}
        if self.shared is not None:
            free[self.shared] = self.rule.free_in_all
        asked = {"which": list(free), "free": list(free.values()), "at": now()}
        asked |= {"pauses": list(self.rule.pauses), "quiet": self.rule.quiet}
        return int(await db.scalar(COUNT, asked))

    async def begin(self, db: AsyncSession) -> None:
        """Count a try, before any work is done for it. Raises TooManyTries if it has to wait."""
        if left := await self.count(db):
            raise TooManyTries(headers={"Retry-After": str(left)})

    async def forget(self, db: AsyncSession) -> None:
        """Begin anew after a try that turned out well; what others share gets that one back."""
        shared = [] if self.shared is None else [self.shared]
        await db.execute(FORGET, {"anew": [self.own], "shared": shared})


def _key(keys: KeyRing, *what: str) -> bytes:
    return hmac.digest(keys.derive("tries"), json.dumps(what).encode(), sha256)


def at_account(
    keys: KeyRing, rule: Rule, address: str, network: str, known_device: UUID | None
) -> Tries:
    """Count tries at the account of an address, from a device that it knows or from any other."""
    if known_device is not None:
        return Tries(rule, _key(keys, rule.kind, "device", address, str(known_device)))
    near = _key(keys, rule.kind, "network", address, network)
    return Tries(rule, near, _key(keys, rule.kind, "account", address))


def at_own_account(keys: KeyRing, sign_in_id: UUID | None, rule: Rule = PASSWORD) -> Tries:
    """Count tries at the password, or an app, of somebody who is signed in."""
    return Tries(rule, _key(keys, rule.kind, "sign-in", str(sign_in_id)))


def at_code(keys: KeyRing, mail_id: UUID) -> Tries:
    return Tries(CODE, _key(keys, CODE.kind, str(mail_id)))


def at_invitation(keys: KeyRing, participant_id: UUID, address: str) -> Tries:
    """Count first sign-in links to one participant, and to one address, whoever makes them."""
    own = _key(keys, INVITATION.kind, "participant", str(participant_id))
    return Tries(INVITATION, own, _key(keys, INVITATION.kind, "address", address))
