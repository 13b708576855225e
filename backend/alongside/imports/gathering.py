"""Setting a roster beside what is here: a few statements, however many rows there are."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.imports.digests import Digests
from alongside.imports.meeting import Here, Somebody, check_names, meet, names_key
from alongside.imports.planning import Organisations, Plan, check_organisation_names, plan
from alongside.imports.queries import (
    CALLED_LIKE,
    WHO_SIGNS_IN_BY,
    as_they_are,
    everybody_here,
    known_by,
    last_given,
    made_by,
    with_codes,
)
from alongside.imports.reading.roster import Roster
from alongside.imports.reading.rows import Entry
from alongside.imports.reading.spelling import email_key, phone_key
from alongside.imports.reading.within_file import (
    check_organisation_codes,
    check_within_file,
    names_of,
)
from alongside.models import ParticipantState


class Moved(Exception):
    """Somebody was changed between two looks. Look again."""


@dataclass(frozen=True)
class Looking:
    """How to look: whether to hold on to those who are met, and whose making to look past."""

    digests: Digests
    hold: bool = False
    past: UUID | None = None

    @property
    def programme_id(self) -> UUID:
        return self.digests.programme_id


async def gather(db: AsyncSession, roster: Roster, looking: Looking) -> Plan:
    """Say what each row of a roster would do just now."""
    names_by_code, organisations = await _organisations(db, roster)
    roster = check_organisation_codes(roster, names_by_code)
    roster = check_organisation_names(roster, organisations)
    people = await _people(db, roster, looking)
    here = Here(people.values(), looking.digests)
    roster, met = await asyncio.to_thread(_meet, roster, here)
    now = await _as_they_are(db, met, people, looking)

    def planned() -> Plan:
        return plan(
            roster, here, met=met, now=now, organisations=organisations, digests=looking.digests
        )

    return await asyncio.to_thread(planned)


def _meet(roster: Roster, here: Here) -> tuple[Roster, dict[int, Somebody]]:
    return meet(check_within_file(check_names(roster, here)), here)


def _entries(roster: Roster) -> list[Entry]:
    return [row.entry for row in roster.rows if not row.is_empty]


async def _organisations(db: AsyncSession, roster: Roster) -> tuple[dict[str, str], Organisations]:
    """Find the organisations that rows name: by code, and by names that only one has."""
    codes = {entry.organisation_code for entry in _entries(roster) if entry.organisation_code}
    coded = (await db.execute(with_codes(codes))).all() if codes else []
    typed = {entry.organisation for entry in _entries(roster) if entry.organisation}
    alike: dict[str, list[UUID]] = defaultdict(list)
    if typed:
        for name, found in await db.execute(CALLED_LIKE, {"names": sorted(typed)}):
            alike[name].append(found)
    named = {name: found[0] for name, found in alike.items() if len(found) == 1}
    return {one.ods_code: one.name for one in coded}, named | {
        one.ods_code: one.id for one in coded
    }


async def _people(db: AsyncSession, roster: Roster, looking: Looking) -> dict[UUID, Somebody]:
    """Read everybody who takes part or did, with what imports knew of those who may be met."""
    rows = (await db.execute(everybody_here(looking.programme_id))).mappings().all()
    if looking.past:
        made = set(await db.scalars(made_by(looking.programme_id, looking.past)))
        rows = [row for row in rows if row["id"] not in made]
    accounts = await _accounts(db, roster, looking.programme_id)
    known = await _known(db, roster, looking)
    people = {row["id"]: _somebody(row, accounts[row["id"]], known[row["id"]]) for row in rows}
    return people | await _with_given(db, roster, people, looking)


async def _accounts(
    db: AsyncSession, roster: Roster, programme_id: UUID
) -> Mapping[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    addresses = sorted({email_key(entry.email) for entry in _entries(roster) if entry.email})
    asked = {"programme_id": programme_id, "addresses": addresses}
    for participant_id, address in await db.execute(WHO_SIGNS_IN_BY, asked):
        found[participant_id].add(address)
    return found


async def _known(db: AsyncSession, roster: Roster, looking: Looking) -> Mapping[UUID, set[bytes]]:
    found: dict[UUID, set[bytes]] = defaultdict(set)
    digests = sorted({looking.digests.known_as(entry) for entry in _entries(roster)})
    for participant_id, digest in await db.execute(known_by(looking.programme_id, digests)):
        found[participant_id].add(digest)
    return found


def _somebody(row: Mapping[str, Any], addresses: set[str], known: set[bytes]) -> Somebody:
    emails = addresses | ({email_key(row["email"])} if row["email"] else set())
    return Somebody(
        id=row["id"],
        role=row["role"],
        is_active=row["state"] == ParticipantState.ACTIVE,
        names=names_key(row["given_name"], row["family_name"]),
        phone=phone_key(row["phone"]),
        emails=frozenset(emails),
        known_as=frozenset(known),
        is_lead=row["safeguarding_lead"] and row["state"] == ParticipantState.ACTIVE,
    )


async def _with_given(
    db: AsyncSession, roster: Roster, people: Mapping[UUID, Somebody], looking: Looking
) -> dict[UUID, Somebody]:
    """Add what imports last gave to everybody whom a row may meet."""
    entries = _entries(roster)
    emails = {email_key(entry.email) for entry in entries if entry.email}
    names = {(e.role, names_of(e), phone_key(e.phone)) for e in entries if not e.email}
    wanted = [
        one.id
        for one in people.values()
        if one.known_as or one.emails & emails or (one.role, one.names, one.phone) in names
    ]
    found = await db.execute(last_given(looking.programme_id, wanted))
    return {key: replace(people[key], step=step, given=given) for key, step, given in found}


async def _as_they_are(
    db: AsyncSession,
    met: Mapping[int, Somebody],
    people: Mapping[UUID, Somebody],
    looking: Looking,
) -> Mapping[UUID, Mapping[str, Any]]:
    """Read those who are met whole. Raises Moved if they are no longer whom we took them for."""
    ids = sorted(one.id for one in met.values())
    wanted = as_they_are(looking.programme_id, ids)
    if looking.hold:
        wanted = wanted.with_for_update(key_share=True)
    rows = (await db.execute(wanted)).mappings().all() if ids else []
    if looking.hold and any(_has_moved(people[row["id"]], row) for row in rows):
        raise Moved
    return {row["id"]: row for row in rows}


def _has_moved(known: Somebody, row: Mapping[str, Any]) -> bool:
    email = {email_key(row["email"])} if row["email"] else set()
    return (
        known.names != names_key(row["given_name"], row["family_name"])
        or known.phone != phone_key(row["phone"])
        or known.is_active != (row["state"] == ParticipantState.ACTIVE)
        or not email <= known.emails
    )
