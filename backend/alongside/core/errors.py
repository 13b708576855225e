"""Things that go wrong on purpose. Each says the fact, and is told as RFC 9457 problem details."""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class FieldError:
    """One thing to mend in what was sent: `pointer` is a JSON pointer (RFC 6901) into the body."""

    pointer: str
    code: str
    message: str


@dataclass
class Problem(Exception):
    """Something that goes wrong on purpose. `code` is stable: the page finds its words by it."""

    detail: str | None = None
    errors: list[FieldError] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Something went wrong on our side."

    def __str__(self) -> str:
        return self.detail or self.title


class NotSignedIn(Problem):
    status, code = 401, "not_signed_in"
    title = "Please sign in first."


class NotAllowed(Problem):
    status, code = 403, "not_allowed"
    title = "You can see this, but you cannot do that with it."


class NotFound(Problem):
    status, code = 404, "not_found"
    title = "There is nothing here, or it is not yours to see."


class TooSlow(Problem):
    status, code = 408, "too_slow"
    title = "It took too long to reach us. Please send it again."


class Conflict(Problem):
    status, code = 409, "conflict"
    title = "That cannot be done just now."


class TooLarge(Problem):
    status, code = 413, "too_large"
    title = "That is larger than we can take."


class WrongContentType(Problem):
    status, code = 415, "content_type"
    title = "Send it in one of the content types that the documentation names."


class Unprocessable(Problem):
    status, code = 422, "invalid"
    title = "Something in it needs another look."


class TooManyTries(Problem):
    status, code = 429, "too_many_tries"
    title = "That did not fit several times. Wait a moment, then try again. Nothing is locked."


class Unavailable(Problem):
    status, code = 503, "unavailable"
    title = "We cannot answer just now. Please try again in a moment."
