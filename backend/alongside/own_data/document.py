"""The data map as a page that anybody can read: `alongside data-map` writes docs/data-map.md."""

from itertools import groupby

from sqlalchemy import Table

from alongside.models.columns import Keep
from alongside.own_data.data_map import PERIODS, Line, fate_of, read_map, until
from alongside.own_data.ties import TIES

FIRST = """\
# What is kept about people

Written from the columns in `backend/alongside/models` by `make openapi`; never by hand. Of every
column it says whom it tells of, what kind of thing, for how long, and what happens to it when that
person is erased. The copy that people take along, erasure and retention go by the same map.
"""
KEEPING = """\
## For how long

| kept | which is |
|---|---|
"""
HEAD = "| column | tells of | what | kept | when they are erased |\n|---|---|---|---|---|\n"


def _fate(line: Line) -> str:
    tie = TIES.get(line.table.name)
    fate = fate_of(line)
    return f"{fate}, unless they agreed that it may stay" if tie and tie.unless else fate


def _row(line: Line) -> str:
    about = line.about
    cells = (f"`{line.column.name}`", about.subject, about.category, until(about.keep))
    return f"| {' | '.join(cells)} | {_fate(line)} |\n"


def _table(table: Table, lines: list[Line]) -> str:
    tie = TIES.get(table.name)
    whose = f"Of {tie.words}." if tie else "Of nobody."
    return f"## {table.name}\n\n{whose}\n\n{HEAD}{''.join(map(_row, lines))}"


def write_data_map() -> str:
    """Render the whole map."""
    kept = "".join(f"| {keep.value} | {until(keep)} |\n" for keep in Keep if keep in PERIODS)
    parts = [FIRST, KEEPING + kept]
    parts += [_table(table, list(lines)) for table, lines in groupby(read_map(), lambda x: x.table)]
    return "\n".join(parts)
