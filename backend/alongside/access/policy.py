"""The whole access policy, on one page. If it is not listed, nobody may do it.

Each action is on one kind of thing, and open to those who stand in one of the relations named.
`FIELDS` says what of a row each kind of reader sees where that differs, and `SEEN` where a reader
is told something else than what is kept, so that a decline, and how long somebody thought about
it, stay with the one whose they are.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, case, not_, true

from alongside.access.actor import Post, Servant
from alongside.access.relations import (
    Relation,
    anybody,
    appointed_coordinators,
    coordinators,
    coordinators_for_who_is_asked,
    its_author,
    its_coach,
    its_leader,
    its_leader_once_asked,
    learning_partners,
    members,
    offered,
    oneself,
    operators,
    partner_at_some_time,
    partner_now,
    safeguarding_leads,
    whose_it_is,
)
from alongside.models import (
    Audience,
    Base,
    Declaration,
    Feedback,
    Note,
    Organisation,
    Pairing,
    PairingState,
    Participant,
    Programme,
    Role,
    RosterImport,
    SaidFor,
    Session,
)


class Action(StrEnum):
    ORGANISATION_READ = "organisation:read"
    ORGANISATION_ADD = "organisation:add"
    ORGANISATION_IMPORT = "organisation:import"
    PROGRAMME_READ = "programme:read"
    PROGRAMME_MAKE = "programme:make"
    PROGRAMME_CHANGE = "programme:change"
    COORDINATOR_APPOINT = "coordinator:appoint"
    PARTICIPANT_ADD = "participant:add"
    PARTICIPANT_READ = "participant:read"
    PARTICIPANT_CHANGE = "participant:change"
    PARTICIPANT_END = "participant:end"
    PARTICIPANT_LINK = "participant:link"
    DECLARATION_ADD = "declaration:add"
    DECLARATION_READ = "declaration:read"
    DECLARATION_REMOVE = "declaration:remove"
    IMPORT_MAKE = "import:make"
    IMPORT_READ = "import:read"
    IMPORT_UNDO = "import:undo"
    PAIRING_PROPOSE = "pairing:propose"
    PAIRING_READ = "pairing:read"
    PAIRING_ACCEPT = "pairing:accept"
    PAIRING_DECLINE = "pairing:decline"
    PAIRING_ANSWER_FOR = "pairing:answer_for"
    PAIRING_PAUSE = "pairing:pause"
    PAIRING_RESUME = "pairing:resume"
    PAIRING_END = "pairing:end"
    PAIRING_WITHDRAW = "pairing:withdraw"
    SESSION_BOOK = "session:book"
    SESSION_READ = "session:read"
    SESSION_CHANGE = "session:change"
    SESSION_CANCEL = "session:cancel"
    SESSION_RECORD = "session:record"
    NOTE_READ = "note:read"
    NOTE_WRITE = "note:write"
    NOTE_WITHDRAW = "note:withdraw"
    NOTE_TEXT_READ = "note_text:read"
    FEEDBACK_GIVE = "feedback:give"
    FEEDBACK_READ = "feedback:read"
    FEEDBACK_WITHDRAW = "feedback:withdraw"
    OFFERED_FEEDBACK_READ = "offered_feedback:read"
    SAID_FOR_READ = "said_for:read"
    AUDIT_READ = "audit:read"
    RESTRICTED_AUDIT_READ = "restricted_audit:read"


class Level(StrEnum):
    """How much of a row a reader sees, and in which words."""

    WHOLE = "whole"
    PARTNER = "partner"
    NAME = "name"
    OFFICE = "office"
    AS_COACH = "as_coach"
    AS_LEADER = "as_leader"


class Way(NamedTuple):
    """One relation through which an action is open, and how much it shows."""

    relation: Relation
    level: Level


class Rule(NamedTuple):
    on: Table
    who: tuple[Way, ...]


def on(model: type[Base], *who: Relation | Way) -> Rule:
    ways = (one if isinstance(one, Way) else Way(one, Level.WHOLE) for one in who)
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - tells the type checker what declaring a class means
    return Rule(table, tuple(ways))


# fmt: off
POLICY: dict[Action, Rule] = {
    #                              to what        by whom
    Action.ORGANISATION_READ:      on(Organisation, anybody),
    Action.ORGANISATION_ADD:       on(Organisation, coordinators, operators),
    Action.ORGANISATION_IMPORT:    on(Organisation, operators),

    Action.PROGRAMME_READ:         on(Programme, members, operators),
    Action.PROGRAMME_MAKE:         on(Programme, operators),
    Action.PROGRAMME_CHANGE:       on(Programme, coordinators),
    Action.COORDINATOR_APPOINT:    on(Programme, coordinators, operators),
    Action.PARTICIPANT_ADD:        on(Programme, coordinators),
    Action.IMPORT_MAKE:            on(Programme, coordinators),
    Action.PAIRING_PROPOSE:        on(Programme, coordinators),

    Action.PARTICIPANT_READ:       on(Participant, oneself, coordinators,
                                      Way(partner_now, Level.PARTNER),
                                      Way(partner_at_some_time, Level.NAME),
                                      Way(appointed_coordinators, Level.OFFICE)),
    Action.PARTICIPANT_CHANGE:     on(Participant, oneself, coordinators),
    Action.PARTICIPANT_END:        on(Participant, coordinators),
    Action.PARTICIPANT_LINK:       on(Participant, coordinators, appointed_coordinators),
    Action.DECLARATION_ADD:        on(Participant, oneself),

    Action.DECLARATION_READ:       on(Declaration, whose_it_is, safeguarding_leads),
    Action.DECLARATION_REMOVE:     on(Declaration, whose_it_is),

    Action.IMPORT_READ:            on(RosterImport, coordinators),
    Action.IMPORT_UNDO:            on(RosterImport, coordinators),

    Action.PAIRING_READ:           on(Pairing, coordinators,
                                      Way(its_coach, Level.AS_COACH),
                                      Way(its_leader_once_asked, Level.AS_LEADER)),
    Action.PAIRING_ACCEPT:         on(Pairing, its_coach, its_leader_once_asked),
    Action.PAIRING_DECLINE:        on(Pairing, its_coach, its_leader_once_asked),
    Action.PAIRING_ANSWER_FOR:     on(Pairing, coordinators_for_who_is_asked),
    Action.PAIRING_PAUSE:          on(Pairing, coordinators, its_coach, its_leader_once_asked),
    Action.PAIRING_RESUME:         on(Pairing, its_coach, its_leader_once_asked),
    Action.PAIRING_END:            on(Pairing, coordinators, its_coach, its_leader_once_asked),
    Action.PAIRING_WITHDRAW:       on(Pairing, coordinators),
    Action.SESSION_BOOK:           on(Pairing, coordinators, its_coach, its_leader_once_asked),

    Action.SESSION_READ:           on(Session, coordinators, its_coach, its_leader),
    Action.SESSION_CHANGE:         on(Session, coordinators, its_coach, its_leader),
    Action.SESSION_CANCEL:         on(Session, coordinators, its_coach, its_leader),
    Action.SESSION_RECORD:         on(Session, coordinators, its_coach, its_leader),
    Action.NOTE_READ:              on(Session, its_coach, its_leader),
    Action.NOTE_WRITE:             on(Session, its_coach, its_leader),
    Action.NOTE_WITHDRAW:          on(Session, its_coach, its_leader),
    Action.FEEDBACK_GIVE:          on(Session, its_coach, its_leader),

    Action.NOTE_TEXT_READ:         on(Note, offered(Audience.PRIVATE, its_author),
                                      offered(Audience.PAIRING, its_coach),
                                      offered(Audience.PAIRING, its_leader)),

    Action.FEEDBACK_READ:          on(Feedback, its_author,
                                      offered(Audience.PAIRING, its_coach),
                                      offered(Audience.PAIRING, its_leader),
                                      offered(Audience.TEAM, coordinators)),
    Action.FEEDBACK_WITHDRAW:      on(Feedback, its_author),
    Action.OFFERED_FEEDBACK_READ:  on(Feedback,
                                      offered(Audience.LEARNING_PARTNERS, learning_partners)),

    Action.SAID_FOR_READ:          on(SaidFor, coordinators, whose_it_is),

    Action.AUDIT_READ:             on(Programme, coordinators),
    Action.RESTRICTED_AUDIT_READ:  on(Programme, safeguarding_leads),
}
# fmt: on

# What each that works by itself may do; the functions of the database hold it to that.
SERVANTS: dict[Servant, str] = {
    Servant.POSTMAN: "take a mail that waits, with its reader's name and address; settle it",
    Servant.HOUSEKEEPER: (
        "erase whose day has come; remove what is past its time; list the erased; "
        "close the accounts of the demo where there is none"
    ),
}

READS: dict[Table, Action] = {
    rule.on: action for action, rule in reversed(POLICY.items()) if action.value.endswith(":read")
}

FIELDS: dict[Level, frozenset[str]] = {
    Level.NAME: frozenset({"programme_id", "id", "role", "display_name", "topics", "created_at"}),
    Level.PARTNER: frozenset(
        {"programme_id", "id", "role", "display_name", "topics", "created_at"}
        | {"lived_experience", "organisation_id", "job_title"}
        | {"email", "phone", "contact_by", "access_needs"}
    ),
    Level.OFFICE: frozenset(
        {"programme_id", "id", "role", "state", "display_name", "created_at"}
        | {"given_name", "family_name", "email"}
    ),
}


def _when_declined(by_the_other: Callable[[Any], ColumnElement[bool]]) -> Callable[[Any], Any]:
    """Tell the other's decline as an ending, just as a withdrawal by the team is told."""

    def told(row: Any) -> Any:
        declined = and_(row.state == PairingState.DECLINED, by_the_other(row))
        return case((declined, PairingState.ENDED.value), else_=row.state)

    return told


SEEN: dict[Level, Mapping[str, Callable[[Any], Any]]] = {
    Level.AS_COACH: {"state": _when_declined(lambda row: row.coach_accepted)},
    Level.AS_LEADER: {
        "state": _when_declined(lambda row: not_(row.coach_accepted)),
        "coach_accepted": lambda _row: true(),
        "created_at": lambda row: row.leader_asked_at,
    },
}


AT_ALL = (Action.PROGRAMME_MAKE, Action.ORGANISATION_ADD, Action.ORGANISATION_IMPORT)

# Whoever holds one of these, and every safeguarding lead, must show a second time who they are,
# where the installation says so.
NEED_SECOND_FACTOR = (Role.COORDINATOR, Role.LEARNING_PARTNER, Post.OPERATOR)


def actions_on(table: Table) -> tuple[Action, ...]:
    """Give what may be done with a row of this kind, besides reading it and making another."""
    apart = {action for action in POLICY if action.value.endswith(":read")} | {*AT_ALL}
    return tuple(a for a, rule in POLICY.items() if rule.on is table and a not in apart)
