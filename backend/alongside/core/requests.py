"""Which request is being answered, so that what is noted of it can name it."""

from contextvars import ContextVar

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
