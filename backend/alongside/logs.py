"""What the server writes down about itself: one line of JSON for each thing worth knowing.

Only the keys listed here are written. Nothing that somebody sent is among them, nor an address
with a secret in it, nor the text of an error, which may quote what somebody wrote. Of what a
library says, only where and how gravely it says it is written, for the same reason.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from alongside.core.clock import now

WRITTEN = (
    "at",
    "level",
    "event",
    "request_id",
    "kind",
    "where",
    "why",
    "code",
    "attempt",
    "status",
    "signal",
    "revision",
    "copy",
    "people",
    "rows",
    "notice",
)
QUIET = {
    "procrastinate": logging.CRITICAL,  # our own lines say what waits, and for how long
    "psycopg.pool": logging.ERROR,
    "alembic": logging.WARNING,
    "uvicorn": logging.WARNING,
    "asyncio": logging.ERROR,
}


def _stamp(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    event["at"] = now().isoformat(timespec="milliseconds")
    return event


def _only_what_is_listed(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    if kind := _kind_of(event.get("exc_info")):
        event["kind"] = kind
    return {key: event[key] for key in WRITTEN if key in event}


def _kind_of(exc_info: Any) -> str | None:
    """Name the kind of an error. Its text stays out: it may quote what somebody wrote."""
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    return type(error).__name__ if isinstance(error, BaseException) else None


SHARED: tuple[structlog.typing.Processor, ...] = (
    structlog.stdlib.add_log_level,
    _stamp,
)


def _not_in_their_words(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Point to the line of the library that speaks: what it says may quote what somebody wrote."""
    record = event["_record"]
    event["event"] = "library"
    event["where"] = f"{record.name}:{record.funcName}:{record.lineno}"
    return event


def configure_logs() -> None:
    """Write our own lines and those of the libraries, to standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    written = logging.StreamHandler(sys.stderr)
    written.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=(*SHARED, _not_in_their_words),
            use_get_message=False,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _only_what_is_listed,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.raiseExceptions = False  # a line that cannot be written would be shown as it is
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.handlers[:] = [written]
    root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
