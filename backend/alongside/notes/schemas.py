"""What goes in and out about notes, and who will read what is written about a session."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.access.audiences import Around, Someone, readers, you_first
from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.access.readers import Reader
from alongside.core.people import Readers
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


def _who_reads_note(met: Any, mine: Collection[UUID], audience: Audience) -> list[str]:
    coach = Someone(met["coach_id"], met["coach_name"])
    leader = Someone(met["leader_id"], met["leader_name"])
    author = coach if coach.id in mine else leader
    here = Around(mine, audience=audience, coach=coach, leader=leader, author=author)
    return you_first(readers("note.text", here))


def _who_reads_feedback(
    met: Any, mine: Collection[UUID], helpers: Sequence[Reader], audience: Audience
) -> list[str]:
    coach = Someone(met["coach_id"], met["coach_name"])
    leader = Someone(met["leader_id"], met["leader_name"])
    besides = coach.id if coach.id in mine else leader.id
    here = Around(mine, helpers, audience, coach, leader, besides=besides)
    return readers("feedback.text", here)


def see_readers(met: Any, mine: Collection[UUID], helpers: Sequence[Reader]) -> ReadersView:
    said = (Audience.PAIRING, Audience.TEAM, Audience.LEARNING_PARTNERS)
    return ReadersView(
        private_note=_who_reads_note(met, mine, Audience.PRIVATE),
        shared_note=_who_reads_note(met, mine, Audience.PAIRING),
        **{one.value: _who_reads_feedback(met, mine, helpers, one) for one in said},
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
        readers=_who_reads_note(met, mine, audience),
    )
