"""Sealing what was noted, a minute later, and finding what was altered since.

The database seals (`seal_entries`), so that who serves needs no right to read the trail. Here the
same is worked out a second time, from the rows alone.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from sqlalchemy import DateTime, bindparam, text
from sqlalchemy.exc import DBAPIError

from alongside.core.clock import now
from alongside.core.db import Database
from alongside.models.audit import KEPT_FOR

SETTLED = timedelta(minutes=1)
EVERY_SECONDS = 60
NOWHERE = UUID(int=0)
FIELDS = (
    "programme_id", "id", "at", "actor_person_id", "actor_id", "action", "thing", "thing_id",
    "subject_id", "reason", "request_id",
)  # fmt: skip
SEAL = text("select seal_entries(:up_to)").bindparams(
    bindparam("up_to", type_=DateTime(timezone=True))
)

Row = Mapping[str, Any]
log = structlog.get_logger()


async def seal(database: Database, at: datetime) -> None:
    """Seal what was noted more than a minute ago: by then its transaction has ended."""
    async with database.transaction() as db:
        await db.execute(SEAL, {"up_to": at - SETTLED})


async def keep_sealing(database: Database) -> None:
    """Seal each minute, for as long as we serve. Nothing waits for it."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            await seal(database, now())
        except DBAPIError:
            log.warning("not_sealed")


class Finding(NamedTuple):
    """The first thing that is not as it was sealed."""

    what: str
    chain: UUID
    seal: int
    entry: UUID | None = None


class Verdict(NamedTuple):
    """What was found, how much is sealed and not yet, and the newest seal of each programme."""

    finding: Finding | None
    sealed: int
    waiting: int
    heads: dict[UUID, bytes]


def _microseconds(at: datetime) -> str:
    return str((at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1))


def _said(value: Any) -> str | None:
    if isinstance(value, datetime):
        return _microseconds(value)
    return None if value is None else str(value)


def canonical(parts: Sequence[str | None]) -> bytes:
    """Write words down in one way, each with its length, so that no two lists are alike."""
    return ",".join("-" if p is None else f"{len(p.encode())}:{p}" for p in parts).encode()


def digest_of(entry: Row) -> bytes:
    """Say in 32 bytes what an entry says; what has a kind is of the open part."""
    part = "audit_entry" if "kind" in entry else "restricted_entry"
    kind = [_said(entry["kind"])] if "kind" in entry else []
    words = canonical([part, *(_said(entry[name]) for name in FIELDS), *kind])
    return hashlib.sha256(b"\0" + words).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Say what many digests come to, two by two; one that is left over goes up as it is."""
    while len(leaves) > 1:
        pairs = [leaves[i : i + 2] for i in range(0, len(leaves), 2)]
        leaves = [
            hashlib.sha256(b"\1" + p[0] + p[1]).digest() if len(p) > 1 else p[0] for p in pairs
        ]
    return leaves[0] if leaves else b""


def seal_of(row: Row) -> bytes:
    """Work out what a seal must be."""
    words = canonical([
        str(row["chain"]), str(row["number"]), _microseconds(row["until"]), str(len(row["ids"])),
    ])  # fmt: skip
    whole = b"\2" + bytes(row["previous"]) + words
    return hashlib.sha256(whole + root_of([bytes(d) for d in row["digests"]])).digest()


def verify(entries: Sequence[Row], seals: Sequence[Row]) -> Verdict:
    """Hold every entry against its seal; the first that differs is named."""
    chains: dict[UUID, list[Row]] = defaultdict(list)
    for row in seals:
        chains[row["chain"]].append(row)
    by_chain: dict[UUID, dict[UUID, Row]] = defaultdict(dict)
    for entry in entries:
        by_chain[entry["programme_id"] or NOWHERE][entry["id"]] = entry
    findings = (_in_chain(c, chains[c], by_chain[c]) for c in sorted({*chains, *by_chain}))
    found = next((one for one in findings if one), None)
    sealed = sum(len(row["ids"]) for row in seals)
    heads = {
        c: bytes(max(rows, key=lambda r: r["number"])["seal"]) for c, rows in chains.items() if rows
    }
    return Verdict(found, sealed, max(len(entries) - sealed, 0), heads)


def _in_chain(chain: UUID, seals: list[Row], entries: dict[UUID, Row]) -> Finding | None:
    before: Row | None = None
    for row in sorted(seals, key=lambda r: r["number"]):
        found = _in_seal(row, entries) or _broken(row, before)
        if found:
            return found
        before = row
    known = {key for row in seals for key in row["ids"]}
    if before is None:
        return None
    late = [e for key, e in entries.items() if key not in known and e["at"] <= before["until"]]
    if not late:
        return None
    first = min(late, key=lambda e: (e["at"], e["id"]))
    return Finding("added later", chain, before["number"], first["id"])


def _broken(row: Row, before: Row | None) -> Finding | None:
    """Say whether a seal itself was altered, or one before it is gone."""
    number, previous = (before["number"], bytes(before["seal"])) if before else (0, b"")
    if row["number"] != number + 1 or bytes(row["previous"]) != previous:
        return Finding("seal missing", row["chain"], number + 1)
    if seal_of(row) != bytes(row["seal"]):
        return Finding("seal altered", row["chain"], row["number"])
    return None


def _in_seal(row: Row, entries: dict[UUID, Row]) -> Finding | None:
    """Find the first entry of a seal that is missing, altered or out of its order."""
    last: tuple[datetime, UUID] | None = None
    for key, digest in zip(row["ids"], row["digests"], strict=False):
        entry = entries.get(key)
        if entry is None and row["until"] < now() - KEPT_FOR:
            continue  # it was let go after its time
        if entry is None:
            return Finding("missing", row["chain"], row["number"], key)
        if digest_of(entry) != bytes(digest):
            return Finding("altered", row["chain"], row["number"], key)
        place = (entry["at"], entry["id"])
        if last is not None and place <= last:
            return Finding("reordered", row["chain"], row["number"], key)
        last = place
    return None
