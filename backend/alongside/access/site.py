"""What a running server has at hand for each request. Nothing here knows of the web."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from alongside.core.db import Database
from alongside.core.pages import Cursors


class Credentials(NamedTuple):
    """Whom a token names, and the sign-in through which it was given."""

    person_id: UUID
    sign_in_id: UUID


@dataclass(frozen=True)
class Site:
    """What a running server has at hand for each request. The composition root makes it."""

    database: Database
    cursors: Cursors
    read_token: Callable[[str], Credentials]
    demo: bool = True
    address: str = "http://localhost:8000"
