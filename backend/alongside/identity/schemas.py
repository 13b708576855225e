"""What goes in and out about signing in and one's own account."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from alongside.access.called import Called
from alongside.core.addresses import folded
from alongside.core.people import ReadersOfEach
from alongside.core.views import EMAIL, NAME, SAYABLE, Allowed, Command, Sayable, View
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


TypedEmail = Annotated[
    str,
    Field(max_length=EMAIL, examples=["coach@demo.example"]),
    SAYABLE,
    Sayable,
    AfterValidator(folded),
]


class SignInWithPassword(Command):
    email: TypedEmail
    password: Password


class FirstSignIn(Command):
    token: LinkToken
    password: Annotated[
        NewPassword | None,
        Field(description="Null, for who has an e-mail address: they sign in by mail."),
    ] = None


class LookAtLink(Command):
    token: LinkToken


class ChangeAccount(Command):
    display_name: Called


class ChangePassword(Command):
    current_password: Annotated[
        Password | None, Field(description="Null, for who has none yet.")
    ] = None
    new_password: NewPassword


Ticket = Annotated[
    str,
    Field(
        max_length=200,
        description="What the first step gave. It is good for ten minutes.",
        examples=["mG3vQ0xTfW9cK2bR7dLh"],
    ),
]
Code = Annotated[
    str,
    Field(
        min_length=1,
        max_length=40,
        description="From your app, or a recovery code. Gaps and dashes do not matter.",
        examples=["492 039"],
    ),
]


class SignInWithTicket(Command):
    ticket: Ticket


class SignInWithCode(Command):
    ticket: Ticket
    code: Code


class TryCode(Command):
    code: Code


class ConfirmMe(Command):
    password: Password


class TokenView(View):
    """An access token; the refresh token travels in a cookie that scripts cannot read."""

    access_token: Annotated[str, Field(max_length=4096)]
    token_type: Literal["Bearer"]
    expires_in: Annotated[
        int, Field(ge=1, le=600, description="Seconds.", json_schema_extra={"format": "int32"})
    ]


class NextStepView(View):
    """What is still asked for, before there is a token."""

    next: Literal["second_factor", "set_up_second_factor", "passkey"]
    ticket: Annotated[str, Field(max_length=200)]


class SetUpView(View):
    """What an app needs to know, as words and as a picture. It is shown this once."""

    secret: Annotated[str, Field(max_length=64, examples=["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"])]
    uri: Annotated[
        str,
        Field(
            max_length=1000,
            examples=["otpauth://totp/Alongside:amina.yusuf%40example.org?secret=JBSWY3DP"],
        ),
    ]
    qr: Annotated[
        str,
        Field(max_length=100_000, description="An SVG image.", examples=["<svg></svg>"]),
    ]


class SecondFactorView(View):
    """Whether signing in asks you for a second step."""

    confirmed_at: Annotated[datetime | None, Field(description="Null: it does not.")]
    recovery_codes_left: Annotated[int, Field(ge=0, json_schema_extra={"format": "int32"})]
    required: Annotated[bool, Field(description="Whether your roles ask for it here.")]


class RecoveryCodesView(View):
    """Ten codes, told this once. Each stands in for the app once."""

    codes: Annotated[
        list[Annotated[str, Field(max_length=40)]],
        Field(max_length=10, examples=[["hk3m-9qwe-rt7y-u2ap"]]),
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


class SignInView(View):
    """One device on which you are signed in, roughly. We keep no network address."""

    id: UUID
    browser: Annotated[str | None, Field(max_length=40, examples=["Firefox"])]
    system: Annotated[str | None, Field(max_length=40, examples=["Windows"])]
    created_at: datetime
    used_at: datetime
    this: Annotated[bool, Field(description="Whether it is the one that asks.")]


class SignInsView(View):
    """The devices on which you are signed in, the one used last first."""

    items: Annotated[list[SignInView], Field(max_length=100)]


class PersonView(View):
    id: UUID
    display_name: Annotated[str, Field(max_length=NAME)]
    email: Annotated[str | None, Field(max_length=EMAIL)]
    has_password: Annotated[bool, Field(description="Without one, you sign in by mail.")]


class ParticipationView(View):
    """One of your places in a programme, and what it lets you do there."""

    id: UUID
    programme_id: UUID
    programme_name: Annotated[str, Field(max_length=NAME)]
    role: Role
    role_label: Annotated[str | None, Field(max_length=NAME)]
    state: ParticipantState
    joined: Annotated[bool, Field(description="You have opened it, or came in by its link.")]
    display_name: Annotated[str, Field(max_length=NAME)]
    allowed: Allowed


class MeView(View):
    """You: your account, your places, and what you may do outside of any programme."""

    person: PersonView
    participants: Annotated[list[ParticipationView], Field(max_length=1000)]
    allowed: Allowed
    readers: Annotated[
        ReadersOfEach,
        Field(description="Who reads what you write outside of any programme, by name."),
    ]
