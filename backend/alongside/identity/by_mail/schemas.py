"""What goes in and out about signing in by mail."""

from typing import Annotated

from pydantic import Field

from alongside.core.views import Command, View
from alongside.identity.schemas import LinkToken, TypedEmail

Attempt = Annotated[
    str,
    Field(
        max_length=200,
        description="Stands for the mail that was asked for. It is good for ten minutes.",
        examples=["mG3vQ0xTfW9cK2bR7dLh"],
    ),
]


class AskForMail(Command):
    email: TypedEmail


class SignInWithMailCode(Command):
    attempt: Attempt
    code: Annotated[
        str,
        Field(
            min_length=1,
            max_length=40,
            description="The eight figures in the mail. Gaps and dashes do not matter.",
            examples=["4920 3911"],
        ),
    ]


class UseMailLink(Command):
    token: LinkToken


class AttemptView(View):
    """What stands for a mail that may have been sent: to anybody who asks, it looks alike."""

    attempt: Attempt
    mailbox: Annotated[bool, Field(description="Whether mail is shown here (the demo) instead.")]
