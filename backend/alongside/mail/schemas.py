"""What the demo shows of the mail that it would have sent."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from alongside.core.views import EMAIL, NAME, View


class MailView(View):
    """A mail of the demo. It was sent to nobody."""

    to: Annotated[str, Field(max_length=EMAIL, examples=["coach@demo.example"])]
    subject: Annotated[str, Field(max_length=NAME, examples=["Something waits for your answer"])]
    text: Annotated[str, Field(max_length=10_000, examples=["Hello Amara,"])]
    written_at: datetime


class MailboxView(View):
    """The mail of the demo, the newest first."""

    items: Annotated[list[MailView], Field(max_length=100)]
