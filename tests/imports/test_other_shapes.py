"""The same roster, as other people's programs save it, reads the same."""

import pytest
from tests.imports.rosters import as_xlsx, clean_table, written

from alongside.imports.reading.roster import read_roster

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
LINE_ENDS = ("\r\n", "\n", "\r")


def plain_table():
    """The clean roster without the one letter that Windows-1252 does not have."""
    return [[cell.replace("ś", "s") for cell in cells] for cells in clean_table()]


@pytest.fixture(scope="module")
def expected():
    return entries(written(plain_table()).encode())


def entries(body):
    return [(row.line, row.entry, row.faults) for row in read_roster(body).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_it_reads_the_same(expected, delimiter, encoding, line_end):
    body = written(plain_table(), delimiter, line_end).encode(encoding)
    assert entries(body) == expected


def test_line_ends_may_be_mixed(expected):
    lines = written(plain_table()).split("\r\n")
    mixed = "".join(line + LINE_ENDS[n % 3] for n, line in enumerate(lines[:-1]))
    assert entries(mixed.encode()) == expected


def test_a_workbook_reads_the_same(expected):
    table = [[int(c) if c.isdigit() and len(c) == 1 else c for c in r] for r in plain_table()]
    assert entries(as_xlsx(table)) == expected


def test_lines_of_two_encodings_may_be_mixed(expected):
    lines = written(plain_table()).splitlines(keepends=True)
    halves = [line.encode("cp1252" if n % 2 else "utf-8") for n, line in enumerate(lines)]
    assert entries(b"".join(halves)) == expected


def test_every_cell_may_be_quoted(expected):
    body = "".join(
        ";".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"
        for cells in plain_table()
    )
    assert entries(body.encode()) == expected


def test_the_delimiter_may_be_named_in_the_first_line(expected):
    body = "sep=;\r\n" + written(plain_table(), ";")
    read = read_roster(body.encode())
    assert read.header.line == 2
    assert [row.entry for row in read.rows] == [entry for _, entry, _ in expected]


def test_each_line_may_end_with_a_delimiter(expected):
    body = written([[*cells, ""] for cells in plain_table()])
    assert entries(body.encode()) == expected


def test_empty_cells_at_the_end_may_be_missing(expected):
    def shortened(cells):
        return shortened(cells[:-1]) if not cells[-1] else cells

    body = written([shortened(cells) for cells in plain_table()])
    assert entries(body.encode()) == expected


def test_the_header_may_come_after_empty_lines_and_a_title():
    body = "\r\nSpring group\r\n\r\n" + written(plain_table())
    read = read_roster(body.encode())
    assert (read.header.line, read.rows[0].line) == (4, 5)
    assert [(w.line, w.code) for w in read.about_columns] == [(4, "lines_before_header")]


def test_empty_lines_alone_before_the_header_need_no_warning():
    read = read_roster(b"\n\n" + written(plain_table()).encode())
    assert read.header.line == 3
    assert read.about_columns == ()


def test_other_delimiters_in_many_cells_do_not_mislead():
    body = 'Role;First name;Surname;Topics\ncoach;Amina;Ali;"a,b,c,d|e|f|g"\nLEP;Bo;Ek;"x,y,z"\n'
    assert [row.entry.topics for row in read_roster(body.encode()).rows] == [
        "a,b,c,d|e|f|g",
        "x,y,z",
    ]


def test_curly_quotes_of_windows_are_read():
    body = "Role,First name,Surname,Topics\ncoach,Amina,O\u2019Neill,“care” \u2013 and costs €5\n"
    entry = read_roster(body.encode("cp1252")).rows[0].entry
    assert (entry.family_name, entry.topics) == ("O\u2019Neill", "“care” \u2013 and costs €5")
