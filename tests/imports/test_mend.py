from hypothesis import given, settings
from hypothesis import strategies as st
from tests.imports.rosters import HEADER, MESSY, as_xlsx, names_by_code, read_rows

from alongside.imports.reading.mend import mend_csv
from alongside.imports.reading.roster import read_roster
from alongside.imports.reading.within_file import check_organisation_codes, check_within_file

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


def bad(roster):
    return [row for row in roster.rows if row.faults]


def test_the_rows_to_mend_of_the_messy_roster_come_back_as_they_were():
    roster = check_within_file(check_organisation_codes(read_roster(MESSY), names_by_code()))
    again = read_roster((mend_csv(roster, bad(roster)) or "").encode())
    assert again.header.cells == roster.header.cells
    assert [row.cells for row in again.rows] == [row.cells for row in bad(roster)]
    assert "I have an open complaint with RET" in again.rows[2].cells


def test_mended_rows_are_good():
    roster = check_within_file(check_organisation_codes(read_roster(MESSY), names_by_code()))
    mended = mend_csv(roster, bad(roster)) or ""
    for wrong, right in [
        ("not-an-email", "ciaran.farooq@example.org"),
        ("Volunteer", "coach"),
        ("ZZZ9", ""),
        ("SHANTHI.MALIK@EXAMPLE.ORG", "amina.ali@example.org"),
        ("lots", "3"),
        (",Begum", "Dermot,Begum"),
        ("x" * 6000, "x"),
    ]:
        mended = mended.replace(wrong, right)
    again = check_within_file(check_organisation_codes(read_roster(mended.encode()), {}))
    assert len(again.rows) == 8
    assert all(row.is_good for row in again.rows)


def test_nothing_to_mend_is_nothing():
    assert mend_csv(read_rows(), []) is None


def test_cells_that_could_run_are_made_harmless_and_read_back_equal():
    roster = read_rows(("?", "=1+1", "@x", "-", "+44 7700 900289", "\ttab"))
    mended = mend_csv(roster, roster.rows) or ""
    assert "'=1+1,'@x,'-,'+44 7700 900289,'\ttab" in mended.replace('"', "")
    assert read_roster(mended.encode()).rows[0].cells == roster.rows[0].cells


def test_it_is_written_as_spreadsheets_want_it():
    roster = read_rows(("?", "Amina", "Ali, Dr"))
    assert mend_csv(roster, roster.rows) == (
        "Role,First name,Surname,Email,Phone,Connected to (please keep private)\r\n"
        '?,Amina,"Ali, Dr"\r\n'
    )


def test_cells_beyond_the_header_come_back_too():
    roster = read_rows(("coach", "Amina", "Ali", "", "", "", "more"))
    mended = mend_csv(roster, roster.rows) or ""
    assert read_roster(mended.encode()).rows[0].cells == roster.rows[0].cells


@settings(deadline=None)
@given(st.lists(st.tuples(*[WORDS] * len(HEADER)), max_size=4))
def test_any_rows_read_back_equal_from_a_mended_workbook_or_file(rows):
    roster = read_rows(*rows)
    mended = mend_csv(roster, roster.rows)
    again = read_roster((mended or ",".join(HEADER)).encode())
    assert [row.cells for row in again.rows] == [row.cells for row in roster.rows]
    assert [row.entry for row in again.rows] == [row.entry for row in roster.rows]


def test_a_workbook_is_mended_as_a_file():
    roster = read_roster(as_xlsx([HEADER, ("?", "Amina", "Ali", None, 7700900289.0)]))
    mended = mend_csv(roster, roster.rows) or ""
    assert mended.endswith("?,Amina,Ali,,7700900289,\r\n")
