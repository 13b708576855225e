import pytest
from tests.imports.rosters import codes, problems, read_one, read_rows

from alongside.imports.reading.roster import read_roster

NAMED = ("Role", "First name", "Surname")


def test_faults_come_in_the_order_of_the_columns():
    header = ("Email", "Surname", "Role", "First name")
    roster = read_rows(("x", "", "Volunteer", ""), header=header)
    assert problems(roster) == [
        (2, "Email", "invalid_email"),
        (2, "Surname", "missing_name"),
        (2, "Role", "unknown_role"),
        (2, "First name", "missing_name"),
    ]


def test_an_empty_role_is_a_fault():
    assert codes(read_one(Role=" ").faults) == ["missing_role"]


def test_a_whole_name_that_is_missing_is_a_fault_of_its_column():
    roster = read_rows(("coach", "", "x"), header=("Role", "Name", "Topics"))
    assert problems(roster) == [(2, "Name", "missing_name")]


def test_a_row_with_too_many_cells_has_that_one_fault():
    roster = read_rows(("Volunteer", "", "Ali", "and more"), header=NAMED)
    assert problems(roster) == [(2, None, "too_many_cells")]
    assert "4 cells and the header has 3" in roster.rows[0].faults[0].message


def test_empty_cells_too_many_are_no_fault():
    assert problems(read_rows(("coach", "Amina", "Ali", "", " "), header=NAMED)) == []


def test_a_row_that_ends_too_early_lacks_what_is_not_there():
    assert problems(read_rows(("coach", "Amina"), header=NAMED)) == [(2, "Surname", "missing_name")]


def test_a_quote_that_is_not_closed_is_a_fault_of_its_row_alone():
    body = 'Role,First name,Surname\ncoach,"Amina,Ali\ncoach,Bo,Ek\n'
    assert problems(read_roster(body.encode())) == [(2, None, "unclosed_quote")]


def test_a_header_in_the_middle_is_a_fault():
    roster = read_rows(("coach", "Amina", "Ali"), ("ROLE", "First name ", "Surname"), header=NAMED)
    assert problems(roster) == [(3, None, "repeated_header")]


@pytest.mark.parametrize("cells", [("Total: 72", "", ""), ("", "72", "")])
def test_a_total_is_no_person(cells):
    assert problems(read_rows(cells, header=NAMED)) == [(2, None, "not_a_person")]


@pytest.mark.parametrize("cells", [("", "", ""), ("\u00a0", " ", "\u200b"), ("",)])
def test_a_row_without_words_is_empty(cells):
    (row,) = read_rows(cells, header=NAMED).rows
    assert row.is_empty
    assert not row.is_good
    assert row.faults == row.warnings == ()


def test_a_list_without_rows_is_read():
    assert read_roster(b"Role,First name,Surname\r\n").rows == ()


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("Anybody else", "you are paired with"), "our_words"),
        (("...", "-"), "no_letters"),
        (("A\u200dmina", "Ali"), "hidden_letters"),
    ],
)
def test_a_name_that_nobody_can_have_here_is_a_fault(names, code):
    roster = read_rows(("coach", *names), header=NAMED)
    assert problems(roster) == [(2, "First name", code)]
