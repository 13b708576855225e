"""One's own account, and the first sign-in that makes it one's own."""

from typing import Self
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, Seat, enter
from alongside.access.audiences import readers_of_account
from alongside.access.audit import PASSWORD_CHANGED, note, note_account, person_of
from alongside.access.enforce import fetch
from alongside.access.lanes import may_at_all, open_to
from alongside.access.policy import AT_ALL, Action
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.core.errors import (
    Conflict,
    FieldError,
    NotAllowed,
    NotFound,
    TooManyTries,
    Unprocessable,
)
from alongside.core.ids import secret_id
from alongside.identity.devices import Device
from alongside.identity.keys import KeyRing
from alongside.identity.links import LINK_LIFE, digest_of
from alongside.identity.passwords import check_password, hash_password
from alongside.identity.queries import (
    ADDRESS_OF_LINK,
    JOIN_IN,
    KEEP_LINK,
    MY_PARTICIPATIONS,
    READ_LINK,
    USE_LINK,
)
from alongside.identity.queues import STRANGERS, standing
from alongside.identity.schemas import (
    FirstSignIn,
    LinkView,
    MeView,
    NextStepView,
    ParticipationView,
    PersonView,
    WelcomeView,
)
from alongside.identity.service import SignedInNow, begin_sign_in, sign_out_everywhere
from alongside.identity.telling import tell
from alongside.identity.tries import at_invitation
from alongside.mail import Kind, post, token_in
from alongside.models import Participant, Person


class LinkNotGood(NotFound):
    code = "link_not_good"
    title = "This link was used already, or is too old. Ask your coordinator for a new one."


class NoLinkForThem(Conflict):
    code = "no_sign_in_link"
    title = "We cannot make a link for this person. They may be able to sign in already."


class TooManyLinks(TooManyTries):
    code = "too_many_links"
    title = "We have sent several links to this person just now. Please wait before the next one."

    @classmethod
    def until(cls, seconds: int) -> Self:
        """Say when the next link can be sent, in whole minutes."""
        minutes = -(-seconds // 60)
        when = "a minute" if minutes == 1 else f"{minutes} minutes"
        said = f"We have sent several links to this person just now. The next one can go in {when}."
        return cls(said, headers={"Retry-After": str(seconds)})


class SecondStepFirst(NotAllowed):
    code = "second_step_first"
    title = (
        "This place asks for a second step. Set one up in your account, or sign in with a passkey. "
        "Then it opens."
    )


class PasswordNotGood(Unprocessable):
    code = "password_not_good"
    title = "Please choose another password."


class WrongPassword(Unprocessable):
    code = "wrong_password"
    title = "That is not your password just now."


class PasswordNeeded(Unprocessable):
    code = "password_needed"
    title = "Please choose a password: we have no address of yours to send mail to."


def must_be_good(given: str, pointer: str, about: list[str]) -> None:
    faults = check_password(given, about)
    if faults:
        mend = [FieldError(pointer, fault.code, fault.message) for fault in faults]
        raise PasswordNotGood(mend[0].message, errors=mend)


async def _slow_down(db: AsyncSession, keys: KeyRing, participant_id: UUID, link: bytes) -> None:
    """Fill nobody's mailbox with links. Whoever has no address gets theirs by hand, at any time."""
    address = await db.scalar(ADDRESS_OF_LINK, {"digest": link, "at": now()})
    if address is None:
        return
    if left := await at_invitation(keys, participant_id, address).count(db):
        raise TooManyLinks.until(left)


async def make_sign_in_link(
    db: AsyncSession, actor: Actor, site: Site, keys: KeyRing, participant_id: UUID
) -> LinkView:
    """Make a first sign-in link for somebody who has no password yet and takes part only here.

    The same link goes to them by mail, if they have an address. Where too many did, none is made,
    and the one before stays good.
    """
    theirs = await fetch(
        db, actor, Participant, participant_id, to=Action.PARTICIPANT_LINK, lock=False
    )
    mail_id = secret_id()
    token = token_in(site.mail_key, mail_id)
    asked = {"participant": participant_id, "digest": digest_of(token)}
    at = now()
    asked |= {"until": at + LINK_LIFE, "at": at}
    if not await db.scalar(KEEP_LINK, asked):
        raise NoLinkForThem
    await _slow_down(db, keys, participant_id, digest_of(token))
    # From here on nobody takes them away meanwhile: keeping the link holds them.
    whom = theirs.person_id
    await post(db, to=whom, kind=Kind.FIRST_LINK, about=participant_id, mail_id=mail_id)
    note(db, actor, Action.PARTICIPANT_LINK, person_of(theirs))
    return LinkView(url=f"{site.address}/welcome#{token}", expires_at=at + LINK_LIFE)


async def look_at_link(site: Site, token: str) -> WelcomeView:
    asked = {"digest": digest_of(token), "at": now()}
    async with site.database.transaction() as db:
        found = (await db.execute(READ_LINK, asked)).mappings().one_or_none()
    if found is None or (found["demo"] and not site.demo):
        raise LinkNotGood
    return WelcomeView(**{name: found[name] for name in WelcomeView.model_fields})


async def _use_link(site: Site, db: AsyncSession, token: str, password_hash: str | None) -> UUID:
    person_id: UUID | None = await db.scalar(USE_LINK, {"digest": digest_of(token), "at": now()})
    actor = await enter(db, person_id, None, now()) if person_id else None
    if actor is None or (actor.demo and not site.demo):
        raise LinkNotGood
    mine = Person.id == actor.person_id
    claimed_at = await db.scalar(select(Person.claimed_at).where(mine))
    await db.execute(update(Person).where(mine).values(password_hash=password_hash))
    note_account(db, actor.person_id, PASSWORD_CHANGED, actor.person_id)
    await sign_out_everywhere(db, actor)
    if claimed_at is not None:
        await tell(site, db, actor.person_id, Kind.PASSWORD_CHANGED)
    return actor.person_id


async def _chosen(password: str | None, seen: WelcomeView) -> str | None:
    """Give what is kept of a password; nothing for who chose to sign in by mail."""
    if password is None:
        if seen.email is None:
            raise PasswordNeeded(
                errors=[FieldError("/password", PasswordNeeded.code, PasswordNeeded.title)]
            )
        return None
    must_be_good(password, "/password", [word for word in (seen.display_name, seen.email) if word])
    return await hash_password(password, STRANGERS)


async def sign_in_first(
    site: Site, keys: KeyRing, command: FirstSignIn, device: Device
) -> SignedInNow | NextStepView:
    """Use a link once: set the password, or none, and sign in, or go on to the second step.

    A poor password leaves the link good, and so does a line of strangers that is full.
    """
    with standing(STRANGERS if command.password is not None else None):
        seen = await look_at_link(site, command.token)
        password_hash = await _chosen(command.password, seen)
    async with site.database.transaction() as db:
        person_id = await _use_link(site, db, command.token, password_hash)
        return await begin_sign_in(site, db, keys, person_id, device)


def _seat_of(actor: Actor, participant_id: UUID) -> list[Seat]:
    return [seat for seat in actor.seats if seat.participant_id == participant_id]


async def read_me(db: AsyncSession, actor: Actor) -> MeView:
    has_password = Person.password_hash.is_not(None).label("has_password")
    told = (Person.id, Person.display_name, Person.email, has_password)
    mine = select(*told).where(Person.id == actor.person_id)
    person = (await db.execute(mine)).mappings().one()
    places = (await db.execute(MY_PARTICIPATIONS)).mappings().all()
    allowed = sorted(action.value for action in AT_ALL if may_at_all(actor.seats, action))
    return MeView(
        person=PersonView(**person),
        participants=[
            ParticipationView(**row, allowed=open_to(_seat_of(actor, row["id"]))) for row in places
        ],
        allowed=allowed,
        readers=readers_of_account(allowed),
    )


async def open_place(db: AsyncSession, actor: Actor, participant_id: UUID) -> MeView:
    """Open a place of one's own. Its programme sees that one has come in; no other does."""
    if participant_id not in actor.participant_ids:
        closed = {seat.participant_id for seat in actor.closed}
        raise SecondStepFirst if participant_id in closed else NotFound
    await db.execute(JOIN_IN, {"place": participant_id, "at": now()})
    return await read_me(db, actor)


async def change_account(db: AsyncSession, actor: Actor, display_name: str) -> MeView:
    mine = Person.id == actor.person_id
    await db.execute(update(Person).where(mine).values(display_name=display_name))
    return await read_me(db, actor)
