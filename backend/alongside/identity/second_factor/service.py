"""The second factor: codes from an app (RFC 6238), and recovery codes for when it is not there."""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

import pyotp
import segno
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import (
    RECOVERY_CODES_MADE,
    SECOND_STEP_OFF,
    SECOND_STEP_ON,
    note_account,
)
from alongside.access.holding import hold, hold_oneself
from alongside.access.policy import NEED_SECOND_FACTOR
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import Conflict, NotSignedIn, Problem, TooManyTries
from alongside.core.sealing import Sealer
from alongside.identity.ending import end_what_had_one_step
from alongside.identity.keys import KeyRing
from alongside.identity.passkeys.keeping import has_any
from alongside.identity.schemas import NextStepView, RecoveryCodesView, SecondFactorView, SetUpView
from alongside.identity.second_factor.tickets import Step, TicketOver, make_ticket
from alongside.identity.telling import note_and_tell
from alongside.identity.tries import Tries
from alongside.mail import Kind
from alongside.models import Person, RecoveryCode, SecondFactor, SignIn

SET_UP_LIFE = timedelta(minutes=10)
STEP = 30  # seconds
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily taken for another


class WrongCode(NotSignedIn):
    code = "wrong_code"
    title = "That code does not fit. Look at the app once more, and type the code it shows now."


class HasSecondFactor(Conflict):
    code = "has_second_factor"
    title = "You have a second step already. Turn it off first to set up another app."


class NoSecondFactor(Conflict):
    code = "no_second_factor"
    title = "Recovery codes stand in for an app. Set up an app first."


def must_have_one(site: Site, actor: Actor) -> bool:
    """Say whether somebody may do nothing here without a second factor.

    A place that they were given and never took up asks nothing of them.
    """
    held = (seat for seat in (*actor.seats, *actor.closed) if seat.joined)
    needed = any(seat.lead or seat.role in NEED_SECOND_FACTOR for seat in held)
    return site.second_factor_required and needed


async def _held(db: AsyncSession, actor: Actor, *, lock: bool = False) -> SecondFactor | None:
    mine = select(SecondFactor).where(SecondFactor.person_id == actor.person_id)
    found: SecondFactor | None = await db.scalar(mine.with_for_update() if lock else mine)
    return found


async def has_one(db: AsyncSession, actor: Actor) -> bool:
    held = await _held(db, actor)
    return held is not None and held.confirmed_at is not None


async def next_step(
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor
) -> NextStepView | None:
    """Say what is asked of somebody between their password and their sign-in, if anything is."""
    if await has_one(db, actor):
        return _owes(keys, actor, "second_factor")
    if must_have_one(site, actor):
        held = await has_any(db, actor)
        return _owes(keys, actor, "passkey" if held else "set_up_second_factor")
    return None


def _owes(keys: KeyRing, actor: Actor, step: Step) -> NextStepView:
    return NextStepView(next=step, ticket=make_ticket(keys, actor.person_id, step))


def _sealer(keys: KeyRing) -> Sealer:
    return Sealer(keys.derive("second factor"))


async def set_up(db: AsyncSession, keys: KeyRing, actor: Actor) -> SetUpView:
    """Make a secret for an app. Nothing is asked for until a code of it has been shown.

    Whatever was begun before, by whomever, is over.
    """
    held = await _held(db, actor, lock=True)
    if held is not None and held.confirmed_at is not None:
        raise HasSecondFactor
    if held is not None:
        await db.delete(held)
        await db.flush()
    await _forget_recovery_codes(db, actor)
    secret = pyotp.random_base32()
    db.add(_kept(keys, actor, secret))
    await db.flush()
    mine = select(Person.email, Person.display_name).where(Person.id == actor.person_id)
    email, name = (await db.execute(mine)).one()
    uri = pyotp.TOTP(secret).provisioning_uri(name=email or name, issuer_name="Alongside")
    drawn = segno.make(uri, micro=False).svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return SetUpView(secret=secret, uri=uri, qr=drawn.replace("<svg ", _SVG, 1))


def _kept(keys: KeyRing, actor: Actor, secret: str) -> SecondFactor:
    sealed = _sealer(keys).seal(secret.encode(), actor.person_id.bytes)
    return SecondFactor(person_id=actor.person_id, sealed_secret=sealed, created_at=now())


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """Give the step whose code this is: the one now, or a neighbour, since clocks differ."""
    app, here = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    steps = (here, here - 1, here + 1)
    return next((s for s in steps if hmac.compare_digest(app.at(s * STEP), code)), None)


def _plain(code: str) -> str:
    return "".join(filter(str.isalnum, code)).lower()


def _digest(keys: KeyRing, actor: Actor, code: str) -> bytes:
    told = actor.person_id.bytes + _plain(code).encode()
    return hmac.digest(keys.derive("recovery codes"), told, sha256)


async def _use_recovery_code(db: AsyncSession, keys: KeyRing, actor: Actor, code: str) -> bool:
    digest = _digest(keys, actor, code)
    mine = (RecoveryCode.person_id == actor.person_id, RecoveryCode.digest == digest)
    used = delete(RecoveryCode).where(*mine).returning(RecoveryCode.digest)
    return (await db.execute(used)).one_or_none() is not None


def _use_app(keys: KeyRing, held: SecondFactor, code: str) -> bool:
    secret = _sealer(keys).open(held.sealed_secret, held.person_id.bytes).decode()
    step = _step_of(secret, _plain(code), now()) if _plain(code).isascii() else None
    if step is None or step <= held.last_step:
        return False
    held.last_step = step
    return True


def _is_stale(held: SecondFactor) -> bool:
    """Say whether setting up an app was begun and left: nobody can come back to it later."""
    return held.confirmed_at is None and held.created_at + SET_UP_LIFE <= now()


async def try_code(  # noqa: PLR0917 - whose code, where it is counted, and the code
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor, tries: Tries, code: str
) -> Problem | None:
    """Try a code. What is wrong is given back, not raised, so that the try is counted."""
    if left := await tries.count(db):
        return TooManyTries(headers={"Retry-After": str(left)})
    await hold(db, actor.person_id)  # nobody comes in meanwhile: what they must show may change
    held = await _held(db, actor, lock=True)
    if held is None or _is_stale(held):
        return TicketOver()
    good = _use_app(keys, held, code)
    if not good and held.confirmed_at is not None:
        good = await _use_recovery_code(db, keys, actor, code)
    if not good:
        return WrongCode()
    await tries.forget(db)
    if held.confirmed_at is None:
        held.confirmed_at = now()
        await end_what_had_one_step(db, actor)
        this = update(SignIn).where(SignIn.id == actor.sign_in_id)
        await db.execute(this.values(one_step=False))
        await _note(site, db, actor, SECOND_STEP_ON, Kind.SECOND_STEP_ON)
    await db.flush()
    return None


async def _note(site: Site, db: AsyncSession, actor: Actor, what: str, kind: Kind) -> None:
    await note_and_tell(site, db, actor.person_id, what, actor.person_id, kind)


async def read_second_factor(site: Site, db: AsyncSession, actor: Actor) -> SecondFactorView:
    held = await _held(db, actor)
    mine = RecoveryCode.person_id == actor.person_id
    left = await db.scalar(select(func.count()).select_from(RecoveryCode).where(mine))
    return SecondFactorView(
        confirmed_at=held.confirmed_at if held else None,
        recovery_codes_left=left or 0,
        required=must_have_one(site, actor),
    )


async def _forget_recovery_codes(db: AsyncSession, actor: Actor) -> bool:
    """Forget them, and say whether there were any."""
    mine = delete(RecoveryCode).where(RecoveryCode.person_id == actor.person_id)
    return bool((await db.scalars(mine.returning(RecoveryCode.digest))).all())


async def make_recovery_codes(
    site: Site, db: AsyncSession, keys: KeyRing, actor: Actor
) -> RecoveryCodesView:
    """Make new recovery codes, which are told this once; the old ones are of no use any more.

    They stand in for an app, so there are none without one. The first ones come with the second
    step itself, which was told of.
    """
    await hold_oneself(db, actor)
    if not await has_one(db, actor):
        raise NoSecondFactor
    if await _forget_recovery_codes(db, actor):
        await _note(site, db, actor, RECOVERY_CODES_MADE, Kind.RECOVERY_CODES)
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in codes:
        db.add(RecoveryCode(person_id=actor.person_id, digest=_digest(keys, actor, code)))
    await db.flush()
    return RecoveryCodesView(codes=codes)


def _recovery_code() -> str:
    """Give four groups of four letters: 79 bits of chance."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


async def turn_off(site: Site, db: AsyncSession, actor: Actor) -> None:
    """Ask for no code any more. What was never confirmed is forgotten without a word."""
    await _forget_recovery_codes(db, actor)
    mine = delete(SecondFactor).where(SecondFactor.person_id == actor.person_id)
    if await db.scalar(mine.returning(SecondFactor.confirmed_at)):
        theirs = update(SignIn).where(SignIn.person_id == actor.person_id, ~SignIn.by_passkey)
        await db.execute(theirs.values(one_step=site.second_factor_required))
        await _note(site, db, actor, SECOND_STEP_OFF, Kind.SECOND_STEP_OFF)


async def give_up_what_is_new(
    db: AsyncSession, keys: KeyRing, actor: Actor, since: datetime, *, hold: bool
) -> None:
    """Take away what may be a stranger's: an app and codes that came lately.

    With `hold`, an app that nobody has takes the place of one that is taken away: nobody comes in
    by mail alone, until whoever runs the server has taken that away, too.
    """
    held = await _held(db, actor, lock=True)
    mine = RecoveryCode.person_id == actor.person_id
    await db.execute(delete(RecoveryCode).where(mine, RecoveryCode.created_at >= since))
    if held is None or (held.confirmed_at is not None and held.confirmed_at < since):
        return
    await db.delete(held)
    await db.flush()
    await _forget_recovery_codes(db, actor)
    note_account(db, actor.person_id, SECOND_STEP_OFF, actor.person_id)
    if hold and held.confirmed_at is not None:
        nobodys = _kept(keys, actor, pyotp.random_base32())
        nobodys.confirmed_at = now()
        db.add(nobodys)
        await db.flush()
