"""The words of every mail: plain, kind, and nobody's name in them but the reader's own.

No mail says what was written, with whom somebody is paired, or which programme it is about:
whoever looks over a shoulder learns only that there is something to look at.
"""

from typing import NamedTuple

from alongside.mail.kinds import Kind


class Letter(NamedTuple):
    """What a mail says, and the page it leads to. `{token}` and `{code}` stand for its secrets."""

    subject: str
    says: tuple[str, ...]
    page: str
    press: str
    then: tuple[str, ...] = ()


GREETING = "Hello {name},"
BYE = "This mail was sent by Alongside. Nobody reads what is sent back to it."

LETTERS: dict[Kind, Letter] = {
    Kind.FIRST_LINK: Letter(
        subject="Your way in to Alongside",
        says=(
            "A programme team would like you to take part, and has made a place for you.",
            "The link below opens a page that says more. You choose a password there, and are in.",
        ),
        page="/welcome#{token}",
        press="Open your page",
        then=(
            "The link is for you alone. It works once, within 14 days.",
            "If you did not expect this, you need not do anything.",
        ),
    ),
    Kind.PROPOSAL: Letter(
        subject="Something waits for your answer",
        says=(
            "There is a proposal for you. You can say yes or no, and nobody will ask you why.",
            "Take the time that you need.",
        ),
        page="/",
        press="Look at it",
    ),
    Kind.PASSWORD_CHANGED: Letter(
        subject="Your password was changed",
        says=(
            "Your password for Alongside was changed. Every other device was signed out.",
            "If that was you, all is well, and you need not do anything.",
            "If it was not you, please tell your programme team today. They will help you back in.",
        ),
        page="/",
        press="Open Alongside",
    ),
}
