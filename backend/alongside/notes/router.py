"""Notes over HTTP, and who reads them."""

from uuid import UUID

from fastapi import Response

from alongside.access.http import (
    Db,
    IfMatch,
    SignedIn,
    VaultHere,
    answer,
    governed_by,
    make_router,
)
from alongside.access.policy import Action
from alongside.models import Audience
from alongside.notes import service
from alongside.notes.schemas import NoteView, ReadersView, WriteNote
from alongside.notes.service import Write

router = make_router("/sessions", "Notes")


@router.get(
    "/{session_id}/private-note", response_model=NoteView, **governed_by(Action.NOTE_READ, 404)
)
async def read_private_note(
    session_id: UUID, db: Db, actor: SignedIn, vault: VaultHere
) -> Response:
    """Read your own note about a session. Nobody else can: not your partner, not the team."""
    seen = await service.read_note(db, actor, vault, session_id, Audience.PRIVATE)
    return answer(seen, tagged=True)


@router.put(
    "/{session_id}/private-note",
    response_model=NoteView,
    **governed_by(Action.NOTE_WRITE, 404, 409, 412),
)
async def write_private_note(
    *,
    session_id: UUID,
    written: WriteNote,
    db: Db,
    actor: SignedIn,
    vault: VaultHere,
    if_match: IfMatch = None,
) -> Response:
    """Write a note to yourself about a session of an active pairing.

    An empty text takes it back, and that you may do at any time.
    """
    write = Write(session_id, Audience.PRIVATE, written.text, if_match)
    kept = await service.write_note(db, actor, vault, write)
    return answer(kept, tagged=True)


@router.get(
    "/{session_id}/shared-note", response_model=NoteView, **governed_by(Action.NOTE_READ, 404)
)
async def read_shared_note(session_id: UUID, db: Db, actor: SignedIn, vault: VaultHere) -> Response:
    """Read the note that you and your partner write together. Nobody else can."""
    seen = await service.read_note(db, actor, vault, session_id, Audience.PAIRING)
    return answer(seen, tagged=True)


@router.put(
    "/{session_id}/shared-note",
    response_model=NoteView,
    **governed_by(Action.NOTE_WRITE, 404, 409, 412, 428),
)
async def write_shared_note(
    *,
    session_id: UUID,
    written: WriteNote,
    db: Db,
    actor: SignedIn,
    vault: VaultHere,
    if_match: IfMatch = None,
) -> Response:
    """Write in the note that you share with your partner, while the pairing is active.

    An empty text takes it back: either of you may, at any time. Who wrote last is not kept.
    """
    write = Write(session_id, Audience.PAIRING, written.text, if_match)
    kept = await service.write_note(db, actor, vault, write)
    return answer(kept, tagged=True)


@router.get(
    "/{session_id}/readers", response_model=ReadersView, **governed_by(Action.NOTE_READ, 404)
)
async def name_readers(session_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Say by name who will read what you write about a session, before you write it."""
    return answer(await service.name_readers(db, actor, session_id))
