import pytest
from tests.imports.rosters import codes, read_one

from alongside.imports.reading import cells, emails
from alongside.imports.reading.names import split_name
from alongside.imports.reading.roles import RoleRead, role_of, role_words
from alongside.imports.reading.words import Unclear
from alongside.models.columns import EMAIL, FREE_TEXT, NAME

ROLES = {
    "coach": (
        "coach COACH Coach~ coaches LEP lep LEPs Lived~Experience~Partner "
        "lived-experience~coach mentor"
    ),
    "leader": (
        "leader Leaders Senior~Leader senior-leaders coachee Mentee exec Executives "
        "a~leader I'm~a~leader"
    ),
    "learning_partner": (
        "learning~partner Learning~Partners evaluator Co-Learning~Partner co~learning~partners"
    ),
    "coordinator": "coordinator Co-ordinator Programme~Coordinator programme~manager Admin",
}


@pytest.mark.parametrize(
    ("role", "word"), [(role, word) for role, words in ROLES.items() for word in words.split()]
)
def test_words_for_roles(role, word):
    read = role_of(word.replace("~", " "), role_words({}))
    assert read is not None
    assert read == RoleRead(
        role, lived_experience=word.lower().startswith("co~l") or "Co-L" in word
    )


@pytest.mark.parametrize(
    "word", ["Volunteer", "", "s", "coach and leader", "partner", "Chief Nurse"]
)
def test_other_words_are_no_role(word):
    assert role_of(word, role_words({})) is None


def test_a_programme_has_its_own_words_but_cannot_turn_ours_round():
    words = role_words({"coach": "Guide", "leader": "Coach", "learning_partner": ""})
    assert role_of("guides", words) == RoleRead("coach")
    assert role_of("Coach", words) == RoleRead("coach")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("a.b@x.example", "a.b@x.example"),
        ("A.B@X.Example", "A.B@X.Example"),
        (" a.b @ x.example ", "a.b@x.example"),
        ("mailto:a@x.example", "a@x.example"),
        ("Amina Ali <a@x.example>", "a@x.example"),
        ("<mailto:a@x.example>", "a@x.example"),
        ("a@x.example;", "a@x.example"),
        ("a@x.exam\u200bple\u00a0", "a@x.example"),
        ("o'neill+x@nhs.example", "o'neill+x@nhs.example"),
    ],
)
def test_an_address_is_taken_where_there_is_no_doubt(typed, address):
    assert cells.read_cell("email", typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "not-an-email",
        "amina ali@x.example",
        "a@x",
        "a@b@x.example",
        "a@x.example b@x.example",
        "a@x.example, b@x.example",
        "a..b@x.example",
        "@x.example",
        "josé@x.example",
        "a@x.example <b@x.example> c",
    ],
)
def test_an_address_in_doubt_is_not(typed):
    row = read_one(Email=typed)
    assert codes(row.faults) == ["invalid_email"]
    assert row.entry.email is None


@pytest.mark.parametrize("typed", ["n/a", "None", "no email", "-", "\u2013"])
def test_words_for_no_address_are_taken_with_a_warning(typed):
    row = read_one(Email=typed)
    assert (row.faults, row.entry.email) == ((), None)
    assert codes(row.warnings) == ["no_email_read"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("2", 2),
        ("2.0", 2),
        (" 3 ", 3),
        ("two", 2),
        ("100", 100),
        ("n/a", None),
        ("-", None),
    ],
)
def test_capacity_is_a_number(typed, number):
    assert cells.read_cell("capacity", typed) == number


@pytest.mark.parametrize("typed", ["lots", "2-3", "-1", "2.5", "101", "1e1", "²", "٣", "many"])
def test_capacity_is_nothing_else(typed):
    assert codes(read_one(Capacity=typed).faults) == ["invalid_capacity"]


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("Email", "email"),
        ("e-mail", "email"),
        ("Phone", "phone"),
        ("TELEPHONE", "phone"),
        ("by phone", "phone"),
        ("Text", "text"),
        ("SMS", "text"),
        ("text message", "text"),
        ("post", "post"),
        ("Letter", "post"),
        ("don't mind", None),
        ("?", None),
    ],
)
def test_ways_of_contact(typed, way):
    assert cells.read_cell("contact_by", typed) == way


@pytest.mark.parametrize("typed", ["pigeon", "email or phone", "mail"])
def test_a_way_of_contact_in_doubt_is_asked_about(typed):
    assert codes(read_one(contact_by=typed).faults) == ["unknown_contact_by"]


def test_a_phone_number_loses_only_the_space_around_it():
    assert cells.read_cell("phone", " +44  7700 900-864 ext. 2 ") == "+44  7700 900-864 ext. 2"


def test_a_phone_number_that_a_spreadsheet_has_spoilt_is_asked_about():
    assert codes(read_one(Phone="4.47701E+11").faults) == ["invalid_phone"]
    assert codes(read_one(Phone="7700900864").warnings) == ["phone_without_zero"]


def test_yes_and_no_for_lived_experience():
    said = ["Yes", "TRUE", "n", "", "N/A"]
    read = [read_one(Lived_experience=word) for word in said]
    assert [row.entry.lived_experience for row in read] == [True, True, False, False, False]
    assert codes(read_one(Lived_experience="sort of").faults) == ["unknown_yes_no"]


@pytest.mark.parametrize("typed", ["None", "no", "N/A", "nothing to declare", " - "])
def test_the_words_for_nothing_declare_nothing(typed):
    assert cells.read_cell("private", typed) is None


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "########", "#VALUE!"])
def test_an_error_of_the_spreadsheet_is_asked_about(error):
    assert codes(read_one(Phone=error).faults) == ["spreadsheet_error"]


def test_text_is_free_of_what_nobody_can_see():
    typed = "\ufeff\u200bcare\u202e at\u00a0home\x00\r\nand\rmore\u2028 \u200d"
    assert cells.read_cell("topics", typed) == "care at home\nand\nmore"
    assert cells.read_cell("given_name", " Jose\u0301 \n  Luis ") == "José Luis"


def test_letters_that_look_garbled_are_noticed():
    row = read_one(First_name="JosÃ©", Topics="donâ€™t", Phone="\ufffd1")
    assert codes(row.warnings) == ["garbled_text"] * 3
    assert not codes(read_one(First_name="José", Topics="São, Â, £5").warnings)


@pytest.mark.parametrize(
    ("header", "most"),
    [("First name", NAME), ("Job title", NAME), ("Phone", NAME), ("Topics", FREE_TEXT)],
)
def test_text_has_a_longest(header, most):
    assert not read_one(**{header: "x" * most}).faults
    assert codes(read_one(**{header: "x" * (most + 1)}).faults) == ["too_long"]


def test_an_address_has_a_longest():
    label = "x" * 60
    longest = f"a@{label}.{label}.{label}.{label}.example"
    assert len("y" + longest) == EMAIL == emails.LONGEST
    assert not read_one(Email="y" + longest).faults
    assert codes(read_one(Email="yy" + longest).faults) == ["too_long"]


def test_a_private_cell_that_is_too_long_is_named_and_not_shown():
    (found,) = read_one(Connected_to="SECRET " * 600).faults
    assert (found.code, found.column) == ("too_long", "Connected to")
    assert "SECRET" not in found.message


def test_a_long_cell_is_shown_in_part():
    (found,) = read_one(Capacity="lots " * 40).faults
    assert len(found.message) < 200


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Amina Ali", ("Amina", "Ali")),
        ("Ali, Amina", ("Amina", "Ali")),
        ("Chen, Mei Ling", ("Mei Ling", "Chen")),
        ("Owen van der Berg", ("Owen", "van der Berg")),
        ("Dr Amina Ali", ("Amina", "Ali")),
        ("Aoife Ó Briain", ("Aoife", "Ó Briain")),
    ],
)
def test_a_whole_name_is_taken_apart_where_there_is_no_doubt(whole, parts):
    assert split_name(whole) == parts


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        ("Mei Ling Chen", "unclear_name"),
        ("Ali, Amina, Dr", "unclear_name"),
        ("Amina", "missing_name"),
        ("Ali,", "missing_name"),
    ],
)
def test_a_whole_name_in_doubt_is_asked_about(whole, code):
    with pytest.raises(Unclear) as why:
        split_name(whole)
    assert why.value.code == code
