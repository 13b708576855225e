"""Who helps in a programme, by name: its team, its learning partners, its safeguarding leads.

The names come from readers_of(), which tells them to the programme's own alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Label, Text, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

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
_id = lru_cache(maxsize=4096)(UUID)  # the same few are read again and again
TOLD = ("role", "display_name", "safeguarding_lead", "participant_id")


class Reader(NamedTuple):
    """Somebody who reads for a whole programme."""

    role: str
    display_name: str
    lead: bool
    participant_id: UUID


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


def helpers_of(programme_id: Any) -> Label[Any]:
    """Have the readers of a row's programme told along with it, in the same trip."""
    told = func.readers_of(programme_id).table_valued(*TOLD, with_ordinality="place")
    told = told.render_derived()
    each = func.json_build_array(*(told.c[name] for name in TOLD))
    gathered = func.json_agg(aggregate_order_by(each, told.c.place))
    return select(gathered).scalar_subquery().label("helpers")


def told_helpers(row: Mapping[str, Any]) -> Sequence[Reader]:
    """Read what helpers_of() told; nobody, to somebody who is not of that programme."""
    return [Reader(role, name, lead, _id(key)) for role, name, lead, key in row["helpers"] or ()]
