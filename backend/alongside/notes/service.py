"""What people do with notes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor
from alongside.access.audit import note as note_down
from alongside.access.audit import thing_of
from alongside.access.enforce import Row, fetch, newest, one
from alongside.access.policy import Action
from alongside.access.private_texts import own_key, text_of_note
from alongside.access.readers import readers_in
from alongside.core.clock import now
from alongside.core.ids import secret_id
from alongside.core.vault import NOTE, Holder, Vault
from alongside.core.views import must_match
from alongside.models import Audience, Note, Pairing, Session
from alongside.notes.queries import MEETINGS, NOTES
from alongside.notes.schemas import NoteView, ReadersView, see_note, see_readers


@dataclass(frozen=True)
class Write:
    """What somebody writes about a session, for whom, and the version that they read before."""

    session_id: UUID
    audience: Audience
    text: str
    if_match: str | None


async def _find(db: AsyncSession, actor: Actor, met: Any, audience: Audience) -> Row | None:
    narrowed_by = {
        "programme_id": met["programme_id"],
        "session_id": met["id"],
        "audience": audience.value,
    }
    return next(iter(await newest(db, actor, NOTES, narrowed_by, size=1)), None)


async def read_note(
    db: AsyncSession, actor: Actor, vault: Vault, session_id: UUID, audience: Audience
) -> NoteView:
    """Read a note, or the empty page where it will be."""
    met = await one(db, actor, MEETINGS, session_id)
    note = await _find(db, actor, met, audience)
    text = text_of_note(vault, note) if note else ""
    return see_note(met, note, text, audience, actor.participant_ids)


async def _hold(db: AsyncSession, actor: Actor, session_id: UUID) -> tuple[Pairing, Session]:
    """Lock the pairing, then the session, in the order of all who change either.

    Whoever else writes waits here, so that of two first writers the second meets a note.
    """
    met = await one(db, actor, MEETINGS, session_id)
    pairing = await fetch(db, actor, Pairing, met["pairing_id"], to=Action.PAIRING_READ)
    session = await fetch(
        db, actor, Session, session_id, to=Action.NOTE_WRITE, read=Action.NOTE_READ
    )
    return pairing, session


def _blank(actor: Actor, session: Session, audience: Audience) -> Note:
    mine = {session.coach_id, session.leader_id} & actor.participant_ids
    return Note(
        programme_id=session.programme_id,
        id=secret_id(),
        session_id=session.id,
        pairing_id=session.pairing_id,
        coach_id=session.coach_id,
        leader_id=session.leader_id,
        audience=audience,
        author_id=mine.pop() if audience is Audience.PRIVATE else None,
    )


async def _keep(
    db: AsyncSession, actor: Actor, vault: Vault, session: Session, write: Write
) -> None:
    here = {"programme_id": session.programme_id, "id": session.id}
    found = await _find(db, actor, here, write.audience)
    if found:
        note = await fetch(db, actor, Note, found["id"], to=Action.NOTE_TEXT_READ)
    else:
        note = _blank(actor, session, write.audience)
        db.add(note)
    if note.author_id is None:
        note.write(write.text, now())
    else:
        whose = Holder(note.programme_id, note.author_id, NOTE)
        key = await own_key(db, vault, whose) if write.text else None
        note.write_sealed(key, write.text, now())
    await db.flush()


async def write_note(db: AsyncSession, actor: Actor, vault: Vault, write: Write) -> NoteView:
    """Write a note, or take it back: that is allowed whatever has become of the pairing."""
    pairing, session = await _hold(db, actor, write.session_id)
    before = await read_note(db, actor, vault, write.session_id, write.audience)
    must_match(write.if_match, before, required=write.audience is Audience.PAIRING)
    if write.text:
        pairing.must_be_active()
    if write.text != before.text:
        await _keep(db, actor, vault, session, write)
    if before.text and not write.text and write.audience is Audience.PAIRING:
        both = (session.coach_id, session.leader_id)
        note_down(db, actor, Action.NOTE_WITHDRAW, thing_of(session), among=both)
    return await read_note(db, actor, vault, write.session_id, write.audience)


async def name_readers(db: AsyncSession, actor: Actor, session_id: UUID) -> ReadersView:
    """Name who will read, before a word is written."""
    met = await one(db, actor, MEETINGS, session_id)
    programme_id = met["programme_id"]
    found = (await readers_in(db, [programme_id])).get(programme_id, ())
    return see_readers(met, actor.participant_ids, found)
