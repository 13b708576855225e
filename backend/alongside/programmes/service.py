"""What people do with programmes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Thing, note
from alongside.access.enforce import fetch, one, page_of
from alongside.access.lanes import may_at_all
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.access.readers import readers_in
from alongside.core.errors import FieldError, NotAllowed, Unprocessable
from alongside.core.pages import Asked, Cursors
from alongside.core.views import must_match
from alongside.models import Participant, ParticipantState, Programme
from alongside.models.participant import would_lead_and_pair
from alongside.programmes.queries import HELPERS, PROGRAMMES
from alongside.programmes.schemas import (
    ChangeProgramme,
    HelpersView,
    HelperView,
    MakeProgramme,
    ProgrammePage,
    ProgrammeView,
    see_programme,
)


class EndsBeforeItStarts(Unprocessable):
    code = "ends_before_it_starts"
    title = "A programme ends on the day it starts, or later."


class NotOfThisProgramme(Unprocessable):
    code = "no_such_lead"
    title = "Choose safeguarding leads who take part in this programme."


class LeadIsPaired(Unprocessable):
    code = "lead_is_paired"
    title = (
        "A safeguarding lead reads what people tell in private. So it cannot be anybody who "
        "coaches or is coached here, or was before. Choose somebody else."
    )


async def _see(db: AsyncSession, actor: Actor, rows: Sequence[Any]) -> list[ProgrammeView]:
    """Show programmes; to those who run one, with who would read what is written of somebody."""
    run = {row["id"] for row in rows if actor.runs(row["id"])}
    helpers = await readers_in(db, run)
    return [see_programme(row, helpers.get(row["id"], ())) for row in rows]


async def list_programmes(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked
) -> ProgrammePage:
    page = await page_of(db, actor, PROGRAMMES, asked, cursors)
    shown = await _see(db, actor, page.rows)
    return ProgrammePage(items=shown, next=page.next)


async def read_programme(db: AsyncSession, actor: Actor, programme_id: UUID) -> ProgrammeView:
    (seen,) = await _see(db, actor, [await one(db, actor, PROGRAMMES, programme_id)])
    return seen


async def list_helpers(db: AsyncSession, actor: Actor, programme_id: UUID) -> HelpersView:
    """Say by name who runs a programme, to those who take part in it."""
    await one(db, actor, PROGRAMMES, programme_id)
    found = (await db.execute(HELPERS, {"programme_id": programme_id})).mappings().all()
    shown = [HelperView(**{k: row[k] for k in HelperView.model_fields}) for row in found]
    return HelpersView(items=shown)


def _check_dates(programme: Programme) -> None:
    starts, ends = programme.starts_on, programme.ends_on
    if starts and ends and ends < starts:
        mend = FieldError("/ends_on", EndsBeforeItStarts.code, EndsBeforeItStarts.title)
        raise EndsBeforeItStarts(errors=[mend])


async def _make(db: AsyncSession, actor: Actor, command: MakeProgramme) -> UUID:
    programme = Programme(**command.model_dump(), labels={})
    _check_dates(programme)
    db.add(programme)
    await db.flush()
    made = Thing("programme", programme.id, programme.id)
    note(db, actor, Action.PROGRAMME_MAKE, made)
    return programme.id


async def make_programme(
    db: AsyncSession, actor: Actor, retry: Retry | None, command: MakeProgramme
) -> ProgrammeView:
    if not may_at_all(actor.seats, Action.PROGRAMME_MAKE):
        raise NotAllowed
    return await once(
        db,
        actor,
        retry,
        make=lambda: _make(db, actor, command),
        tell=lambda programme_id: read_programme(db, actor, programme_id),
    )


async def _set_leads(db: AsyncSession, programme_id: UUID, leads: set[UUID]) -> None:
    here = (Participant.programme_id == programme_id, Participant.state == ParticipantState.ACTIVE)
    known = set(await db.scalars(select(Participant.id).where(*here, Participant.id.in_(leads))))
    if known != leads:
        mend = FieldError("/safeguarding_leads", NotOfThisProgramme.code, NotOfThisProgramme.title)
        raise NotOfThisProgramme(errors=[mend])
    is_lead = Participant.id.in_(leads)
    differs = Participant.safeguarding_lead != is_lead
    naming = update(Participant).where(*here, differs).values(safeguarding_lead=is_lead)
    try:
        await db.execute(naming, execution_options={"synchronize_session": False})
    except IntegrityError as error:
        if not would_lead_and_pair(error):
            raise
        mend = FieldError("/safeguarding_leads", LeadIsPaired.code, LeadIsPaired.title)
        raise LeadIsPaired(errors=[mend]) from None


def _apply(programme: Programme, values: dict[str, Any]) -> None:
    if "labels" in values:
        given = values.pop("labels")
        merged = {} if given is None else programme.labels | given
        programme.labels = {role: word for role, word in merged.items() if word}
    for name, value in values.items():
        setattr(programme, name, "" if name == "aims" and value is None else value)


async def change_programme(
    db: AsyncSession,
    actor: Actor,
    programme_id: UUID,
    change: ChangeProgramme,
    if_match: str | None,
) -> ProgrammeView:
    programme = await fetch(db, actor, Programme, programme_id, to=Action.PROGRAMME_CHANGE)
    must_match(if_match, await read_programme(db, actor, programme_id))
    values = change.model_dump()
    leads = values.pop("safeguarding_leads", False)
    _apply(programme, values)
    _check_dates(programme)
    await db.flush()
    if leads is not False:
        await _set_leads(db, programme_id, set(leads or ()))
    changed = Thing("programme", programme_id, programme_id)
    note(db, actor, Action.PROGRAMME_CHANGE, changed)
    return await read_programme(db, actor, programme_id)
