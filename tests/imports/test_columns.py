import pytest
from tests.imports.rosters import read_rows, written

from alongside.imports.reading.columns import read_mapping
from alongside.imports.reading.headers import FIELDS
from alongside.imports.reading.problems import (
    NoHeader,
    NoNameColumn,
    NoRoleColumn,
    TooManyColumns,
    UnknownMapping,
)
from alongside.imports.reading.roster import read_roster

PERSON = ("coach", "Amina", "Ali")
NAMED = ("Role", "First name", "Surname")


def warned(roster):
    return [(w.line, w.column, w.code) for w in roster.about_columns]


def test_each_unknown_column_has_one_warning_that_names_it():
    roster = read_rows((*PERSON, "x", "y"), header=(*NAMED, "Notes", "Shoe size"))
    assert warned(roster) == [(1, "Notes", "unknown_column"), (1, "Shoe size", "unknown_column")]
    assert "“Shoe size”" in roster.about_columns[1].message


def test_a_private_column_that_we_do_not_know_is_not_taken_for_anything():
    roster = read_rows((*PERSON, "secret"), header=(*NAMED, "Access needs (confidential)"))
    assert [w.code for w in roster.about_columns] == ["private_column"]
    assert "secret" not in roster.about_columns[0].message
    assert roster.rows[0].entry.access_needs is None


def test_a_column_without_a_name_is_told_by_its_number():
    roster = read_rows((*PERSON, "x"), header=(*NAMED, ""))
    assert warned(roster) == [(1, None, "unnamed_column")]
    assert "Column 4" in roster.about_columns[0].message


def test_an_empty_column_without_a_name_is_nothing():
    assert read_rows((*PERSON, " "), header=(*NAMED, "")).about_columns == ()


def test_of_two_columns_for_one_field_the_first_counts():
    header = (*NAMED, "Email", "E-mail address", "Email")
    roster = read_rows((*PERSON, "a@x.example", "b@x.example", "c@x.example"), header=header)
    assert roster.rows[0].entry.email == "a@x.example"
    assert [w.code for w in roster.about_columns] == ["second_column", "second_column"]


def test_of_two_columns_for_the_role_the_one_with_roles_counts():
    header = ("Role", "Type", "First name", "Surname")
    roster = read_rows(("Chief Nurse", "Leader", "Amina", "Ali"), header=header)
    assert roster.rows[0].entry.role == "leader"
    assert warned(roster) == [(1, "Role", "second_column")]


def test_a_whole_name_is_not_needed_beside_its_parts():
    header = (*NAMED, "Full name")
    roster = read_rows((*PERSON, "Amina Ali"), header=header)
    assert warned(roster) == [(1, "Full name", "column_not_needed")]


def test_name_beside_surname_is_the_first_name():
    roster = read_rows(("coach", "Mei Ling", "Chen"), header=("Role", "Name", "Surname"))
    assert roster.rows[0].entry.given_name == "Mei Ling"
    assert roster.named("given_name") == "Name"


def test_a_column_can_be_named_by_hand():
    body = written([("Was", "Wer", "Familie"), PERSON]).encode()
    mapping = {"role": "Was", "given_name": "Wer", "family_name": "familie"}
    entry = read_roster(body, mapping).rows[0].entry
    assert (entry.role, entry.given_name, entry.family_name) == PERSON


def test_by_hand_counts_more_than_what_we_think():
    header = (*NAMED, "Phone", "Landline by day")
    body = written([header, (*PERSON, "1", "2")]).encode()
    roster = read_roster(body, {"phone": "Landline by day"})
    assert roster.rows[0].entry.phone == "2"
    assert warned(roster) == [(1, "Phone", "second_column")]


def test_a_column_used_by_hand_is_not_used_twice():
    body = written([(*NAMED, "Phone"), (*PERSON, "lives near RXV")]).encode()
    entry = read_roster(body, {"private": "Phone"}).rows[0].entry
    assert (entry.phone, entry.private) == (None, "lives near RXV")


def test_a_whole_name_by_hand_counts_more_than_its_parts():
    body = written([(*NAMED, "Who"), ("coach", "A.", "A.", "Amina Ali")]).encode()
    entry = read_roster(body, {"name": "Who"}).rows[0].entry
    assert (entry.given_name, entry.family_name) == ("Amina", "Ali")


@pytest.mark.parametrize(
    "mapping", [{"phone": "Fax"}, {"phone": ""}, {"phone": "Role", "email": "Role"}]
)
def test_a_mapping_that_does_not_fit_is_refused(mapping):
    with pytest.raises(UnknownMapping):
        read_roster(written([NAMED, PERSON]).encode(), mapping)


KEPT_PRIVATE = "Connected to (please keep private)"


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "private"])
def test_no_slip_makes_private_ties_something_that_others_see(field):
    body = written([(*NAMED, KEPT_PRIVATE), (*PERSON, "her sister works at RXV")]).encode()
    with pytest.raises(UnknownMapping) as refused:
        read_roster(body, {field: KEPT_PRIVATE})
    assert "private" in str(refused.value)
    assert "sister" not in str(refused.value)

    assert read_roster(body, {"private": KEPT_PRIVATE}).rows[0].entry.private


def test_a_contact_that_is_to_be_kept_private_may_be_named_as_one():
    body = written([(*NAMED, "Phone (private)"), (*PERSON, "07700 900123")]).encode()
    assert read_roster(body, {"phone": "Phone (private)"}).rows[0].entry.phone == "07700 900123"


def test_a_mapping_is_read_from_pairs():
    pairs = ["role:I am: a", "ods_code:Code", "declaration:Ties", "full_name:Who"]
    assert read_mapping(pairs) == {
        "role": "I am: a",
        "organisation_code": "Code",
        "private": "Ties",
        "name": "Who",
    }


@pytest.mark.parametrize("pair", ["role", "shoe_size:Shoes", ":x", ""])
def test_a_pair_that_we_do_not_know_is_refused(pair):
    with pytest.raises(UnknownMapping):
        read_mapping([pair])


def test_a_very_long_header_is_no_header_that_we_know():
    roster = read_rows((*PERSON, "x"), header=(*NAMED, "Email" + " " * 300))
    assert [w.code for w in roster.about_columns] == ["unknown_column"]
    assert len(roster.about_columns[0].message) < 200


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (("First name", "Surname", "Email"), NoRoleColumn),
        (("Role", "Email"), NoNameColumn),
        (("Role", "First name"), NoNameColumn),
        (("Role", "Surname"), NoNameColumn),
        (("Amina", "Ali", "amina@x.example"), NoHeader),
        ((*NAMED, *["x"] * 200), TooManyColumns),
    ],
)
def test_a_header_that_is_not_enough_is_refused(header, problem):
    with pytest.raises(problem) as refused:
        read_rows(PERSON, header=header)
    assert refused.value.status == 422
    assert "Amina" not in str(refused.value)
