from datetime import date
from pathlib import Path

import pytest

from alongside.organisations.ods import (
    MOST_BYTES,
    NotTheOdsLayout,
    OrganisationsTooLarge,
    read_ods,
)

TRUSTS = (Path(__file__).parent.parent / "data" / "nhs-trusts-etr.csv").read_bytes()


def row(code="RXV", name="A TRUST", opened="20110401", closed="", more=12):
    return ",".join([code, name, *[""] * 8, opened, closed, *[""] * more]) + "\n"


def read(*rows):
    return read_ods("".join(rows).encode())


def test_all_trusts_as_published_are_read():
    trusts, errors = read_ods(TRUSTS)
    assert (len(trusts), errors) == (241, [])
    assert len({trust.ods_code for trust in trusts}) == 241


def test_names_stay_as_published_and_dates_are_dates():
    trusts = {trust.ods_code: trust for trust in read_ods(TRUSTS)[0]}
    first, closed = trusts["R1A"], trusts["RFW"]
    assert first.line == 1
    assert first.name == "WORCESTERSHIRE HEALTH AND CARE NHS TRUST"
    assert (first.opened_on, first.closed_on) == (date(2011, 7, 1), None)
    assert closed.closed_on == date(2015, 8, 31)
    assert trusts["R0A"].opened_on is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_other_encodings_are_read(encoding):
    trusts, _ = read_ods(row(name="BETSI CADWALADR Ô").encode(encoding))
    assert trusts[0].name == "BETSI CADWALADR Ô"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n\n"])
def test_line_ends_and_empty_lines_do_not_matter(line_end):
    trusts, errors = read_ods((row() + row("RYX")).replace("\n", line_end).encode())
    assert ([trust.ods_code for trust in trusts], errors) == (["RXV", "RYX"], [])


@pytest.mark.parametrize(
    ("bad", "column", "code"),
    [
        ("Organisation Code,Name\n", "code", "invalid_code"),
        ("rxv,A TRUST\n", "code", "invalid_code"),
        ("RXV,A TRUST\n", None, "too_few_cells"),
        (row(name=" "), "name", "missing_name"),
        (row(name="X" * 201), "name", "too_long"),
        (row(opened="1 April 2011"), "opened", "invalid_date"),
        (row(opened="20110231"), "opened", "invalid_date"),
        (row(closed="2011"), "closed", "invalid_date"),
        (row("RGOOD"), "code", "repeated_code"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_line(bad, column, code):
    trusts, errors = read(row("RGOOD", '"A\nTRUST"'), bad)
    assert len(trusts) == 1
    assert [(e.line, e.column, e.code) for e in errors] == [(3, column, code)]
    assert errors[0].message


@pytest.mark.parametrize("body", [b"", b"\n\n", b"Role,First name\ncoach,Amina\n", b'"' * 3])
def test_another_file_is_refused(body):
    with pytest.raises(NotTheOdsLayout):
        read_ods(body)


def test_a_cell_without_an_end_is_refused():
    with pytest.raises(NotTheOdsLayout):
        read_ods(row().encode() + b'"' + b"x" * 200_000)


def test_a_very_large_file_is_refused():
    with pytest.raises(OrganisationsTooLarge):
        read_ods(b"\n" * (MOST_BYTES + 1))
