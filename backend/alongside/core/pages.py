"""Pages of a list: keyset cursors that only their reader can use, and that tell nobody anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from alongside.core.errors import FieldError, Unprocessable
from alongside.core.sealing import Sealer

Mark = tuple[Any, UUID]


class CursorUnknown(Unprocessable):
    code = "cursor_unknown"
    title = "We do not know that place in the list. Start again from its first page."


@dataclass(frozen=True)
class Asked:
    """What part of a list is asked for: filters by name, how many rows, and from where on."""

    narrowed_by: Mapping[str, Any]
    limit: int
    cursor: str | None = None


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of those that follow, if any do."""

    rows: Sequence[Any]
    next: str | None


class Cursors:
    """Seals and opens cursors for one reader and one list."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    @staticmethod
    def _context(reader: UUID, name: str, asked: Asked) -> bytes:
        filters = sorted((key, str(value)) for key, value in asked.narrowed_by.items())
        return repr((reader.hex, name, filters)).encode()

    def seal(self, mark: Mark, reader: UUID, name: str, asked: Asked) -> str:
        """Turn the last row's order and id into an opaque word."""
        value, key = mark
        payload = f"{value.isoformat(timespec='microseconds')} {key}".encode()
        return self._sealer.seal(payload, self._context(reader, name, asked))

    def open(self, reader: UUID, name: str, asked: Asked) -> Mark | None:
        """Read the cursor that came back: raises CursorUnknown if it is not this reader's own."""
        if asked.cursor is None:
            return None
        try:
            opened = self._sealer.open(asked.cursor, self._context(reader, name, asked))
            value, key = opened.decode().split(" ")
            return datetime.fromisoformat(value), UUID(key)
        except ValueError:
            mend = FieldError("/cursor", CursorUnknown.code, CursorUnknown.title)
            raise CursorUnknown(errors=[mend]) from None
