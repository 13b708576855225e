"""The data, one file an aggregate: columns, constraints, and the changes of state they allow."""

from alongside.core.db import Base
from alongside.models.audit import AuditEntry, AuditSeal, EntryKind, RestrictedEntry
from alongside.models.declaration import Declaration
from alongside.models.feedback import Audience, Feedback
from alongside.models.mail import Mail
from alongside.models.note import Note
from alongside.models.organisation import Organisation
from alongside.models.pairing import Pairing, PairingState
from alongside.models.participant import ContactBy, Participant, ParticipantState, Role
from alongside.models.person import Person, RecoveryCode, SecondFactor, SignIn, SignInLink
from alongside.models.programme import Programme
from alongside.models.retry import KeptAnswer
from alongside.models.roster import ImportedRow, RosterImport
from alongside.models.session import Mode, Session, SessionPerson, SessionState

__all__ = [
    "Audience",
    "AuditEntry",
    "AuditSeal",
    "Base",
    "ContactBy",
    "Declaration",
    "EntryKind",
    "Feedback",
    "ImportedRow",
    "KeptAnswer",
    "Mail",
    "Mode",
    "Note",
    "Organisation",
    "Pairing",
    "PairingState",
    "Participant",
    "ParticipantState",
    "Person",
    "Programme",
    "RecoveryCode",
    "RestrictedEntry",
    "Role",
    "RosterImport",
    "SecondFactor",
    "Session",
    "SessionPerson",
    "SessionState",
    "SignIn",
    "SignInLink",
]
