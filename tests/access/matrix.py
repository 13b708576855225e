"""Every operation, asked by everybody, of everything: what they got, and what the table says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from tests.access import oracle
from tests.access.asking import Answer
from tests.access.facts import Facts, Row
from tests.access.operations import Operation, ask_for, operations_of, rows_of
from tests.access.stage import Stage
from tests.answers import NOBODYS
from tests.figures import FULL

from alongside.access.policy import AT_ALL

MISSING, REFUSED, OPEN = "missing", "refused", "open"
SAID = {404: MISSING, 403: REFUSED, 200: OPEN, 201: OPEN, 204: OPEN, 409: OPEN}
OF_EACH_KIND = 2


@dataclass(frozen=True)
class Cell:
    """One request of somebody about something, and what came of it."""

    operation: Operation
    who: str
    target: str
    expected: str
    answer: Answer

    @property
    def got(self) -> str:
        return SAID.get(self.answer.status, f"{self.answer.status}")

    def __str__(self) -> str:
        return f"{self.who}: {self.operation} of {self.target}: {self.expected}, got {self.got}"


@dataclass
class Matrix:
    """The cells, and what each operation answers each of them about an id that nobody has."""

    facts: Facts
    cells: list[Cell]
    unknown: dict[tuple[Operation, str], Answer]
    heard: list[str] = field(default_factory=list)

    def listed(self, who: str, path: str) -> Cell:
        """Find the answer to a list that somebody asked for."""
        named = f"GET {path}"
        return next(c for c in self.cells if c.who == who and str(c.operation) == named)


def expected(facts: Facts, person: UUID, operation: Operation, row: Row | None) -> str:
    """Say what the table promises: nothing there, there but not theirs to do, or open."""
    action = operation.action
    if row is None:
        is_open = action not in AT_ALL or oracle.may_at_all(facts, person, action)
        return OPEN if is_open else REFUSED
    if not oracle.may_read(facts, person, action, row):
        return MISSING
    return OPEN if oracle.may(facts, person, action, row) else REFUSED


def _kept(seen: Counter[str], operation: Operation, promised: str) -> bool:
    """Keep every reading; of the rest in `make test` a few of each kind for each person."""
    seen[promised] += 1
    return FULL or operation.method == "GET" or seen[promised] <= OF_EACH_KIND


def _targets(operation: Operation, facts: Facts, stage: Stage) -> Iterator[tuple[str, UUID, Row]]:
    """Give what an operation may be about, for everybody another few first."""
    return rows_of(operation.kind or "", stage.world, facts.tables)


def _turned(rows: list[tuple[str, UUID, Row]], by: int) -> list[tuple[str, UUID, Row]]:
    turn = by % len(rows)
    return rows[turn:] + rows[:turn]


async def _row(stage: Stage, facts: Facts, operation: Operation) -> list[Cell]:
    """Ask one operation as everybody about everything."""
    cells = []
    rows = list(_targets(operation, facts, stage)) if operation.kind else []
    for i, (who, member) in enumerate(stage.world.actors.items()):
        seen: Counter[str] = Counter()
        for target, key, row in _turned(rows, 3 * i) if rows else [("all", None, None)]:
            promised = expected(facts, member.person_id, operation, row)
            if _kept(seen, operation, promised):
                answer = await stage.ask(who, ask_for(operation, stage.world, key))
                cells.append(Cell(operation, who, target, promised, answer))
    return cells


async def ask_everything(stage: Stage, facts: Facts) -> Matrix:
    operations = [one for one in operations_of(stage.app.openapi()) if one.governed]
    cells = [cell for one in operations for cell in await _row(stage, facts, one)]
    unknown = {
        (one, who): await stage.ask(who, ask_for(one, stage.world, UUID(NOBODYS)))
        for one in operations
        for who in stage.world.actors
        if one.kind
    }
    return Matrix(facts, cells, unknown)
