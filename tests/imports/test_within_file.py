import pytest
from tests.imports.rosters import problems, read_rows

from alongside.imports.reading.within_file import check_organisation_codes, check_within_file

ALI = ("coach", "Amina", "Ali", "amina@x.example", "", "")
MALIK = ("coach", "Shanthi", "Malik", "amina@x.example", "", "")


def check(*rows):
    return check_within_file(read_rows(*rows))


def duplicates(roster):
    return [(row.line, row.duplicate_of) for row in roster.rows if row.duplicate_of]


@pytest.mark.parametrize(
    "again",
    [
        ALI,
        ("LEP", " AMINA ", "ali", "AMINA@X.EXAMPLE", "", ""),
        ("coach", "Amina", "Ali", "mailto:amina@x.example", "", ""),
    ],
)
def test_role_e_mail_and_names_make_a_duplicate(again):
    roster = check(ALI, MALIK[:3], again)
    assert duplicates(roster) == [(4, 2)]
    assert roster.rows[2].warnings[0].code == "duplicate"


def test_accents_written_in_two_ways_are_one_name():
    roster = check(("coach", "Jos\u00e9", "Ek"), ("coach", "Jose\u0301", "Ek"))
    assert duplicates(roster) == [(3, 2)]


def test_another_role_is_another_participant():
    roster = check(ALI, ("leader", *ALI[1:]))
    assert duplicates(roster) == []
    assert problems(roster) == []


def test_without_e_mail_role_names_and_phone_make_a_duplicate():
    one = ("coach", "Amina", "Ali", "", "07700 900289")
    again = ("coach", "amina", "ALI", "", "07700900289")
    other = ("coach", "Amina", "Ali", "", "07700 900290")
    assert duplicates(check(one, again, other, one)) == [(3, 2), (5, 2)]


def test_with_and_without_e_mail_are_not_compared():
    assert duplicates(check(ALI, ("coach", "Amina", "Ali", "", ""))) == []


def test_a_row_with_a_fault_has_no_duplicates():
    faulty = ("coach", "Amina", "Ali", "amina@x.example", "#REF!", "")
    roster = check(faulty, ALI, ALI)
    assert duplicates(roster) == [(4, 3)]


def test_a_duplicate_that_says_something_else_is_told_by_its_columns():
    roster = check(ALI, (*ALI[:4], "07700 900289", "SECRET"))
    (found,) = roster.rows[1].warnings
    assert found.code == "duplicate_differs"
    assert "“Phone”" in found.message
    assert "SECRET" not in found.message


def test_a_duplicate_is_warned_of_as_that_alone():
    again = ("coach", "=Amina", *ALI[2:])
    roster = check(again, again)
    assert [w.code for row in roster.rows for w in row.warnings] == ["formula_cell", "duplicate"]


def test_two_people_with_one_e_mail_are_both_faults():
    roster = check(ALI, ("", ""), (*MALIK[:3], "Amina@X.example"))
    assert problems(roster) == [(2, "Email", "email_shared"), (4, "Email", "email_shared")]
    words = "Lines 2 and 4 give the same e-mail for two people. Whose is it?"
    assert roster.rows[0].faults[0].message == words


def test_it_is_so_across_roles_and_beside_other_faults_and_for_duplicates():
    roster = check(ALI, ALI, ("Volunteer", *MALIK[1:]), ("leader", "Bo", "Ek", *MALIK[3:]))
    assert problems(roster) == [
        (2, "Email", "email_shared"),
        (3, "Email", "email_shared"),
        (4, "Role", "unknown_role"),
        (4, "Email", "email_shared"),
        (5, "Email", "email_shared"),
    ]
    words = "Lines 2, 3, 4 and 5 give the same e-mail for 3 people. Whose is it?"
    assert roster.rows[0].faults[0].message == words


def test_a_name_that_is_missing_is_not_taken_for_the_same():
    roster = check(ALI, ("coach", "", "Ali", *ALI[3:]))
    assert [code for _, _, code in problems(roster)] == [
        "email_shared",
        "missing_name",
        "email_shared",
    ]


def test_many_lines_are_named_in_short():
    people = [("coach", f"P{n}", "Ali", "amina@x.example") for n in range(40)]
    message = check(*people).rows[0].faults[0].message
    assert message.startswith("Lines 2, 3, 4, 5, 6 and 35 more give the same e-mail for 40 people.")


KNOWN = {"RXV": "GREATER MANCHESTER WEST MENTAL HEALTH NHS FOUNDATION TRUST"}


def check_codes(code, name):
    header = ("Role", "First name", "Surname", "ODS code", "Trust")
    roster = read_rows(("coach", "Amina", "Ali", code, name), header=header)
    (row,) = check_organisation_codes(roster, KNOWN).rows
    return row


def test_a_code_is_known_in_small_letters():
    row = check_codes(" rxv ", "")
    assert row.is_good
    assert row.entry.organisation_code == "RXV"


def test_a_code_that_nobody_has_is_named():
    (found,) = check_codes("zzz9", "").faults
    assert (found.column, found.code) == ("ODS code", "unknown_organisation_code")
    assert "“ZZZ9”" in found.message


@pytest.mark.parametrize(
    "name", ["", "Greater Manchester West Mental Health NHS Foundation Trust", KNOWN["RXV"] + "."]
)
def test_a_name_that_agrees_needs_no_word(name):
    assert not check_codes("RXV", name).warnings


def test_a_name_that_disagrees_is_a_warning_and_the_code_counts():
    row = check_codes("RXV", "Barts Health NHS Trust")
    assert row.is_good
    (found,) = row.warnings
    assert (found.column, found.code) == ("Trust", "organisation_differs")


def test_a_row_of_the_wrong_shape_is_not_asked_for_its_code():
    header = ("Role", "First name", "Surname", "ODS code")
    roster = read_rows(("coach", "A", "Ali", "ZZZ9", "x"), header=header)
    (row,) = check_organisation_codes(roster, KNOWN).rows
    assert [found.code for found in row.faults] == ["too_many_cells"]
