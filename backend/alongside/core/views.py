"""What goes over the wire: commands come in, views go out, and a tag says which view it was."""

import hashlib
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from alongside.core.errors import Problem

NAME, EMAIL, FREE_TEXT = 200, 254, 4000

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


Sayable = AfterValidator(_sayable)
FreeText = Annotated[str, Field(max_length=FREE_TEXT), Sayable]
Name = Annotated[str, Field(min_length=1, max_length=NAME), Sayable, AfterValidator(_on_one_line)]
Line = Annotated[str, Field(max_length=NAME), Sayable, AfterValidator(_on_one_line)]


def _address(text: str) -> str:
    name, at, host = text.rpartition("@")
    dotted = "." in host and not host.startswith(".") and not host.endswith(".")
    if not (name and at and dotted) or any(letter.isspace() for letter in text):
        raise PydanticCustomError("email", "This is not an e-mail address. Check it for a slip.")
    return text


Email = Annotated[
    str,
    Field(
        max_length=EMAIL,
        description="How to reach them, as written.",
        examples=["amina.yusuf@example.org"],
    ),
    Sayable,
    AfterValidator(_on_one_line),
    AfterValidator(_address),
]


class Command(BaseModel):
    """What somebody asks us to do. A field we do not know is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class View(BaseModel):
    """What one reader may see of a thing. No field has a default: each is there, or is null."""

    model_config = ConfigDict(from_attributes=True, extra="forbid")


class ChangedMeanwhile(Problem):
    status, code = 412, "changed_meanwhile"
    title = "Someone changed this while you were writing. Look at it again, then save yours."


class MatchNeeded(Problem):
    status, code = 428, "match_needed"
    title = "Send the ETag of the version you are changing in the If-Match header."


def etag_of(view: BaseModel) -> str:
    """Make the strong tag of a reader's own representation (RFC 9110, section 8.8.3).

    `allowed` is left out, so that the tag tells of nothing but what the reader sees.
    """
    shown = view.model_dump_json(exclude={"allowed"})
    return f'"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'


def must_match(given: str | None, view: BaseModel, *, required: bool = True) -> None:
    """Refuse a change of something the writer has not seen (RFC 9110, section 13.1.1)."""
    if given is None:
        if required:
            raise MatchNeeded
        return
    tags = {one.strip() for one in given.split(",")}
    if "*" not in tags and etag_of(view) not in tags:
        raise ChangedMeanwhile
