"""What people do with rosters."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import Thing, note
from alongside.access.enforce import fetch, one, page_of
from alongside.access.once import Retry, once
from alongside.access.policy import Action
from alongside.core.clock import now
from alongside.core.pages import Asked, Cursors, Page
from alongside.core.vault import Vault
from alongside.imports.digests import Digests
from alongside.imports.gathering import Looking, gather
from alongside.imports.keeping import Keeping, keep, trying
from alongside.imports.planning import Plan
from alongside.imports.queries import IMPORTS, holding
from alongside.imports.reading.columns import read_mapping
from alongside.imports.reading.roster import Roster, read_roster
from alongside.imports.schemas import ImportView, Told, see_dry_run, see_import
from alongside.imports.undoing import undo
from alongside.models import Programme, RosterImport


@dataclass(frozen=True)
class BringRoster:
    """A file, what its columns mean where that was said by hand, and what it is called."""

    body: bytes
    mapping: tuple[str, ...] = ()
    file_name: str = ""


@dataclass(frozen=True)
class ToProgramme:
    """The programme that a list is for, the server's key for what imports remember, the vault."""

    id: UUID
    key: bytes
    vault: Vault

    @property
    def digests(self) -> Digests:
        return Digests(self.key, self.id)


async def list_imports(db: AsyncSession, actor: Actor, cursors: Cursors, asked: Asked) -> Page:
    return await page_of(db, actor, IMPORTS, asked, cursors)


async def read_import(db: AsyncSession, actor: Actor, import_id: UUID) -> ImportView:
    return see_import(await one(db, actor, IMPORTS, import_id))


async def _read(programme: Programme, brought: BringRoster) -> Roster:
    """Read the file, in a thread of its own: a long list takes a second."""
    mapping = read_mapping(brought.mapping)
    return await asyncio.to_thread(read_roster, brought.body, mapping, dict(programme.labels))


async def _tell(plan: Plan) -> Told:
    def told() -> Told:
        return Told(plan.errors, plan.warnings, plan.coordinators, plan.mend_csv)

    return await asyncio.to_thread(told)


async def check_may_import(db: AsyncSession, actor: Actor, programme_id: UUID) -> Programme:
    """Refuse before the file is read."""
    return await fetch(db, actor, Programme, programme_id, to=Action.IMPORT_MAKE, lock=False)


async def check_roster(
    db: AsyncSession, actor: Actor, to: ToProgramme, brought: BringRoster
) -> ImportView:
    """Say what an import would do, and keep nothing."""
    programme = await check_may_import(db, actor, to.id)
    roster = await _read(programme, brought)
    plan = await gather(db, roster, Looking(to.digests))
    return see_dry_run(to.id, brought.file_name, plan.counts, await _tell(plan))


async def import_roster(
    db: AsyncSession,
    actor: Actor,
    retry: Retry | None,
    to: ToProgramme,
    brought: BringRoster,
) -> ImportView:
    """Take the good rows of a roster in; those to mend are given back, and not kept."""
    programme = await check_may_import(db, actor, to.id)
    roster = await _read(programme, brought)
    plans: list[Plan] = []

    async def keep_now() -> UUID:
        plan = await gather(db, roster, Looking(to.digests, hold=True))
        keeping = Keeping(db, to.digests, to.vault, now())
        import_id = await keep(keeping, plan, brought.file_name)
        plans.append(plan)
        return import_id

    async def make() -> UUID:
        await db.execute(holding(to.id))
        import_id = await trying(db, keep_now)
        note(db, actor, Action.IMPORT_MAKE, Thing("roster_import", import_id, to.id))
        return import_id

    async def tell(import_id: UUID) -> ImportView:
        row = await one(db, actor, IMPORTS, import_id)
        done = plans or [await gather(db, roster, Looking(to.digests, past=import_id))]
        return see_import(row, await _tell(done[-1]))

    return await once(db, actor, retry, make=make, tell=tell)


async def undo_import(db: AsyncSession, actor: Actor, import_id: UUID, key: bytes) -> ImportView:
    """Take a whole list back, once, while nobody of it has acted."""
    seen = await one(db, actor, IMPORTS, import_id)
    programme_id: UUID = seen["programme_id"]
    await db.execute(holding(programme_id))
    roster_import = await fetch(db, actor, RosterImport, import_id, to=Action.IMPORT_UNDO)
    roster_import.undo(now())

    async def undo_now() -> None:
        await undo(db, Digests(key, programme_id), import_id)

    await trying(db, undo_now)
    await db.flush()
    note(db, actor, Action.IMPORT_UNDO, Thing("roster_import", import_id, programme_id))
    return await read_import(db, actor, import_id)
