import pytest
from tests.imports.rosters import CLEAN, MESSY, codes, names_by_code, problems

from alongside.imports.reading.roster import read_roster
from alongside.imports.reading.within_file import check_organisation_codes, check_within_file


@pytest.fixture(scope="module")
def messy():
    return check_within_file(check_organisation_codes(read_roster(MESSY), names_by_code()))


@pytest.fixture(scope="module")
def clean():
    return check_within_file(check_organisation_codes(read_roster(CLEAN), names_by_code()))


def at(roster, line):
    return next(row for row in roster.rows if row.line == line)


def test_every_row_of_the_clean_roster_is_good(clean):
    assert len(clean.rows) == 49
    assert all(row.is_good for row in clean.rows)
    assert clean.about_columns == ()


def test_all_thirteen_columns_are_known(clean):
    assert len(clean.reader.at) == 13
    assert clean.fields >= {"given_name", "family_name", "access_needs", "private"}


def test_the_messy_roster_is_counted(messy):
    assert len(messy.rows) == 51
    assert sum(row.is_good for row in messy.rows) == 41
    assert sum(bool(row.faults) for row in messy.rows) == 8
    assert sum(row.duplicate_of is not None for row in messy.rows) == 1
    assert sum(row.is_empty for row in messy.rows) == 1


def test_the_messy_roster_has_these_faults_and_no_others(messy):
    assert problems(messy) == [
        (9, "Email address", "invalid_email"),
        (13, "Role", "unknown_role"),
        (15, "ODS code", "unknown_organisation_code"),
        (17, "Email address", "email_shared"),
        (18, "Email address", "email_shared"),
        (19, "How many people could you work with?", "invalid_capacity"),
        (28, "First name", "missing_name"),
        (30, "What would you like to talk about?", "too_long"),
    ]


def test_it_warns_of_these_and_no_others(messy):
    assert [(w.line, w.code) for w in messy.warnings] == [
        (21, "formula_cell"),
        (53, "duplicate"),
    ]


def test_a_person_without_e_mail_is_a_person(messy):
    assert at(messy, 5).is_good
    assert at(messy, 5).entry.email is None


def test_an_unknown_code_is_named(messy):
    assert "“ZZZ9”" in at(messy, 15).faults[0].message


def test_a_shared_e_mail_is_asked_about_in_both_rows(messy):
    words = "Lines 17 and 18 give the same e-mail for two people. Whose is it?"
    assert [at(messy, line).faults[0].message for line in (17, 18)] == [words, words]


def test_a_formula_stays_text(messy):
    assert at(messy, 21).entry.given_name == '=HYPERLINK("http://evil.example","x")'


def test_a_line_break_inside_a_cell_is_kept_and_counted(messy):
    assert at(messy, 23).entry.access_needs == "Captions, please.\nAnd a break half-way."
    assert at(messy, 25).entry.family_name == "Walsh"


def test_space_around_a_name_goes(messy):
    assert at(messy, 26).entry.given_name == "Eilidh"


def test_an_empty_row_is_neither_good_nor_bad(messy):
    assert at(messy, 32).is_empty
    assert not at(messy, 32).faults


def test_a_duplicate_names_the_earlier_line(messy):
    assert at(messy, 53).duplicate_of == 7


def test_words_for_roles_are_understood(messy):
    roles = {line: at(messy, line).entry.role for line in (2, 3, 5, 6, 21, 31, 41, 49)}
    assert roles == {
        2: "leader",
        3: "coach",
        5: "coach",
        6: "coach",
        21: "learning_partner",
        31: "coordinator",
        41: "coach",
        49: "coordinator",
    }


def test_a_co_learning_partner_has_lived_experience(messy):
    assert at(messy, 33).entry.role == "learning_partner"
    assert at(messy, 33).entry.lived_experience
    assert not at(messy, 21).entry.lived_experience


def test_nothing_we_say_repeats_the_private_column(messy):
    private = [row.entry.private for row in messy.rows if row.entry.private]
    said = [f.message for row in messy.rows for f in (*row.faults, *row.warnings)]
    assert len(private) == 10
    assert not [words for words in private for message in said if words in message]


def test_private_words_do_not_show_when_a_row_is_printed(messy):
    assert "My mum" not in repr(at(messy, 5))
    assert codes(at(messy, 5).faults) == []
