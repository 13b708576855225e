"""What goes in and out about signing in and one's own account."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from alongside.core.addresses import folded
from alongside.core.views import EMAIL, NAME, SAYABLE, Allowed, Command, Name, Sayable, View
from alongside.models import ParticipantState, Role

LONGEST_TYPED = 1024  # a password is measured once its letters are folded: they may get fewer

Password = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_TYPED,
        json_schema_extra={"format": "password"},
        examples=["three ducks on a wet roof"],
    ),
]
NewPassword = Annotated[
    str,
    Field(
        max_length=LONGEST_TYPED,
        description="12 to 256 characters. A few words are easy to remember and hard to guess.",
        json_schema_extra={"format": "password"},
        examples=["three ducks on a wet roof"],
    ),
]
LinkToken = Annotated[
    str,
    Field(
        max_length=200,
        description="The part of the link after the #.",
        examples=["v4Xh2nT7kq0cQm8sB1yZr5uW9eLfJ3aPd6oGtHiKxNM"],
    ),
]


class SignInWithPassword(Command):
    email: Annotated[
        str,
        Field(max_length=EMAIL, examples=["coach@demo.example"]),
        SAYABLE,
        Sayable,
        AfterValidator(folded),
    ]
    password: Password


class FirstSignIn(Command):
    token: LinkToken
    password: NewPassword


class LookAtLink(Command):
    token: LinkToken


class ChangeAccount(Command):
    display_name: Name


class ChangePassword(Command):
    current_password: Password
    new_password: NewPassword


class TokenView(View):
    """An access token; the refresh token travels in a cookie that scripts cannot read."""

    access_token: Annotated[str, Field(max_length=4096)]
    token_type: Literal["Bearer"]
    expires_in: Annotated[
        int, Field(ge=1, le=600, description="Seconds.", json_schema_extra={"format": "int32"})
    ]


class LinkView(View):
    """A first sign-in link. It is shown this once; a new one makes it useless."""

    url: Annotated[str, Field(max_length=1000)]
    expires_at: datetime


class WelcomeView(View):
    """What a first sign-in link is for, told before anything is asked."""

    display_name: Annotated[str, Field(max_length=NAME)]
    email: Annotated[str | None, Field(max_length=EMAIL)]
    programme: Annotated[str | None, Field(max_length=NAME)]
    role: Role | None
    role_label: Annotated[str | None, Field(max_length=NAME)]
    organisers: Annotated[str | None, Field(max_length=10_000)]


class PersonView(View):
    id: UUID
    display_name: Annotated[str, Field(max_length=NAME)]
    email: Annotated[str | None, Field(max_length=EMAIL)]


class ParticipationView(View):
    """One of your places in a programme, and what it lets you do there."""

    id: UUID
    programme_id: UUID
    programme_name: Annotated[str, Field(max_length=NAME)]
    role: Role
    role_label: Annotated[str | None, Field(max_length=NAME)]
    state: ParticipantState
    display_name: Annotated[str, Field(max_length=NAME)]
    allowed: Allowed


class MeView(View):
    """You: your account, your places, and what you may do outside of any programme."""

    person: PersonView
    participants: Annotated[list[ParticipationView], Field(max_length=1000)]
    allowed: Allowed
