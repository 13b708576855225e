"""Keeping what an import brings: bulk statements, all in one transaction."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from psycopg.errors import ExclusionViolation, ForeignKeyViolation, UniqueViolation
from sqlalchemy import Executable, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.private_texts import keep_keys
from alongside.core.bulk import as_json
from alongside.core.db import TRIES, Busy, retrying, savepoint
from alongside.core.ids import new_id, secret_id
from alongside.core.vault import DECLARATION, DataKey, Holder, Vault
from alongside.imports.digests import Digests
from alongside.imports.gathering import Moved
from alongside.imports.planning import Newcomer, Plan
from alongside.imports.queries import (
    ADD_PARTICIPANTS,
    CHANGE_PARTICIPANTS,
    DECLARE,
    PERSONS_OF,
    REMEMBER,
    STATE,
    pairs,
)
from alongside.imports.reading.rows import Row
from alongside.imports.settling import FILLED, Fields, Settled, called, given_by
from alongside.models import ParticipantState, RosterImport
from alongside.models.declaration import place_of_declaration
from alongside.models.participant import make_pseudonym

Done = TypeVar("Done")
OTHERS_CAME_FIRST = (ExclusionViolation, ForeignKeyViolation, UniqueViolation)

NOBODY_YET: Fields = dict.fromkeys(STATE) | {
    "lived_experience": False,
    "safeguarding_lead": False,
    "state": ParticipantState.ACTIVE.value,
}


@dataclass(frozen=True)
class Keeping:
    """One import that is being kept."""

    db: AsyncSession
    digests: Digests
    vault: Vault
    at: datetime
    import_id: UUID = field(default_factory=new_id)
    new_keys: list[tuple[DataKey, bytes]] = field(default_factory=list)

    @property
    def place(self) -> Fields:
        return {"programme_id": self.digests.programme_id}

    async def write(self, statement: Executable, rows: list[Fields]) -> None:
        if rows:
            await self.db.execute(statement, {"rows": [as_json(row) for row in rows]})


@dataclass(frozen=True)
class Written:
    """What is written of one participant: themselves, what to remember, and what they declare."""

    participant: Fields
    remembered: Fields
    declaration: Fields | None


async def trying(db: AsyncSession, work: Callable[[], Awaitable[Done]]) -> Done:
    """Do `work` whole, and again if others changed something of it meanwhile."""

    async def whole() -> Done:
        async with savepoint(db):
            return await work()

    for _ in range(TRIES):
        try:
            return await retrying(whole)
        except Moved:
            continue
        except IntegrityError as error:
            if not isinstance(error.orig, OTHERS_CAME_FIRST):
                raise
    raise Busy


async def keep(keeping: Keeping, plan: Plan, file_name: str) -> UUID:
    """Write everything that a plan says, and what it takes to undo it."""
    db, at = keeping.db, keeping.at
    new = await _newcomers(keeping, plan.new)
    known = await _known(keeping, [one for one in plan.met if one.is_news])
    every = [*new, *known]
    kept = {"id": keeping.import_id, "file_name": file_name, "created_at": at}
    await db.execute(insert(RosterImport), [{**keeping.place, **kept, **plan.counts}])
    await keeping.write(ADD_PARTICIPANTS, [one.participant for one in new])
    await keeping.write(CHANGE_PARTICIPANTS, [one.participant for one in known if one.participant])
    await keep_keys(db, keeping.new_keys)
    await keeping.write(DECLARE, [one.declaration for one in every if one.declaration])
    await keeping.write(REMEMBER, [one.remembered for one in every])
    return keeping.import_id


async def _newcomers(keeping: Keeping, newcomers: tuple[Newcomer, ...]) -> list[Written]:
    if not newcomers:
        return []
    asked = {
        "ids": [new_id() for _ in newcomers],
        "addresses": [one.fields.get("email") for one in newcomers],
        "called": [called(one.fields) for one in newcomers],
        "at": keeping.at,
    }
    person_ids = await keeping.db.scalar(PERSONS_OF, asked)
    return [_newcomer(keeping, *one) for one in zip(newcomers, person_ids, strict=True)]


def _newcomer(keeping: Keeping, newcomer: Newcomer, person_id: UUID) -> Written:
    key = new_id()
    state = NOBODY_YET | newcomer.fields | {"display_name": called(newcomer.fields)}
    made: Fields = {"id": key, "person_id": person_id, "role": newcomer.row.entry.role}
    made |= {"pseudonym": make_pseudonym(), "created_at": keeping.at}
    declaration = _declaration(keeping, newcomer.row, key)
    remembered = {
        "participant_id": key,
        "step": 1,
        "given": given_by(newcomer.row, newcomer.fields, key, keeping.digests),
        "before": None,
        "left_as": keeping.digests.state(state, 0),
    }
    return Written(
        keeping.place | made | state,
        _remembered(keeping, newcomer.row, remembered, declaration),
        declaration,
    )


async def _known(keeping: Keeping, settled: list[Settled]) -> list[Written]:
    changed = any(one.is_change for one in settled)
    paired = await count_pairings(keeping.db, keeping.digests.programme_id) if changed else {}
    return [_settled(keeping, one, paired) for one in settled]


def _settled(keeping: Keeping, settled: Settled, paired: Mapping[UUID, int]) -> Written:
    key = settled.somebody.id
    state = {name: {**settled.now, **settled.changes}[name] for name in STATE}
    declaration = _declaration(keeping, settled.row, key) if settled.declares else None
    left_as = keeping.digests.state(state, paired.get(key, 0)) if settled.is_change else None
    remembered = {
        "participant_id": key,
        "step": settled.somebody.step + 1,
        "given": settled.given,
        "before": as_json({name: settled.now[name] for name in settled.changes}),
        "left_as": left_as,
    }
    filled = {name: state[name] for name in FILLED} if settled.changes else {}
    return Written(
        keeping.place | {"id": key} | filled if filled else {},
        _remembered(keeping, settled.row, remembered, declaration),
        declaration,
    )


def _declaration(keeping: Keeping, row: Row, participant_id: UUID) -> Fields | None:
    """Make what a participant declares: theirs from now on, and no coordinator's to read.

    It is sealed by a new key: a coordinator can add keys for others, and fetch none.
    """
    if not row.entry.private:
        return None
    here, declaration_id = keeping.digests.programme_id, secret_id()
    key, wrapped = keeping.vault.make_key(Holder(here, participant_id, DECLARATION))
    keeping.new_keys.append((key, wrapped))
    sealed = key.seal(place_of_declaration(here, declaration_id), row.entry.private)
    told = {"id": declaration_id, "participant_id": participant_id}
    return keeping.place | told | {"sealed": sealed, "key_id": key.id, "created_at": keeping.at}


def _remembered(
    keeping: Keeping, row: Row, remembered: Fields, declaration: Fields | None
) -> Fields:
    told = {
        "import_id": keeping.import_id,
        "known_as": keeping.digests.known_as(row.entry),
        "declaration_id": declaration["id"] if declaration else None,
    }
    return keeping.place | told | remembered


async def count_pairings(db: AsyncSession, programme_id: UUID) -> Counter[UUID]:
    """Count in how many pairings each participant is, or was."""
    found = await db.execute(pairs(programme_id))
    return Counter(member for pair in found for member in pair)
