"""T2: everybody asks for everything, and gets what the table says, no more and no less."""

from collections import Counter

from tests.access.matrix import MISSING, OPEN, REFUSED
from tests.figures import record


def test_everybody_gets_what_the_table_says(matrix):
    got = Counter(cell.got for cell in matrix.cells)
    record("T2", "cells tested", len(matrix.cells))
    record("T2", "cells by answer", ", ".join(f"{n} {what}" for what, n in sorted(got.items())))

    assert [str(cell) for cell in matrix.cells if cell.got != cell.expected] == []


def test_every_operation_is_met_by_each_kind_of_answer_that_it_can_give(matrix):
    """A matrix in which nobody is ever refused something would prove little."""
    kinds = {}
    for cell in matrix.cells:
        kinds.setdefault(str(cell.operation), set()).add(cell.expected)

    assert all(OPEN in kind for kind in kinds.values())
    about_one = [kind for name, kind in kinds.items() if "{" in name]
    assert all(MISSING in kind for kind in about_one)
    assert sum(REFUSED in kind for kind in kinds.values()) >= 10
