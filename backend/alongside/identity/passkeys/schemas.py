"""What goes in and out about passkeys. What a browser says stays in the browser's own form."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from alongside.core.views import NAME, Command, Name, View
from alongside.identity.schemas import Ticket

Credential = Annotated[
    dict[str, Any],
    Field(
        max_length=20,
        description="What the browser gave, as `PublicKeyCredential.toJSON()` writes it.",
        examples=[{"id": "5Zw0Gk", "rawId": "5Zw0Gk", "type": "public-key", "response": {}}],
    ),
]


class UsePasskey(Command):
    ticket: Ticket
    credential: Credential


class AddPasskey(Command):
    ticket: Ticket
    credential: Credential
    name: Annotated[
        Name | None,
        Field(
            description="Without one it is called by the browser and the system.",
            examples=["My phone"],
        ),
    ] = None


class RenamePasskey(Command):
    name: Annotated[Name, Field(examples=["My phone"])]


class PasskeyOptionsView(View):
    """What to ask the browser for, and the ticket that goes with its answer."""

    options: Annotated[
        dict[str, Any],
        Field(
            max_length=20,
            description="As `PublicKeyCredential.parseCreationOptionsFromJSON()`, or"
            " `parseRequestOptionsFromJSON()`, reads it.",
            examples=[{"challenge": "mG3vQ0xTfW9cK2bR7dLh", "rpId": "localhost"}],
        ),
    ]
    ticket: Annotated[str, Field(max_length=200)]


class PasskeyView(View):
    """One of your passkeys. What it signs with never leaves your device."""

    id: UUID
    name: Annotated[str, Field(max_length=NAME, examples=["My phone"])]
    created_at: datetime
    used_at: Annotated[datetime | None, Field(description="Null: never yet.")]


class PasskeysView(View):
    """Your passkeys, the oldest first."""

    items: Annotated[list[PasskeyView], Field(max_length=20)]
