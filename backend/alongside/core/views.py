"""What goes over the wire: commands come in, views go out, and a tag says which view it was."""

import hashlib
import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from alongside.core.addresses import LONGEST, folded
from alongside.core.errors import Problem

NAME, EMAIL, FREE_TEXT = 200, LONGEST, 4000
UNTAGGED = frozenset({"allowed", "readers"})

Allowed = Annotated[
    list[Annotated[str, StringConstraints(max_length=64)]],
    Field(max_length=50, description="What you may do with this just now.", examples=[[]]),
]


def _sayable(text: str) -> str:
    """Refuse what PostgreSQL cannot keep, and what no keyboard means to type."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise PydanticCustomError(
            "unreadable_letters", "There are letters in it that cannot be kept. Type it again."
        )
    return text


def _on_one_line(text: str) -> str:
    if any(ord(letter) < ord(" ") for letter in text):
        raise PydanticCustomError("one_line", "Write this on one line.")
    return text


def _said(pattern: str) -> Any:
    """Document what is checked in words of our own."""
    return Field(json_schema_extra={"pattern": pattern})


CONTROL = r"\u0000-\u001f"
BLANK = rf"\s\u0085\ufeff{CONTROL}"  # not every language counts the last two among \s
Sayable = AfterValidator(_sayable)
SAYABLE = _said(r"^[^\u0000]*$")
OneLine = AfterValidator(_on_one_line)
FreeText = Annotated[str, Field(max_length=FREE_TEXT), SAYABLE, Sayable]
Line = Annotated[str, Field(max_length=NAME), _said(f"^[^{CONTROL}]*$"), Sayable, OneLine]
Name = Annotated[
    str,
    Field(min_length=1, max_length=NAME),
    _said(rf"^[^{CONTROL}]*[^{BLANK}][^{CONTROL}]*$"),
    Sayable,
    OneLine,
]


def _address(text: str) -> str:
    name, at, host = text.rpartition("@")
    dotted = "." in host and not host.startswith(".") and not host.endswith(".")
    blank = any(letter.isspace() or letter == "\ufeff" for letter in text)
    if blank or not (name and at and dotted):
        raise PydanticCustomError("email", "This is not an e-mail address. Check it for a slip.")
    return text


_HOST = rf"[^@.{BLANK}][^@{BLANK}]*\.[^@{BLANK}]*[^@.{BLANK}]"
Email = Annotated[
    str,
    Field(
        max_length=EMAIL,
        description="How to reach them, as written.",
        examples=["amina.yusuf@example.org"],
    ),
    _said(rf"^[^{BLANK}]+@{_HOST}$"),
    Sayable,
    OneLine,
    AfterValidator(_address),
    AfterValidator(folded),
]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)")


def _written_as_day(value: Any) -> Any:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticKnownError("date_type")
    return value


def _written_as_moment(value: Any) -> Any:
    """Take what RFC 3339 knows, and no number: a number is a time to the parser, too."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise PydanticKnownError("datetime_type")
    return value


def _as_whole(value: Any) -> Any:
    """Take 2.0 for the 2 that it is in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_as_whole)
Day = Annotated[date, BeforeValidator(_written_as_day), Field(examples=["2027-01-04"])]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_as_moment)]


class Command(BaseModel):
    """What somebody asks us to do. A field we do not know is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class View(BaseModel):
    """What one reader may see of a thing. No field has a default: each is there, or is null."""

    model_config = ConfigDict(from_attributes=True, extra="forbid")
    untagged: ClassVar[frozenset[str]] = frozenset({"allowed"})


class ChangedMeanwhile(Problem):
    status, code = 412, "changed_meanwhile"
    title = "Someone changed this while you were writing. Look at it again, then save yours."


class MatchNeeded(Problem):
    status, code = 428, "match_needed"
    title = "Send the ETag of the version you are changing in the If-Match header."


def etag_of(view: View) -> str:
    """Make the strong tag of a reader's own representation (RFC 9110, section 8.8.3).

    `allowed` is left out, so that the tag tells of nothing but what the reader sees; and where
    several change the same thing, `readers`, so that they have one tag for it.
    """
    shown = view.model_dump_json(exclude=set(view.untagged))
    return f'"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'


def must_match(given: str | None, view: View, *, required: bool = True) -> None:
    """Refuse a change of something the writer has not seen (RFC 9110, section 13.1.1)."""
    if given is None:
        if required:
            raise MatchNeeded
        return
    tags = {one.strip() for one in given.split(",")}
    if "*" not in tags and etag_of(view) not in tags:
        raise ChangedMeanwhile
