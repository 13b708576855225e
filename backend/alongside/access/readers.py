"""Who reads what goes to the team, to learning partners or to safeguarding leads, by name.

Every free text says this before it is written. The names come from readers_of(), which tells them
to the programme's own alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.people import YOU
from alongside.models import Role

READERS = (
    text(
        "select p.id, r.role, r.display_name, r.lead, r.participant_id"
        " from unnest(cast(:programmes as uuid[])) as p(id)"
        " cross join lateral readers_of(p.id)"
        " with ordinality as r(role, display_name, lead, participant_id, place)"
        " order by p.id, r.place"
    )
    .bindparams(bindparam("programmes", type_=ARRAY(Uuid)))
    .columns(id=Uuid, role=Text, participant_id=Uuid)
)


class Reader(NamedTuple):
    """Somebody who reads for a whole programme."""

    role: str
    display_name: str
    lead: bool
    participant_id: UUID


Kind = Callable[[Reader], bool]


def of_the_team(reader: Reader) -> bool:
    return reader.role == Role.COORDINATOR


def of_learning(reader: Reader) -> bool:
    return reader.role == Role.LEARNING_PARTNER


def of_safeguarding(reader: Reader) -> bool:
    return reader.lead


async def readers_in(
    db: AsyncSession, programme_ids: Iterable[UUID]
) -> Mapping[UUID, Sequence[Reader]]:
    """Give the readers of each programme, those who joined first first."""
    found: dict[UUID, list[Reader]] = defaultdict(list)
    wanted = sorted(set(programme_ids))
    if wanted:
        for programme_id, *reader in await db.execute(READERS, {"programmes": wanted}):
            found[programme_id].append(Reader(*reader))
    return found


def names(readers: Iterable[Reader], kind: Kind) -> list[str]:
    return [reader.display_name for reader in readers if kind(reader)]


def names_to(actor: Actor, readers: Iterable[Reader], kind: Kind) -> list[str]:
    """Name them as one says it to somebody who may be one of them."""
    return [
        YOU if reader.participant_id in actor.participant_ids else reader.display_name
        for reader in readers
        if kind(reader)
    ]
