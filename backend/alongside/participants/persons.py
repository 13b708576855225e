"""Whose participant it is: the person of an address, without telling whether they were known."""

from uuid import UUID

from psycopg.errors import ExclusionViolation
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.clock import now
from alongside.core.errors import Conflict
from alongside.core.ids import new_id
from alongside.models import Participant, SessionPerson
from alongside.models.participant import LeadStandsApart, would_lead_and_pair
from alongside.models.session import TimeTaken
from alongside.participants.queries import (
    FORGET,
    HAS_SIGNED_UP,
    PERSON_OF,
    pairings_held,
    partners_persons,
)


class AlreadyHere(Conflict):
    code = "participant_exists"
    title = "This person already has that role in this programme."


class WouldMeetThemselves(Conflict):
    code = "same_person"
    title = "They are paired with the person of that address. A pairing needs two people."


class TheirsToKeep(Conflict):
    code = "address_kept"
    title = (
        "This person signs in themselves, so an address has to stay. If this one is wrong, write "
        "the right one. If they do not take part any more, end their place."
    )


class WrittenTo(Conflict):
    code = "address_written_to"
    title = (
        "We have written to this address, and they may answer by it, so it has to stay. If it is "
        "wrong, write the right one. If they have no address, end their place, and add them again "
        "without one."
    )


async def person_for(db: AsyncSession, email: str | None, called: str) -> UUID:
    """Give the person of an address, or a new one; without an address always a new one."""
    asked = {"new_id": new_id(), "address": email, "called": called, "at": now()}
    found: UUID = await db.scalar(PERSON_OF, asked)
    return found


def _in_words(error: IntegrityError) -> Exception:
    """Say what else they would be here, if that is why they cannot be this person."""
    if would_lead_and_pair(error):
        return LeadStandsApart()
    if isinstance(error.orig, ExclusionViolation):
        return TimeTaken()
    return AlreadyHere() if "participant_once" in str(error.orig) else error


async def point_to(db: AsyncSession, participant: Participant, email: str | None) -> None:
    """Before the first sign-in a corrected address makes this participant that address's person.

    None is taken away by which somebody may be about to speak for themselves. Who has an account
    elsewhere and never came in here is treated like anybody else.
    """
    if email is None and participant.joined_at:
        raise TheirsToKeep
    if email is None and participant.invited_at:
        raise WrittenTo
    if await db.scalar(HAS_SIGNED_UP, {"participant": participant.id}):
        return
    # Nothing is booked for them, nor is their partner corrected, while their person changes.
    await db.execute(pairings_held(participant.programme_id, participant.id))
    before = participant.person_id
    person_id = await person_for(db, email, participant.display_name)
    met = await db.scalars(partners_persons(participant.programme_id, participant.id))
    if person_id in set(met):
        raise WouldMeetThemselves
    participant.person_id = person_id
    its_time = (
        SessionPerson.programme_id == participant.programme_id,
        SessionPerson.participant_id == participant.id,
    )
    try:
        await db.flush()
        await db.execute(update(SessionPerson).where(*its_time).values(person_id=person_id))
    except IntegrityError as error:
        raise _in_words(error) from None
    await db.execute(FORGET, {"who": [before]})
