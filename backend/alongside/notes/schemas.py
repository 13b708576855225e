"""What goes in and out about notes, and who will read what is written about a session."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.core.people import YOU, Readers
from alongside.core.views import FREE_TEXT, Allowed, Command, FreeText, View
from alongside.models import Audience, PairingState


class WriteNote(Command):
    text: Annotated[
        FreeText,
        Field(
            description="The whole note. An empty text takes back what was written.",
            examples=["Next time: begin with what went well."],
        ),
    ]


class NoteView(View):
    """A note about one session. Who wrote last is kept nowhere."""

    session_id: UUID
    text: Annotated[str, Field(max_length=FREE_TEXT)]
    changed_at: Annotated[datetime | None, Field(description="Null until something is written.")]
    allowed: Allowed
    readers: Readers


class ReadersView(View):
    """Who reads what you write about a session, in each of the places where you may write."""

    private_note: Readers
    shared_note: Readers
    pairing: Readers
    team: Readers
    learning_partners: Readers


def _partner(met: Any, mine: Collection[UUID]) -> str:
    name: str = met["leader_name"] if met["coach_id"] in mine else met["coach_name"]
    return name


def see_readers(
    met: Any, mine: Collection[UUID], team: list[str], learning_partners: list[str]
) -> ReadersView:
    partner = _partner(met, mine)
    return ReadersView(
        private_note=[YOU],
        shared_note=[YOU, partner],
        pairing=[partner],
        team=team,
        learning_partners=learning_partners,
    )


def _open_now(met: Any, text: str) -> list[str]:
    """Say whether one may write; what is written may be taken back at any time."""
    may = words(Action.NOTE_READ, met["allowed"])
    still = {Action.NOTE_WRITE} if met["pairing_state"] == PairingState.ACTIVE else set()
    if text:
        still.add(Action.NOTE_WITHDRAW)
    return sorted(may & still)


def see_note(
    met: Any, note: Any, text: str, audience: Audience, mine: Collection[UUID]
) -> NoteView:
    """Show a note; before anything is written it is empty."""
    return NoteView(
        session_id=met["id"],
        text=text,
        changed_at=note["changed_at"] if note else None,
        allowed=_open_now(met, text),
        readers=[YOU] if audience is Audience.PRIVATE else [YOU, _partner(met, mine)],
    )
