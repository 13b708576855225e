"""What people do about organisations."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.enforce import one, page_of
from alongside.access.lanes import may_at_all
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.core.bulk import as_json
from alongside.core.clock import now
from alongside.core.errors import Conflict, FieldError, NotAllowed, Unprocessable
from alongside.core.ids import new_id
from alongside.core.pages import Asked, Cursors, Page
from alongside.models import Organisation
from alongside.organisations.ods import PublishedOrganisation, read_ods
from alongside.organisations.queries import ORGANISATIONS, PUBLISHED, taking_over
from alongside.organisations.schemas import (
    AddOrganisation,
    OrganisationImportView,
    OrganisationView,
    RowErrorView,
    see_organisation,
)

TAKING_OVER = taking_over()


class CodeTaken(Conflict):
    code = "ods_code_taken"
    title = "There is an organisation with this code already. Look for it in the list."


class ClosedBeforeItOpened(Unprocessable):
    code = "closed_before_it_opened"
    title = "An organisation closes on the day it opened, or later."


def _check_may(actor: Actor, action: Action) -> None:
    if not may_at_all(actor.seats, action):
        raise NotAllowed


async def list_organisations(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked
) -> Page:
    return await page_of(db, actor, ORGANISATIONS, asked, cursors)


async def read_organisation(
    db: AsyncSession, actor: Actor, organisation_id: UUID
) -> OrganisationView:
    return see_organisation(await one(db, actor, ORGANISATIONS, organisation_id))


async def _add(db: AsyncSession, command: AddOrganisation) -> UUID:
    opened, closed = command.opened_on, command.closed_on
    if opened and closed and closed < opened:
        mend = FieldError("/closed_on", ClosedBeforeItOpened.code, ClosedBeforeItOpened.title)
        raise ClosedBeforeItOpened(errors=[mend])
    organisation = Organisation(id=new_id(), **command.model_dump())
    db.add(organisation)
    try:
        await db.flush()
    except IntegrityError as error:
        if "organisation_ods_code_key" not in str(error.orig):
            raise
        mend = FieldError("/ods_code", CodeTaken.code, CodeTaken.title)
        raise CodeTaken(errors=[mend]) from None
    return organisation.id


async def add_organisation(
    db: AsyncSession, actor: Actor, retry: Retry | None, command: AddOrganisation
) -> OrganisationView:
    _check_may(actor, Action.ORGANISATION_ADD)
    return await once(
        db,
        actor,
        retry,
        make=lambda: _add(db, command),
        tell=lambda organisation_id: read_organisation(db, actor, organisation_id),
    )


def check_may_import(actor: Actor) -> None:
    """Refuse before the file is read."""
    _check_may(actor, Action.ORGANISATION_IMPORT)


def _row(published: PublishedOrganisation) -> dict[str, Any]:
    fields = {name: getattr(published, name) for name in ("ods_code", *PUBLISHED)}
    return as_json({"id": new_id(), "created_at": now(), **fields})


async def import_organisations(
    db: AsyncSession, actor: Actor, body: bytes
) -> OrganisationImportView:
    """Take over a published file, whole: a code that is known keeps its id."""
    check_may_import(actor)
    published, errors = read_ods(body)
    rows = [_row(one) for one in published]
    done = (await db.scalars(TAKING_OVER, {"rows": rows})).all()
    return OrganisationImportView(
        created=sum(done),
        updated=len(done) - sum(done),
        unchanged=len(published) - len(done),
        errors=[RowErrorView.model_validate(error) for error in errors],
    )
