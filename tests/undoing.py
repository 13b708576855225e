"""Trying something and taking it back, within one test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def undoing(api: Any) -> Iterator[None]:
    """Leave nothing behind of what is asked within the block."""
    connection, call = api.app.state.site.database.connection, api.client.portal.call
    kept = call(connection.begin_nested)
    yield
    call(kept.rollback)
