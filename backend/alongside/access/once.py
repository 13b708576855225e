"""Making a thing once, however often the request comes."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.clock import now
from alongside.core.errors import Unprocessable
from alongside.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
CREATED = 201

Told = TypeVar("Told")


class KeyReused(Unprocessable):
    code = "idempotency_key_reused"
    title = "This Idempotency-Key was used for another request. Send a new key."


@dataclass(frozen=True)
class Retry:
    """An idempotency key, the operation it is for, and the request it came with."""

    operation: str
    key: str
    request: bytes

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.request).digest()


async def _is_first(db: AsyncSession, actor: Actor, retry: Retry) -> bool:
    """Claim the key. A twin that is under way is waited for, by the unique index."""
    at = now()
    mine = KeptAnswer.person_id == actor.person_id
    await db.execute(delete(KeptAnswer).where(mine, KeptAnswer.created_at < at - KEPT_FOR))
    claimed = await db.execute(
        insert(KeptAnswer)
        .values(
            person_id=actor.person_id,
            operation=retry.operation,
            key=retry.key,
            digest=retry.digest,
            status=CREATED,
            created_at=at,
        )
        .on_conflict_do_nothing()
        .returning(KeptAnswer.key)
    )
    return claimed.first() is not None


async def once(
    db: AsyncSession,
    actor: Actor,
    retry: Retry | None,
    *,
    make: Callable[[], Awaitable[UUID]],
    tell: Callable[[UUID], Awaitable[Told]],
) -> Told:
    """Make a thing, or find what the same key made, and tell it under today's rights."""
    if retry is None:
        return await tell(await make())
    this = (
        KeptAnswer.person_id == actor.person_id,
        KeptAnswer.operation == retry.operation,
        KeptAnswer.key == retry.key,
    )
    if await _is_first(db, actor, retry):
        made = await make()
        await db.execute(update(KeptAnswer).where(*this).values(made_id=made))
        return await tell(made)
    kept = (await db.execute(select(KeptAnswer.digest, KeptAnswer.made_id).where(*this))).one()
    if kept.digest != retry.digest:
        raise KeyReused
    return await tell(kept.made_id)
