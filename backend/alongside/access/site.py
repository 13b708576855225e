"""What a running server has at hand for each request. Nothing here knows of the web."""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any, NamedTuple
from uuid import UUID

from alongside.access.audit import Recent
from alongside.core.db import Database
from alongside.core.pages import Cursors
from alongside.core.vault import Vault


class Credentials(NamedTuple):
    """Whom a token names, and the sign-in through which it was given."""

    person_id: UUID
    sign_in_id: UUID


class Told:
    """What the database last told of each sign-in. Nobody relies on it: it is asked each time."""

    MOST = 4096

    def __init__(self) -> None:
        self._last: dict[Credentials, str] = {}

    def of(self, who: Credentials) -> str | None:
        return self._last.get(who)

    def keep(self, who: Credentials, told: Any) -> None:
        """Keep what was told of somebody who is signed in; the oldest goes first."""
        self._last.pop(who, None)
        if not isinstance(told, str):
            return
        if len(self._last) >= self.MOST:
            self._last.pop(next(iter(self._last)))
        self._last[who] = told


@dataclass(frozen=True)
class Site:
    """What a running server has at hand for each request. The composition root makes it."""

    database: Database
    cursors: Cursors
    read_token: Callable[[str], Credentials]
    vault: Vault
    demo: bool = True
    address: str = "http://localhost:8000"
    origins: frozenset[str] = frozenset({"http://localhost:8000"})
    second_factor_required: bool = False
    erasure_days: int = 14
    told: Told = field(default_factory=Told)
    mail_key: bytes = field(default_factory=lambda: token_bytes(32))
    recent: Recent = field(default_factory=Recent)
