"""What the notices say, in codes: the page has words for each."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from alongside.core.views import View


class Kept(StrEnum):
    """What is kept about people."""

    NAME = "name"
    HELPER = "helper"
    COORDINATOR = "coordinator"
    WORK = "work"
    CONTACT = "contact"
    HELP = "help"
    TOPICS = "topics"
    PAIRING = "pairing"
    MEETING = "meeting"
    PRIVATE_NOTE = "private_note"
    SHARED_NOTE = "shared_note"
    FEEDBACK_TO_PARTNER = "feedback_to_partner"
    FEEDBACK_TO_TEAM = "feedback_to_team"
    FEEDBACK_TO_LEARNING = "feedback_to_learning"
    TIE = "tie"
    SIGN_IN = "sign_in"
    ACCOUNT = "account"
    AGREED = "agreed"
    SAID_FOR = "said_for"
    MAIL = "mail"
    LIST = "list"
    LOOKED = "looked"
    TRAIL = "trail"
    TRAIL_APART = "trail_apart"


class Reader(StrEnum):
    """Who reads something, as one says it to the person it is about."""

    YOU = "you"
    BOTH = "both"
    PARTNER_NOW = "partner_now"
    PARTNER_EVER = "partner_ever"
    TEAM = "team"
    LEARNING = "learning"
    LEADS = "leads"
    MEMBERS = "members"
    OPERATORS = "operators"


class Until(StrEnum):
    """For how long something is kept: the classes of the data map, and answers that are counted."""

    LASTING = "lasting"
    ACCOUNT = "account"
    PROGRAMME = "programme"
    COUNTED = "counted"
    ANSWERS = "answers"
    SIGN_IN = "sign_in"
    DAY = "day"
    PROOF = "proof"


Days = Annotated[int, Field(ge=0, le=10_000, json_schema_extra={"format": "int32"}, examples=[365])]


class KeptFor(View):
    """A class of the data map, and how many days after its end things of it go."""

    until: Until
    days: Annotated[
        Days | None, Field(description="Null: it does not go by itself.", examples=[365])
    ]


class KeptView(View):
    """One kind of thing that is kept."""

    what: Kept
    readers: Annotated[list[Reader], Field(max_length=20, examples=[["you", "team"]])]
    kept: Annotated[list[KeptFor], Field(max_length=10)]
    longer_if_agreed: Annotated[
        bool, Field(description="It stays for longer if they agreed to be asked afterwards.")
    ]
    sealed: Annotated[bool, Field(description="Locked with a key of its own in the database.")]


class CookieView(View):
    purpose: Literal["sign_in", "known_device"]
    days: Days


class ErasingView(View):
    """How long it takes until somebody who asks for it is forgotten."""

    waiting_days: Days
    copies_days: Annotated[Days, Field(description="How long copies made before may be read.")]


class PrivacyView(View):
    kept: Annotated[list[KeptView], Field(max_length=50)]
    hosts: Annotated[
        list[Annotated[str, Field(max_length=200)]],
        Field(max_length=50, description="Other sites that a page may speak to.", examples=[[]]),
    ]
    cookies: Annotated[list[CookieView], Field(max_length=10)]
    erasing: ErasingView


class Walked(StrEnum):
    """What was done from beginning to end by the keyboard alone, in a browser."""

    SIGNING_IN = "signing_in"
    SECOND_STEP = "second_step"
    PASSKEY = "passkey"
    PAIRING_AND_MEETING = "pairing_and_meeting"
    OWN_DATA = "own_data"
    WHO_LOOKED = "who_looked"
    LEAVING = "leaving"


class Way(StrEnum):
    """In how many ways each page is looked at."""

    LIGHT = "light"
    DARK = "dark"
    MORE_CONTRAST = "more contrast"
    NARROW = "320 px"
    LARGER_TEXT = "larger text"
    RIGHT_TO_LEFT = "right to left"


class Missing(StrEnum):
    """What nobody has done yet."""

    SCREEN_READER_PEOPLE = "screen_reader_people"
    DISABLED_PEOPLE = "disabled_people"
    OUTSIDE_AUDIT = "outside_audit"
    OTHER_LANGUAGES = "other_languages"
    EASY_READ = "easy_read"
    SIGN_LANGUAGE = "sign_language"


class AccessibilityView(View):
    """What was tried of every page, and what was not."""

    rules: Annotated[
        list[Annotated[str, Field(max_length=40)]],
        Field(max_length=20, description="Sets of rules of axe.", examples=[["wcag22aa"]]),
    ]
    ways: Annotated[list[Way], Field(max_length=20)]
    widths: Annotated[
        list[Annotated[int, Field(ge=1, le=10_000, json_schema_extra={"format": "int32"})]],
        Field(max_length=10, description="In pixels.", examples=[[320, 1280]]),
    ]
    walked: Annotated[list[Walked], Field(max_length=20)]
    missing: Annotated[list[Missing], Field(max_length=20)]
