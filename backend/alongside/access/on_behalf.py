"""Acting for somebody who cannot sign in: whom for, and how they said so, is kept with the change.

Who can sign in speaks for themselves. What is private, and what learning partners hear, nobody
says for anybody.
"""

from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from psycopg import Error as PsycopgError
from psycopg.errors import InsufficientPrivilege
from pydantic import Field
from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Said, Thing, note
from alongside.access.policy import Action
from alongside.access.relations import cannot_sign_in
from alongside.core.bulk import table_of
from alongside.core.clock import now
from alongside.core.db import run_later
from alongside.core.errors import Conflict, FieldError, NotAllowed, Unprocessable
from alongside.core.ids import new_id
from alongside.core.views import Command
from alongside.models import Means, Participant, Role, SaidFor

_kept = table_of(SaidFor)
KEEP = insert(_kept).values({c.name: bindparam(c.name, type_=c.type) for c in _kept.c})


class OnBehalf(Command):
    """For whom a coordinator acts, and how that person told them."""

    participant_id: Annotated[UUID, Field(description="Somebody who has no way to sign in.")]
    means: Annotated[Means, Field(description="How they said so.", examples=["phone"])]


class SpeaksForThemselves(Conflict):
    code = "speaks_for_themselves"
    title = "This person can sign in, so this is theirs to say. Please ask them to."


class NotOneOfThem(Unprocessable):
    code = "not_one_of_them"
    title = "Say it for somebody whom this is about."


async def must_be_theirs_to_say(
    db: AsyncSession, actor: Actor, programme_id: UUID, said: OnBehalf, among: Collection[UUID]
) -> None:
    """Refuse to let somebody speak for whom they may not: who can, who is not meant, or oneself."""
    if not actor.runs(programme_id) or actor.participant_ids & {*among}:
        raise NotAllowed
    if said.participant_id not in among:
        fault = FieldError("/on_behalf/participant_id", NotOneOfThem.code, NotOneOfThem.title)
        raise NotOneOfThem(errors=[fault])
    here = (Participant.programme_id == programme_id, Participant.id == said.participant_id)
    silent = select(Participant.id).where(*here, cannot_sign_in(Participant.__table__.c))
    if await db.scalar(silent.with_for_update(read=True)) is None:
        raise SpeaksForThemselves


def _in_words(error: PsycopgError) -> SpeaksForThemselves | None:
    """Tell what row security refuses: since we looked, they have got a way to say it themselves."""
    is_ours = isinstance(error, InsufficientPrivilege) and SaidFor.__tablename__ in str(error)
    return SpeaksForThemselves() if is_ours else None


def note_or_keep(  # noqa: PLR0917 - what is noted, and perhaps for whom
    db: AsyncSession,
    actor: Actor,
    action: Action,
    thing: Thing,
    among: Collection[UUID],
    said: OnBehalf | None,
) -> None:
    """Note what somebody does: in their own name, or for who told them."""
    if said:
        keep_said(db, actor, action, thing, said)
    else:
        note(db, actor, action, thing, among=among)


def keep_said(db: AsyncSession, actor: Actor, action: Action, thing: Thing, said: OnBehalf) -> None:
    """Keep for the person what was done for them, and note it as done on their behalf."""
    seats = actor.seats_in(thing.programme_id)
    by_id = next(seat.participant_id for seat in seats if seat.role is Role.COORDINATOR)
    run_later(db, KEEP, refused=_in_words, values={
        "programme_id": thing.programme_id,
        "id": new_id(),
        "participant_id": said.participant_id,
        "by_id": by_id,
        "means": said.means.value,
        "action": action.value,
        "thing": thing.kind,
        "thing_id": thing.id,
        "created_at": now(),
    })  # fmt: skip
    note(db, actor, action, thing, said=Said(said.participant_id, said.means.value))
