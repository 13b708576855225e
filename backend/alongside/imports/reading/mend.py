"""The rows to mend, given back as the uploader wrote them."""

from collections.abc import Iterable

from alongside.imports.reading.delimited import write_delimited
from alongside.imports.reading.roster import Roster
from alongside.imports.reading.rows import Row


def mend_csv(roster: Roster, rows: Iterable[Row]) -> str | None:
    """Write the rows to mend as CSV that can be mended and brought again; None if there are none.

    It alone carries the private column, and goes back to its uploader, never into store or log.
    """
    cells = [row.cells for row in rows]
    return write_delimited([roster.header.cells, *cells]) if cells else None
