"""The data, one file an aggregate: columns, constraints, and the changes of state they allow."""

from alongside.core.db import Base
from alongside.models.audit import AuditEntry, AuditSeal, EntryKind, RestrictedEntry
from alongside.models.consent import Consent, Form, Purpose
from alongside.models.declaration import Declaration
from alongside.models.erasure import Erased, Erasure
from alongside.models.feedback import Audience, Feedback
from alongside.models.mail import Mail
from alongside.models.note import Note
from alongside.models.organisation import Organisation
from alongside.models.pairing import Pairing, PairingState
from alongside.models.participant import ContactBy, Participant, ParticipantState, Role
from alongside.models.passkey import Passkey, UsedChallenge
from alongside.models.person import Person, RecoveryCode, SecondFactor, SignIn, SignInLink
from alongside.models.programme import Programme
from alongside.models.retry import KeptAnswer
from alongside.models.roster import ImportedRow, RosterImport
from alongside.models.said_for import Means, SaidFor
from alongside.models.session import Mode, Session, SessionPerson, SessionState
from alongside.models.way_in import MailToken, Tries

__all__ = [
    "Audience",
    "AuditEntry",
    "AuditSeal",
    "Base",
    "Consent",
    "ContactBy",
    "Declaration",
    "EntryKind",
    "Erased",
    "Erasure",
    "Feedback",
    "Form",
    "ImportedRow",
    "KeptAnswer",
    "Mail",
    "MailToken",
    "Means",
    "Mode",
    "Note",
    "Organisation",
    "Pairing",
    "PairingState",
    "Participant",
    "ParticipantState",
    "Passkey",
    "Person",
    "Programme",
    "Purpose",
    "RecoveryCode",
    "RestrictedEntry",
    "Role",
    "RosterImport",
    "SaidFor",
    "SecondFactor",
    "Session",
    "SessionPerson",
    "SessionState",
    "SignIn",
    "SignInLink",
    "Tries",
    "UsedChallenge",
]
