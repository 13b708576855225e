"""The data, one file an aggregate: columns, constraints, and the changes of state they allow."""

from alongside.core.db import Base
from alongside.models.declaration import Declaration
from alongside.models.feedback import Audience, Feedback
from alongside.models.note import Note
from alongside.models.organisation import Organisation
from alongside.models.pairing import Pairing, PairingState
from alongside.models.participant import ContactBy, Participant, ParticipantState, Role
from alongside.models.person import Person, SignIn, SignInLink
from alongside.models.programme import Programme
from alongside.models.retry import KeptAnswer
from alongside.models.roster import ImportedRow, RosterImport
from alongside.models.session import Mode, Session, SessionPerson, SessionState

__all__ = [
    "Audience",
    "Base",
    "ContactBy",
    "Declaration",
    "Feedback",
    "ImportedRow",
    "KeptAnswer",
    "Mode",
    "Note",
    "Organisation",
    "Pairing",
    "PairingState",
    "Participant",
    "ParticipantState",
    "Person",
    "Programme",
    "Role",
    "RosterImport",
    "Session",
    "SessionPerson",
    "SessionState",
    "SignIn",
    "SignInLink",
]
