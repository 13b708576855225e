"""Cells that a spreadsheet could run as a formula: made harmless when written, undone when read.

One `'` goes before a cell that starts with `=`, `+`, `-`, `@`, tab or carriage return. A cell that
already starts with `'` before one of those gets one more, so that what we wrote reads back equal.
"""

import re

_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def neutralise(cell: str) -> str:
    """Keep a spreadsheet from running this cell."""
    return f"'{cell}" if _LIKE_A_FORMULA.match(cell) else cell


def take_off(cell: str) -> str:
    """Give back the cell as it was before it was neutralised."""
    return cell[1:] if cell.startswith("'") and _LIKE_A_FORMULA.match(cell) else cell
