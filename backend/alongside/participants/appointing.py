"""Appointing those who run a programme: an operator may, and so may its coordinators.

An operator comes from outside: so the coordinators who are there are told of it.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Recent, Thing, note
from alongside.access.enforce import fetch
from alongside.access.once import Retry
from alongside.access.policy import Action
from alongside.mail import Kind, post
from alongside.models import Programme, Role
from alongside.participants.queries import who_else_coordinates
from alongside.participants.schemas import AnyParticipant, AppointCoordinator
from alongside.participants.service import once_told, take_in


async def _tell_the_others(db: AsyncSession, programme_id: UUID, appointed_id: UUID) -> None:
    for person_id in await db.scalars(who_else_coordinates(programme_id, appointed_id)):
        await post(db, to=person_id, kind=Kind.COORDINATOR_APPOINTED)


async def appoint_coordinator(
    db: AsyncSession,
    actor: Actor,
    recent: Recent,
    retry: Retry | None,
    *,
    programme_id: UUID,
    command: AppointCoordinator,
) -> AnyParticipant:
    """Make somebody a coordinator; they join as the person of that address."""

    async def make() -> UUID:
        programme = await fetch(
            db, actor, Programme, programme_id, to=Action.COORDINATOR_APPOINT, lock=False
        )
        fields = command.model_dump() | {"role": Role.COORDINATOR}
        made = await take_in(db, programme.id, fields)
        appointed = Thing("participant", made, programme.id, made)
        note(db, actor, Action.COORDINATOR_APPOINT, appointed)
        if not actor.runs(programme.id):
            await _tell_the_others(db, programme.id, made)
        return made

    return await once_told(db, actor, recent, retry, make)
