"""What mails there are, and for how long each is worth sending."""

from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a mail is about. Its words stand in words.py."""

    FIRST_LINK = "first_link"
    PROPOSAL = "proposal"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of mail, not a secret


WORTH_SENDING = {
    Kind.FIRST_LINK: timedelta(days=14),
    Kind.PROPOSAL: timedelta(days=3),
    Kind.PASSWORD_CHANGED: timedelta(days=7),
}
