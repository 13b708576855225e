"""Noting who did what, in the transaction of the change: ids and codes, and never what was said.

What either of two may have done goes to the restricted part, whoever of them did it and though it
was the programme team: so that nothing can be concluded from what is not to be seen elsewhere.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, Seat
from alongside.access.policy import Action, Level
from alongside.core.bulk import table_of
from alongside.core.clock import now
from alongside.core.db import run_kept, run_later
from alongside.core.ids import secret_id
from alongside.core.requests import request_id
from alongside.models import AuditEntry, EntryKind, RestrictedEntry, Role

SIGNED_IN, SIGNED_OUT, PASSWORD_CHANGED = "sign_in", "sign_out", "password:change"
DISOWNED, REPLAYED = "sign_in:disown", "sign_in:replay"
PASSKEY_ADDED, PASSKEY_REMOVED = "passkey:add", "passkey:remove"
SECOND_STEP_ON, SECOND_STEP_OFF = "second_factor:set_up", "second_factor:turn_off"
RECOVERY_CODES_MADE = "second_factor:recovery_codes"
SECOND_STEP_RESET = "second_factor:reset"
BY_COMMAND = UUID(int=0)  # who works at the machine itself is nobody that signs in
CONSENT_SAID = "consent:say"
ERASURE_ASKED, ERASURE_TAKEN_BACK = "erasure:ask", "erasure:take_back"
OF_ACCOUNT = {
    SIGNED_IN: "sign_in",
    SIGNED_OUT: "sign_in",
    REPLAYED: "sign_in",
    PASSKEY_ADDED: "passkey",
    PASSKEY_REMOVED: "passkey",
    CONSENT_SAID: "consent",
}

# By what was done, never by who did it.
RESTRICTED = frozenset({
    Action.PAIRING_ACCEPT, Action.PAIRING_DECLINE, Action.PAIRING_PAUSE, Action.PAIRING_RESUME,
    Action.PAIRING_END, Action.SESSION_BOOK, Action.SESSION_CHANGE, Action.SESSION_CANCEL,
    Action.SESSION_RECORD, Action.NOTE_WITHDRAW, Action.FEEDBACK_WITHDRAW, Action.DECLARATION_ADD,
    Action.DECLARATION_REMOVE,
})  # fmt: skip

_COMMON = (
    "programme_id", "id", "at", "actor_person_id", "actor_id", "action", "thing", "thing_id",
    "subject_id", "reason", "request_id",
)  # fmt: skip


def _adding(model: type[AuditEntry | RestrictedEntry], *further: str) -> Any:
    table = table_of(model)
    named = (*_COMMON, *further)
    return insert(table).values({n: bindparam(n, type_=table.c[n].type) for n in named})


ADD, ADD_RESTRICTED = _adding(AuditEntry, "kind"), _adding(RestrictedEntry)
# Nothing is added for somebody whose part has ended meanwhile: the answer will be another one then.
ADD_READINGS = text(
    "insert into audit_entry (programme_id, id, at, actor_person_id, actor_id, action, thing,"
    " thing_id, subject_id, request_id, kind)"
    " select r.programme_id, r.id, r.at, app_person(), r.actor_id, r.action, r.thing,"
    " r.thing_id, r.subject_id, cast(:request as text), 'reading'"
    " from jsonb_to_recordset(cast(:rows as jsonb)) as r(programme_id uuid, id uuid,"
    " at timestamptz, actor_id uuid, action text, thing text, thing_id uuid, subject_id uuid)"
    " where (r.programme_id = any (app_ids('member')) or app_operator()) and app_person() = :who"
    " on conflict do nothing"
).bindparams(
    bindparam("rows", type_=Text), bindparam("request", type_=Text), bindparam("who", type_=Uuid)
)


class Thing(NamedTuple):
    """What something was done to: the kind and the id, in which programme, and about whom."""

    kind: str
    id: UUID
    programme_id: UUID
    subject_id: UUID | None = None


def thing_of(row: Any, *, subject_id: UUID | None = None) -> Thing:
    """Name a row of a programme."""
    return Thing(row.__tablename__, row.id, row.programme_id, subject_id)


def person_of(participant: Any) -> Thing:
    """Name a participant, who is also the one it is about."""
    return thing_of(participant, subject_id=participant.id)


class Said(NamedTuple):
    """Whom somebody acted for, and how that person told them."""

    subject_id: UUID
    means: str


def _acting(seats: Sequence[Seat], among: Collection[UUID]) -> UUID | None:
    """Say as whom of their places somebody acts: one of those meant, else where they coordinate."""
    held = [seat for seat in seats if seat.participant_id]
    held.sort(key=lambda s: (s.participant_id not in among, s.role is not Role.COORDINATOR))
    return held[0].participant_id if held else None


def note(
    db: AsyncSession,
    actor: Actor,
    action: Action,
    thing: Thing,
    *,
    among: Collection[UUID] = (),
    said: Said | None = None,
) -> None:
    """Note what is being done; it is kept with the change, or not at all."""
    values: dict[str, Any] = {
        "programme_id": thing.programme_id,
        "id": secret_id(),
        "at": now(),
        "actor_person_id": actor.person_id,
        "actor_id": _acting(actor.seats_in(thing.programme_id), among),
        "action": action.value,
        "thing": thing.kind,
        "thing_id": thing.id,
        "subject_id": said.subject_id if said else thing.subject_id,
        "reason": f"on_behalf:{said.means}" if said else None,
        "request_id": request_id.get(),
    }
    if action in RESTRICTED:
        run_later(db, ADD_RESTRICTED, values)
    else:
        run_later(db, ADD, values | {"kind": EntryKind.EVENT.value})


def note_account(db: AsyncSession, person_id: UUID, what: str, thing_id: UUID) -> None:
    """Note what somebody does with their own account."""
    values = dict.fromkeys((*_COMMON, "kind"))
    values |= {"id": secret_id(), "at": now(), "actor_person_id": person_id, "action": what}
    values |= {"thing": OF_ACCOUNT.get(what, "person"), "thing_id": thing_id}
    values |= {"request_id": request_id.get(), "kind": EntryKind.ACCOUNT.value}
    run_later(db, ADD, values)


class Recent:
    """Which readings of this hour have been noted: nobody needs to be asked again about those."""

    MOST = 100_000

    def __init__(self) -> None:
        self._hour: datetime | None = None
        self._known: set[tuple[UUID, UUID, str]] = set()

    def forget(self) -> None:
        self._known.clear()

    def unknown(
        self, at: datetime, keys: Iterable[tuple[UUID, UUID, str]]
    ) -> set[tuple[UUID, UUID, str]]:
        hour = at.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour or len(self._known) > self.MOST:
            self._hour = hour
            self.forget()
        return set(keys) - self._known

    def keep(self, keys: Iterable[tuple[UUID, UUID, str]]) -> None:
        self._known.update(keys)


class Reading(NamedTuple):
    """Something of somebody that was shown to somebody else, and from which kind of place."""

    thing: Thing
    as_staff: bool = True


def readings_of_people(actor: Actor, rows: Iterable[Any]) -> list[Reading]:
    """Find of whom a page shows to somebody else how to reach them, or what helps them."""
    return [
        Reading(
            Thing("participant", row["id"], row["programme_id"], row["id"]),
            row["seen_as"] != Level.PARTNER,
        )
        for row in rows
        if row["seen_as"] != Level.NAME and row["id"] not in actor.participant_ids
    ]


def _read_as(seats: Sequence[Seat], reading: Reading, action: Action) -> UUID | None:
    """Say as whom it was read: as a lead, as one of the team, or as the other of a pairing."""

    def stands(seat: Seat) -> bool:
        if action is Action.DECLARATION_READ:
            return seat.lead
        return (seat.role is Role.COORDINATOR) is reading.as_staff

    return next((seat.participant_id for seat in seats if stands(seat)), None)


async def note_readings(
    db: AsyncSession, actor: Actor, recent: Recent, action: Action, readings: Sequence[Reading]
) -> None:
    """Note what a GET has shown, once for each reader, person and hour, before it is answered.

    A GET takes no transaction that lasts: this is a trip of its own, kept at its end.
    """
    at = now()
    by_key = {(actor.person_id, r.thing.subject_id or r.thing.id, action.value): r
              for r in readings}  # fmt: skip
    fresh = recent.unknown(at, by_key)
    if not fresh:
        return
    rows = [_row(actor, action, by_key[key], at) for key in sorted(fresh)]
    given = {"rows": json.dumps(rows), "request": request_id.get(), "who": actor.person_id}
    await run_kept(db, ADD_READINGS, given)
    recent.keep(fresh)


def _row(actor: Actor, action: Action, reading: Reading, at: datetime) -> dict[str, str | None]:
    thing = reading.thing
    reader = _read_as(actor.seats_in(thing.programme_id), reading, action)
    return {
        "programme_id": str(thing.programme_id),
        "id": str(secret_id()),
        "at": at.isoformat(),
        "actor_id": str(reader) if reader else None,
        "action": action.value,
        "thing": thing.kind,
        "thing_id": str(thing.id),
        "subject_id": str(thing.subject_id),
    }
