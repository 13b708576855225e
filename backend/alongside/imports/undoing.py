"""Undoing an import once, whole, while nobody of it has acted."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.core.bulk import as_json
from alongside.core.errors import Conflict
from alongside.imports.digests import Digests
from alongside.imports.keeping import count_pairings
from alongside.imports.queries import (
    CHANGE_PARTICIPANTS,
    FORGET,
    STATE,
    TAKE_BACK,
    as_they_are,
    coordinators_left,
    forgetting,
    removing,
    rows_of,
    spoken_for,
    touched_later,
)
from alongside.imports.settling import FILLED

NAMED = 3


class LaterImport(Conflict):
    code = "import_not_last"
    title = "A later list changed some of the same people. Undo that list first."


class ImportActedOn(Conflict):
    code = "import_acted_on"
    title = (
        "Somebody of this list has signed in, been paired, changed or spoken for since, so "
        "it cannot be undone as a whole. Correct or end people one by one."
    )


class NobodyLeftToCoordinate(Conflict):
    code = "last_coordinator"
    title = (
        "This would leave the programme without a coordinator. Appoint another one first, and wait "
        "until they have come in."
    )


async def undo(db: AsyncSession, digests: Digests, import_id: UUID) -> None:
    """Take an import back: who came by it goes, and who was changed is as before."""
    here = digests.programme_id
    if await db.scalar(touched_later(here, import_id)):
        raise LaterImport
    rows = (await db.execute(rows_of(here, import_id))).all()
    now = await _hold(db, here, [row.participant_id for row in rows])
    await _check_nobody_acted(db, digests, rows, now)
    made = sorted(row.participant_id for row in rows if row.before is None)
    if made and not await db.scalar(coordinators_left(here, made)):
        raise NobodyLeftToCoordinate
    await db.execute(TAKE_BACK, {"import_id": import_id})
    before = [_as_before(here, now[row.participant_id], row.before) for row in rows if row.before]
    if before:
        await db.execute(CHANGE_PARTICIPANTS, {"rows": before})
    await db.execute(forgetting(here, import_id))
    if made:
        await db.execute(removing(here, made))
        await db.execute(FORGET, {"who": [now[key]["person_id"] for key in made]})


async def _hold(db: AsyncSession, here: UUID, ids: Sequence[UUID]) -> Mapping[UUID, Any]:
    """Lock everybody of it, so that nobody is paired or signs in meanwhile."""
    held = as_they_are(here, sorted(ids)).with_for_update()
    return {row["id"]: row for row in (await db.execute(held)).mappings()}


async def _check_nobody_acted(
    db: AsyncSession, digests: Digests, rows: Sequence[Any], now: Mapping[UUID, Any]
) -> None:
    paired = await count_pairings(db, digests.programme_id)
    made = [row.participant_id for row in rows if row.before is None]
    spoken = set(await db.scalars(spoken_for(digests.programme_id, made)))
    acted = []
    for row in rows:
        one = now[row.participant_id]
        state = digests.state({name: one[name] for name in STATE}, paired[one["id"]])
        if one["id"] in spoken or (row.left_as is not None and row.left_as != state):
            acted.append(one["display_name"])
    if acted:
        raise ImportActedOn(f"{ImportActedOn.title} It is about {_named(sorted(acted))}.")


def _named(names: list[str]) -> str:
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _as_before(here: UUID, now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    values = {**{name: now[name] for name in FILLED}, **before}
    return as_json({"programme_id": here, "id": now["id"], **values})
