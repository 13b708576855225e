"""Reading what was written down for somebody: they themselves, and their programme's team."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.enforce import Row, one, page_of
from alongside.access.readers import readers_in
from alongside.core.pages import Asked, Cursors
from alongside.said_for.queries import SAID_FOR
from alongside.said_for.schemas import SaidForPage, SaidForView, see_said_for


async def _seen(db: AsyncSession, rows: Sequence[Row]) -> list[SaidForView]:
    team = await readers_in(db, {row["programme_id"] for row in rows})
    names = {
        reader.participant_id: reader.display_name for here in team.values() for reader in here
    }
    return [see_said_for(row, names.get(row["by_id"])) for row in rows]


async def list_said_for(
    db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked
) -> SaidForPage:
    page = await page_of(db, actor, SAID_FOR, asked, cursors)
    return SaidForPage(items=await _seen(db, page.rows), next=page.next)


async def read_said_for(db: AsyncSession, actor: Actor, said_for_id: UUID) -> SaidForView:
    (seen,) = await _seen(db, [await one(db, actor, SAID_FOR, said_for_id)])
    return seen
