"""Which rows are a person's, table by table, and which of these go whole when they are erased.

Every table that tells of anybody stands here: a test sees to it. A row that does not go whole
loses what `data_map.py` says of its columns.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, or_, select

from alongside.models import Participant

WHO: ColumnElement[Any] = bindparam("who", type_=Uuid)
_participant = Participant.__table__
MINE = select(_participant.c.id).where(_participant.c.person_id == WHO)


class Tie(NamedTuple):
    """How the rows of one table belong to a person, in SQL and in words."""

    whose: Callable[[Any], ColumnElement[bool]]
    words: str
    goes: bool = False


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


TIES: dict[str, Tie] = {
    "person": Tie(lambda row: row.id == WHO, "the person themselves"),
    "sign_in": Tie(_of_person, "the person who signed in", goes=True),
    "sign_in_link": Tie(_of_person, "the person whom the link is for", goes=True),
    "mail": Tie(_of_person, "the person whom it is for", goes=True),
    "second_factor": Tie(_of_person, "the person whose app it is", goes=True),
    "recovery_code": Tie(_of_person, "the person whose code it is", goes=True),
    "kept_answer": Tie(_of_person, "the person who asked", goes=True),
    "participant": Tie(_of_person, "the person who takes part"),
    "declaration": Tie(_of_participant, "the person who told of it", goes=True),
    "pairing": Tie(_of_both, "the coach and the leader"),
    "session": Tie(_of_both, "the coach and the leader"),
    "session_person": Tie(_of_person, "the person whose time it is"),
    "note": Tie(_of_author_or_both, "its author; of a shared note, both who met", goes=True),
    "feedback": Tie(_of_author, "its author", goes=True),
    "imported_row": Tie(_of_participant, "the person whom the row told of", goes=True),
    "audit_entry": Tie(_of_actor_or_subject, "whoever did it, and the person it is about"),
    "restricted_entry": Tie(_of_actor, "whoever did it"),
}
