"""Making a thing once, however often the request comes."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.core.bulk import table_of
from alongside.core.clock import now
from alongside.core.db import run_kept, run_later
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
    """An idempotency key, the operation it is for, and what tells its request from another.

    The digest (32 bytes) is kept for a day, beside text that only few may read. It is therefore
    made under a secret of the server: whoever holds a dump cannot try guesses at the text.
    """

    operation: str
    key: str
    digest: bytes


def retry_for(secret: bytes, operation: str, key: str, request: bytes) -> Retry:
    told = b"\0".join((operation.encode(), key.encode(), request))
    return Retry(operation, key, hmac.digest(secret, told, "sha256"))


_kept = table_of(KeptAnswer)
_mine = _kept.c.person_id == bindparam("person_id")
_this = and_(_mine, _kept.c.operation == bindparam("operation"), _kept.c.key == bindparam("key"))
FORGET = delete(_kept).where(_mine, _kept.c.created_at < bindparam("before"))
CLAIM = insert(_kept).on_conflict_do_nothing().returning(_kept.c.key)
FULFIL = update(_kept).where(_this).values(made_id=bindparam("made"))
RECALL = select(_kept.c.digest, _kept.c.made_id).where(_this)


async def _is_first(db: AsyncSession, this: dict[str, Any], retry: Retry) -> bool:
    """Claim the key. A twin that is under way is waited for, by the unique index."""
    at = now()
    run_later(db, FORGET, {"person_id": this["person_id"], "before": at - KEPT_FOR})
    claim = {"digest": retry.digest, "status": CREATED, "made_id": None, "created_at": at}
    return bool(await run_kept(db, CLAIM, this | claim))


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
    this = {"person_id": actor.person_id, "operation": retry.operation, "key": retry.key}
    if await _is_first(db, this, retry):
        made = await make()
        run_later(db, FULFIL, this | {"made": made})
        return await tell(made)
    (kept,) = await run_kept(db, RECALL, this)
    if kept["digest"] != retry.digest:
        raise KeyReused
    return await tell(kept["made_id"])
