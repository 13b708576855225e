"""What mails there are, and for how long each is worth sending."""

from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a mail is about. Its words stand in words.py."""

    FIRST_LINK = "first_link"
    SIGN_IN = "sign_in"
    NEW_DEVICE = "new_device"
    SIGN_IN_REPLAYED = "sign_in_replayed"
    PROPOSAL = "proposal"
    COORDINATOR_APPOINTED = "coordinator_appointed"
    ERASURE_ASKED = "erasure_asked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of mail, not a secret
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    SECOND_STEP_ON = "second_step_on"
    SECOND_STEP_OFF = "second_step_off"
    SECOND_STEP_RESET = "second_step_reset"
    RECOVERY_CODES = "recovery_codes"


WORTH_SENDING = {
    Kind.FIRST_LINK: timedelta(days=14),
    Kind.SIGN_IN: timedelta(minutes=10),
    Kind.NEW_DEVICE: timedelta(days=7),
    Kind.SIGN_IN_REPLAYED: timedelta(days=7),
    Kind.PROPOSAL: timedelta(days=3),
    Kind.COORDINATOR_APPOINTED: timedelta(days=7),
    Kind.ERASURE_ASKED: timedelta(days=7),
    Kind.PASSWORD_CHANGED: timedelta(days=7),
    Kind.PASSKEY_ADDED: timedelta(days=7),
    Kind.PASSKEY_REMOVED: timedelta(days=7),
    Kind.SECOND_STEP_ON: timedelta(days=7),
    Kind.SECOND_STEP_OFF: timedelta(days=7),
    Kind.SECOND_STEP_RESET: timedelta(days=7),
    Kind.RECOVERY_CODES: timedelta(days=7),
}
