"""A PostgreSQL server of our own, for installations that bring none."""

from alongside.core.postgres.errors import EmbeddedServerError
from alongside.core.postgres.supervisor import EmbeddedServer

__all__ = ["EmbeddedServer", "EmbeddedServerError"]
