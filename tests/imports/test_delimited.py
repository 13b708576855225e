import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.imports.reading.delimited import read_delimited, write_delimited
from alongside.imports.reading.formulas import neutralise, take_off
from alongside.imports.reading.roster import read_roster

CELLS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "=+-@'\t\r\n\",; ab", max_size=6
)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=5).map(tuple), max_size=5)


@settings(deadline=None)
@given(TABLES)
@example([("'=1", "''=1"), ("+44 7700 900123", "-"), ("\t=x", "\r@x")])
def test_what_we_write_reads_back_equal(table):
    assert [record.cells for record in read_delimited(write_delimited(table), ",")] == table


@settings(deadline=None)
@given(CELLS)
def test_no_cell_that_we_write_starts_like_a_formula(cell):
    assert neutralise(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"} or cell == ""
    assert take_off(neutralise(cell)) == cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_one_apostrophe_goes_before_and_comes_off_again(start):
    assert neutralise(f"{start}1") == f"'{start}1"
    assert take_off(f"'{start}1") == f"{start}1"


def test_other_apostrophes_stay():
    assert take_off("'Twas") == "'Twas"
    assert neutralise("'Twas") == "'Twas"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_a_phone_number_as_typed_survives_being_written_and_read(tail):
    phone = f"+44 7{tail}0"
    table = [("Role", "First name", "Surname", "Phone"), ("coach", "Amina", "Ali", phone)]
    plain = [("Role", "First name", "Surname", "Topics"), ("coach", "Amina", "Ali", phone)]
    again = read_roster(write_delimited(table).encode()).rows[0]
    assert again.cells[3] == phone
    assert again.entry.phone == read_roster(write_delimited(plain).encode()).rows[0].entry.topics


def records(text, delimiter=","):
    return [(record.line, record.cells) for record in read_delimited(text, delimiter)]


def test_a_row_has_the_line_where_it_starts():
    assert records('a,b\r\n"x\r\ny",1\r\nc,"p\nq\rr"\nd,e') == [
        (1, ("a", "b")),
        (2, ("x\r\ny", "1")),
        (4, ("c", "p\nq\rr")),
        (7, ("d", "e")),
    ]


def test_quotes_are_doubled_inside_quotes():
    assert records('"say ""hi""",b') == [(1, ('say "hi"', "b"))]


def test_quotes_inside_plain_words_are_words():
    assert records('Tom "T" Smith,"Tom" Smith') == [(1, ('Tom "T" Smith', '"Tom" Smith'))]


def test_space_before_and_after_a_quoted_cell_goes():
    assert records('a, "b, c" ,d') == [(1, ("a", "b, c", "d"))]


def test_a_quote_that_is_never_closed_swallows_nothing():
    read = list(read_delimited('a,"b\nc,d\ne,"f, g"\n', ","))
    assert [record.cells for record in read] == [("a", '"b'), ("c", "d"), ("e", "f, g")]
    assert [record.unclosed for record in read] == [True, False, False]


def test_empty_lines_are_rows_without_words():
    assert records("a\n\n\nb\n") == [(1, ("a",)), (2, ("",)), (3, ("",)), (4, ("b",))]


@settings(deadline=None)
@given(st.text('",\n\r a'), st.sampled_from(",;\t|"))
def test_any_text_is_read_without_losing_a_letter(text, delimiter):
    read = list(read_delimited(text, delimiter))
    kept = sum(cell.count("a") for record in read for cell in record.cells)
    assert kept == text.count("a")
    assert [record.line for record in read] == sorted({record.line for record in read})
