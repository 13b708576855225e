"""Saying yes or no, and reading what one has said."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import CONSENT_SAID, note_account
from alongside.core.clock import now
from alongside.core.errors import Conflict, FieldError, Unprocessable
from alongside.core.ids import secret_id
from alongside.models import Consent, Person
from alongside.own_data.consent import FOR_WHOM, LANGUAGE, WORDINGS, Said, effective
from alongside.own_data.queries import MY_PROGRAMMES
from alongside.own_data.schemas import ConsentsView, ConsentView, OfferView, SayConsent


class NotYourProgramme(Unprocessable):
    code = "no_such_programme"
    title = "Choose a programme in which you take part, or took part."


class OtherWords(Conflict):
    code = "wording_changed"
    title = "These words have changed. Please read them again."


async def _ledger(db: AsyncSession, person_id: UUID) -> list[Consent]:
    mine = select(Consent).where(Consent.person_id == person_id).order_by(Consent.at.desc())
    return list((await db.scalars(mine)).all())


async def read_consents(db: AsyncSession, actor: Actor) -> ConsentsView:
    """Give what may be agreed to, whether it is, and all that was ever said, the newest first."""
    ledger = await _ledger(db, actor.person_id)
    agreed = effective(Said(c.programme_id, c.purpose, c.at, c.given) for c in ledger)
    places = (await db.execute(MY_PROGRAMMES)).all()
    programmes = {place.programme_id: place.programme_name for place in places}
    return ConsentsView(
        offers=[
            OfferView(
                programme_id=programme_id,
                programme_name=name,
                purpose=purpose,
                audience=FOR_WHOM[purpose],
                wording=len(versions),
                language=LANGUAGE,
                words=versions[-1],
                agreed=(programme_id, purpose) in agreed,
            )
            for programme_id, name in programmes.items()
            for purpose, versions in WORDINGS.items()
        ],
        ledger=[see_consent(one) for one in ledger],
    )


def see_consent(said: Consent) -> ConsentView:
    """Show one line, with the words that were shown then."""
    kept = {name: getattr(said, name) for name in ConsentView.model_fields if name != "words"}
    return ConsentView(**kept, words=WORDINGS[said.purpose][said.wording - 1])


async def say(db: AsyncSession, actor: Actor, command: SayConsent) -> ConsentsView:
    """Add a line. To withdraw is to add one that says no; nothing is ever written over."""
    places = (await db.execute(MY_PROGRAMMES)).all()
    if command.programme_id not in {place.programme_id for place in places}:
        mend = FieldError("/programme_id", NotYourProgramme.code, NotYourProgramme.title)
        raise NotYourProgramme(errors=[mend])
    if command.given and command.wording != len(WORDINGS[command.purpose]):
        raise OtherWords
    me = select(Person.id).where(Person.id == actor.person_id).with_for_update()
    await db.execute(me)  # one after the other, so that the newest is never in doubt
    before = await _ledger(db, actor.person_id)
    at = max([now(), *(one.at + timedelta(microseconds=1) for one in before[:1])])
    said = Consent(
        id=secret_id(),
        person_id=actor.person_id,
        **command.model_dump(exclude={"wording"}),
        wording=min(command.wording, len(WORDINGS[command.purpose])),
        audience=FOR_WHOM[command.purpose],
        language=LANGUAGE,
        at=at,
    )
    db.add(said)
    await db.flush()
    note_account(db, actor.person_id, CONSENT_SAID, said.id)
    return await read_consents(db, actor)
