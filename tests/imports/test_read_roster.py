import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.imports.rosters import CLEAN, MESSY, as_xlsx, read_rows

from alongside.core.errors import Problem
from alongside.imports.reading.problems import NoHeader, NotATable, RosterEmpty, RosterTooLarge
from alongside.imports.reading.roster import MOST_BYTES, read_roster

HEADER = b"Role,First name,Surname\r\n"
ROW = b"coach,Amina,Ali\r\n"
WORKBOOK = as_xlsx([("Role", "First name", "Surname"), ("coach", "Amina", "Ali")])


@pytest.mark.parametrize("body", [b"", b"\r\n \t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_an_empty_file_is_refused(body):
    with pytest.raises(RosterEmpty) as refused:
        read_roster(body)
    assert refused.value.status == 422


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n1 0 obj",
        b'{"role": "coach"}',
        b"<html><table><tr><td>Amina</td></tr></table></html>",
        b"Hello, this is a letter.\nIt has lines.",
        b";;;\n;;;\n",
        bytes(range(1, 256)),
        b"sep=;\n",
    ],
)
def test_what_is_no_table_is_refused(body):
    with pytest.raises(NoHeader):
        read_roster(body)


def test_broken_letters_are_refused():
    with pytest.raises(NotATable):
        read_roster(b"\xff\xfe" + "Role".encode("utf-16-le") + b"\x00\xd8")


def test_five_thousand_rows_are_read_and_one_more_is_refused():
    assert len(read_roster(b"\r\n" + HEADER + ROW * 5000).rows) == 5000
    with pytest.raises(RosterTooLarge) as refused:
        read_roster(HEADER + ROW * 5001)
    assert refused.value.status == 413


def test_a_workbook_has_the_same_limit():
    table = [("Role", "First name", "Surname"), *[("coach", "Amina", "Ali")] * 5001]
    assert len(read_roster(as_xlsx(table[:-1])).rows) == 5000
    with pytest.raises(RosterTooLarge):
        read_roster(as_xlsx(table))


def test_one_mebibyte_is_read_and_one_byte_more_is_refused():
    padding = b"x" * (MOST_BYTES - len(HEADER) - len(ROW) + 2) + b"\r\n"
    body = HEADER + ROW[:-2] + b"," + padding
    assert len(body) == MOST_BYTES + 3
    with pytest.raises(RosterTooLarge):
        read_roster(body)
    assert len(read_roster(HEADER + ROW[:-2] + b"," + padding[3:]).rows) == 1


def test_programmes_may_have_their_own_words_for_roles():
    body = HEADER + b"Guides,Amina,Ali\r\n"
    assert read_roster(body, labels={"coach": "Guide"}).rows[0].entry.role == "coach"


def test_errors_and_warnings_are_told_together():
    roster = read_rows(
        ("coordinator", "=Amina", "Ali", "", "", "", ""),
        ("coordinator", "", "Ek", "=x@y.example", "", "", ""),
        header=("Role", "First name", "Surname", "Email", "Notes"),
    )
    assert [(found.line, found.code) for found in roster.errors] == [(3, "missing_name")]
    assert [(w.line, w.code) for w in roster.warnings] == [
        (1, "unknown_column"),
        (2, "formula_cell"),
    ]


def test_zeros_after_the_end_do_not_matter():
    assert len(read_roster(HEADER + ROW + b"\0" * 500).rows) == 1


BITS = st.sampled_from([b'"', b",", b";", b"\r", b"\n", b"\t", b"\0", b"\xff", b"'=", b"@", b""])


def outcome(body):
    try:
        return read_roster(body)
    except Problem as refused:
        return refused


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_damaged_roster_is_read_or_refused_in_words(data):
    body = bytearray(data.draw(st.sampled_from([CLEAN, MESSY])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(BITS)
    found = outcome(bytes(body))
    if isinstance(found, Problem):
        assert found.status in {413, 422}
    else:
        assert len({row.line for row in found.rows}) == len(found.rows)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_in_words(data):
    body = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))
    found = outcome(bytes(body))
    assert not isinstance(found, Problem) or found.status in {413, 422}
