"""Which rows are a person's, table by table, and which of these go whole when they are erased.

Every table that tells of anybody stands here: a test sees to it. A row that does not go whole
loses what `data_map.py` says of its columns.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Uuid,
    and_,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from alongside.models import Audience, Participant, Purpose

WHO: ColumnElement[Any] = literal_column("who", Uuid)  # what erase_person() is given
_participant = Participant.__table__
MINE = select(_participant.c.id).where(_participant.c.person_id == WHO)


class Tie(NamedTuple):
    """How the rows of one table belong to a person, in SQL and in words.

    Of rows that go, those stay whose person agreed to that: `unless`.
    """

    whose: Callable[[Any], ColumnElement[bool]]
    words: str
    goes: bool = False
    unless: Callable[[Any], ColumnElement[bool]] | None = None


def _of_person(row: Any) -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = row.person_id == WHO
    return theirs


def _of_actor(row: Any) -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = row.actor_person_id == WHO
    return theirs


def _of_actor_or_subject(row: Any) -> ColumnElement[bool]:
    return or_(_of_actor(row), row.subject_id.in_(MINE))


def _of_participant(row: Any) -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = row.participant_id.in_(MINE)
    return theirs


def _of_author(row: Any) -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = row.author_id.in_(MINE)
    return theirs


def _of_both(row: Any) -> ColumnElement[bool]:
    return or_(row.coach_id.in_(MINE), row.leader_id.in_(MINE))


def _of_author_or_both(row: Any) -> ColumnElement[bool]:
    return or_(_of_author(row), and_(row.author_id.is_(None), _of_both(row)))


def agrees(person_id: Any, purpose: Purpose, programme_id: Any) -> ColumnElement[bool]:
    """Ask the ledger whether somebody agrees to something just now."""
    return func.agrees(person_id, literal(purpose.value), programme_id, type_=Boolean)


def _kept_for_learning(row: Any) -> ColumnElement[bool]:
    offered = row.audience == literal(Audience.LEARNING_PARTNERS.value)
    return and_(offered, agrees(WHO, Purpose.LEARNING_AFTER_LEAVING, row.programme_id))


TIES: dict[str, Tie] = {
    "person": Tie(lambda row: row.id == WHO, "the person themselves"),
    "sign_in": Tie(_of_person, "the person who signed in", goes=True),
    "sign_in_link": Tie(_of_person, "the person whom the link is for", goes=True),
    "mail": Tie(_of_person, "the person whom it is for", goes=True),
    "mail_token": Tie(_of_person, "the person whom the mail was for", goes=True),
    "second_factor": Tie(_of_person, "the person whose app it is", goes=True),
    "recovery_code": Tie(_of_person, "the person whose code it is", goes=True),
    "passkey": Tie(_of_person, "the person who signs in by it", goes=True),
    "erasure": Tie(_of_person, "the person who asked for it", goes=True),
    "erased": Tie(_of_person, "the person who was erased"),
    "consent": Tie(_of_person, "the person who said it"),
    "kept_answer": Tie(_of_person, "the person who asked", goes=True),
    "participant": Tie(_of_person, "the person who takes part"),
    "said_for": Tie(_of_participant, "the person whom it was said for", goes=True),
    "declaration": Tie(_of_participant, "the person who told of it", goes=True),
    "pairing": Tie(_of_both, "the coach and the leader"),
    "session": Tie(_of_both, "the coach and the leader"),
    "session_person": Tie(_of_person, "the person whose time it is"),
    "note": Tie(_of_author_or_both, "its author; of a shared note, both who met", goes=True),
    "feedback": Tie(_of_author, "its author", goes=True, unless=_kept_for_learning),
    "imported_row": Tie(_of_participant, "the person whom the row told of", goes=True),
    "audit_entry": Tie(_of_actor_or_subject, "whoever did it, and the person it is about"),
    "restricted_entry": Tie(_of_actor, "whoever did it"),
}
