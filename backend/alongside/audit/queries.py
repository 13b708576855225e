"""What of the trail is told to whom: each by a function of the database, and by no other way."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Text, TextClause, Uuid, bindparam, text

from alongside.access.enforce import Listing
from alongside.access.policy import Action

RUN_HERE = Listing(read=Action.AUDIT_READ, columns=("id", "created_at"))
KEPT_SAFE_HERE = Listing(read=Action.RESTRICTED_AUDIT_READ, columns=("id", "created_at"))

_KINDS: dict[str, Any] = {
    "programme": Uuid,
    "before_id": Uuid,
    "about": Uuid,
    "before": DateTime(timezone=True),
    "at": DateTime(timezone=True),
    "why": Text,
    "request": Text,
}


def _asking(words: str, *names: str) -> TextClause:
    return text(words).bindparams(*(bindparam(n, type_=_KINDS[n]) for n in names))


WHO_LOOKED = _asking("select * from who_looked(:size, :before, :before_id)", "before", "before_id")
EVENTS = _asking(
    "select * from programme_events(:programme, :size, :before, :before_id)",
    "programme", "before", "before_id",
)  # fmt: skip
RESTRICTED = _asking(
    "select * from restricted_entries(:programme, :why, :at, :about, :request, :before)",
    "programme", "why", "at", "about", "request", "before",
)  # fmt: skip


def from_there_on(mark: tuple[datetime, Any] | None) -> dict[str, Any]:
    """Say where a page begins."""
    return {"before": mark[0] if mark else None, "before_id": mark[1] if mark else None}
