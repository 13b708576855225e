"""What people do about taking part."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import (
    Recent,
    Thing,
    note,
    note_readings,
    person_of,
    readings_of_people,
)
from alongside.access.called import SAYS, fault_of
from alongside.access.enforce import Row, fetch, newest, one, page_of
from alongside.access.on_behalf import must_be_theirs_to_say, note_or_keep
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.core.clock import now
from alongside.core.errors import Conflict, FieldError, NotAllowed, Unprocessable
from alongside.core.pages import Asked, Cursors, Page
from alongside.core.views import NAME, must_match
from alongside.models import Organisation, Participant, ParticipantState, Programme, Role
from alongside.models.participant import LeadStandsApart, would_lead_and_pair
from alongside.models.stopping import end_pairings_of
from alongside.participants.persons import AlreadyHere, person_for, point_to
from alongside.participants.queries import (
    IN_SHORT,
    MOST_PAIRINGS,
    PARTICIPANT,
    PARTICIPANTS,
    THEIR_PAIRINGS,
    other_coordinators,
)
from alongside.participants.schemas import (
    OWN_FIELDS,
    AddParticipant,
    AnyParticipant,
    ChangeParticipant,
    see_participant,
    who_reads,
)


class LastCoordinator(Conflict):
    code = "last_coordinator"
    title = (
        "This would leave the programme without a coordinator. Appoint another one first, and wait "
        "until they have come in."
    )


class AlreadyEnded(Conflict):
    code = "participant_ended"
    title = "They have already left this programme."


class NoSuchOrganisation(Unprocessable):
    code = "no_such_organisation"
    title = "We do not know this organisation. Choose one from the list."


class NotAName(Unprocessable):
    code = "not_a_name"
    title = "Nobody can be called this here. Write another name."


async def list_participants(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked, recent: Recent
) -> Page:
    page = await page_of(db, actor, PARTICIPANTS, asked, cursors)
    shown = readings_of_people(actor, page.rows)
    await note_readings(db, actor, recent, Action.PARTICIPANT_READ, shown)
    return page


async def list_in_short(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked, recent: Recent
) -> Page:
    """List names alone, which is not noted; but a search also goes by how to reach somebody."""
    page = await page_of(db, actor, IN_SHORT, asked, cursors)
    if asked.narrowed_by.get("q"):
        shown = readings_of_people(actor, page.rows)
        await note_readings(db, actor, recent, Action.PARTICIPANT_READ, shown)
    return page


async def _tell(db: AsyncSession, actor: Actor, row: Row) -> AnyParticipant:
    """Show somebody, and who else reads that."""
    theirs = {"programme_id": row["programme_id"], "participant_id": row["id"]}
    met = await newest(db, actor, THEIR_PAIRINGS, theirs, size=MOST_PAIRINGS)
    return see_participant(row, who_reads(row, actor.participant_ids, met))


async def look_at_participant(
    db: AsyncSession, actor: Actor, recent: Recent, participant_id: UUID
) -> AnyParticipant:
    """Show somebody, and note that they were shown."""
    row = await one(db, actor, PARTICIPANT, participant_id)
    shown = readings_of_people(actor, [row])
    await note_readings(db, actor, recent, Action.PARTICIPANT_READ, shown)
    return await _tell(db, actor, row)


async def read_participant(db: AsyncSession, actor: Actor, participant_id: UUID) -> AnyParticipant:
    return await _tell(db, actor, await one(db, actor, PARTICIPANT, participant_id))


async def check_organisation(db: AsyncSession, organisation_id: UUID | None) -> None:
    known = select(Organisation.id).where(Organisation.id == organisation_id)
    if organisation_id and await db.scalar(known) is None:
        mend = FieldError("/organisation_id", NoSuchOrganisation.code, NoSuchOrganisation.title)
        raise NoSuchOrganisation(errors=[mend])


async def take_in(db: AsyncSession, programme_id: UUID, fields: dict[str, Any]) -> UUID:
    """Make a participant of this programme, and of whoever has that address."""
    called = f"{fields['given_name']} {fields.get('family_name') or ''}"
    fields["display_name"] = fields.get("display_name") or called[:NAME].strip()
    if fault := fault_of(fields["display_name"]):
        raise NotAName(errors=[FieldError("/given_name", fault, SAYS[fault])])
    person_id = await person_for(db, fields.get("email"), fields["display_name"])
    participant = Participant(programme_id=programme_id, person_id=person_id, **fields)
    db.add(participant)
    try:
        await db.flush()
    except IntegrityError as error:
        if would_lead_and_pair(error):
            raise LeadStandsApart from None
        if "participant_once" not in str(error.orig):
            raise
        raise AlreadyHere from None
    return participant.id


async def _add(db: AsyncSession, actor: Actor, command: AddParticipant) -> UUID:
    programme = await fetch(
        db, actor, Programme, command.programme_id, to=Action.PARTICIPANT_ADD, lock=False
    )
    await check_organisation(db, command.organisation_id)
    made = await take_in(db, programme.id, command.model_dump(exclude={"programme_id"}))
    note(db, actor, Action.PARTICIPANT_ADD, Thing("participant", made, programme.id, made))
    return made


async def once_told(
    db: AsyncSession,
    actor: Actor,
    recent: Recent,
    retry: Retry | None,
    make: Callable[[], Awaitable[UUID]],
) -> AnyParticipant:
    """Make and show somebody; of whom the same key made before, it is noted that they are shown."""
    made: list[UUID] = []

    async def making() -> UUID:
        made.append(await make())
        return made[0]

    async def tell(participant_id: UUID) -> AnyParticipant:
        if made:
            return await read_participant(db, actor, participant_id)
        return await look_at_participant(db, actor, recent, participant_id)

    return await once(db, actor, retry, make=making, tell=tell)


async def add_participant(
    db: AsyncSession, actor: Actor, recent: Recent, retry: Retry | None, command: AddParticipant
) -> AnyParticipant:
    return await once_told(db, actor, recent, retry, lambda: _add(db, actor, command))


def _check_whose(actor: Actor, participant: Participant, values: dict[str, Any]) -> None:
    """Refuse what is not the person's own to change, unless they run the programme."""
    if actor.runs(participant.programme_id) or values.keys() <= OWN_FIELDS:
        return
    theirs = sorted(values.keys() - OWN_FIELDS)
    words = "Ask a coordinator to correct this for you."
    raise NotAllowed(words, errors=[FieldError(f"/{one}", "not_yours", words) for one in theirs])


async def change_participant(
    db: AsyncSession,
    actor: Actor,
    participant_id: UUID,
    change: ChangeParticipant,
    if_match: str | None,
) -> AnyParticipant:
    participant = await fetch(db, actor, Participant, participant_id, to=Action.PARTICIPANT_CHANGE)
    values, who = change.model_dump(exclude={"on_behalf"}), (participant.id,)
    if change.on_behalf:
        await must_be_theirs_to_say(db, actor, participant.programme_id, change.on_behalf, who)
    _check_whose(actor, participant, values)
    # Before anything is changed: with an address they could say it themselves.
    changed = person_of(participant)
    note_or_keep(db, actor, Action.PARTICIPANT_CHANGE, changed, who, change.on_behalf)
    must_match(if_match, await read_participant(db, actor, participant_id))
    await check_organisation(db, values.get("organisation_id"))
    if "family_name" in values:
        values["family_name"] = values["family_name"] or ""
    moved = "email" in values and values["email"] != participant.email
    for name, value in values.items():
        setattr(participant, name, value)
    if moved:
        await point_to(db, participant, participant.email)
    await db.flush()
    return await read_participant(db, actor, participant_id)


async def end_participant(db: AsyncSession, actor: Actor, participant_id: UUID) -> AnyParticipant:
    """Somebody leaves: their pairings end kindly, and coming sessions are cancelled."""
    participant = await fetch(db, actor, Participant, participant_id, to=Action.PARTICIPANT_END)
    if participant.state is ParticipantState.ENDED:
        raise AlreadyEnded
    if participant.role is Role.COORDINATOR:
        others = other_coordinators(participant.programme_id, participant.id)
        if await db.scalar(others.with_for_update(key_share=True).limit(1)) is None:
            raise LastCoordinator
    participant.end()
    await end_pairings_of(db, participant.programme_id, participant.id, now())
    await db.flush()
    note(db, actor, Action.PARTICIPANT_END, person_of(participant))
    return await read_participant(db, actor, participant_id)
