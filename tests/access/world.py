"""The cast in a fuller world: every state of a pairing, every kind of text, people of two minds.

sol    has an account and takes part in nothing.
ravi   coaches and leads in Side by Side; tess coordinates and coaches there.
uma    operates the installation and leads Elsewhere; vic is a learning partner in both, and a
       safeguarding lead Elsewhere; wren coordinated Side by Side until they left, and coaches
       Elsewhere; xan was imported, has no address, and cannot sign in.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.cast import Member


@dataclass
class World:
    """The people by name, and by table the id of each row by a name of its own."""

    people: dict[str, Member]
    ids: dict[str, dict[str, UUID]] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    asked: dict[UUID, UUID] = field(default_factory=dict)  # by pairing: who answers next

    def keep(self, table: str, name: str, row: Any) -> Any:
        self.rows.setdefault(table, {})[name] = row
        self.ids.setdefault(table, {})[name] = row.id
        return row

    def name(self, table: str, key: UUID) -> str:
        return next(name for name, one in self.ids[table].items() if one == key)

    @property
    def actors(self) -> dict[str, Member]:
        """Everybody who can sign in."""
        return {name: one for name, one in self.people.items() if name != "xan"}
