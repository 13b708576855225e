import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from tests.imports.rosters import as_xlsx

from alongside.imports.reading import workbook, workbook_guard
from alongside.imports.reading.problems import (
    NotATable,
    RosterEmpty,
    RosterTooLarge,
    WorkbookBroken,
    WorkbookLocked,
)
from alongside.imports.reading.roster import read_roster
from alongside.imports.reading.workbook import read_workbook

NAMED = ("Role", "First name", "Surname")
PERSON = ("coach", "Amina", "Ali")
SHEET = "xl/worksheets/sheet1.xml"


def cells_of(*values):
    return read_workbook(as_xlsx([values]))[0].cells


def changed(body, change):
    """Write the workbook again with some of its parts replaced, or left out where None."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | change).items():
            if content is not None:
                archive.writestr(name, content)
    return packed.getvalue()


def with_sheet(xml):
    return changed(as_xlsx([NAMED, PERSON]), {SHEET: xml})


def sheet(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_cells_are_written_as_people_would():
    assert cells_of("x", 2, 2.0, 2.5, True, False) == ("x", "2", "2", "2.5", "TRUE", "FALSE")
    assert cells_of(447700900123, 0.1 + 0.2) == ("447700900123", "0.3")
    days = (date(2027, 3, 1), datetime(2027, 3, 1, 14, 30), time(9, 5))  # noqa: DTZ001
    assert cells_of(*days) == ("2027-03-01", "2027-03-01 14:30", "09:05")
    assert cells_of("x", None, "a\nb") == ("x", "", "a\nb")


TIMES = b"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>
<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs></styleSheet>"""


@pytest.mark.parametrize("number", ["1e15", "-1e15", "99999999999999999999", "1e308", "2147483648"])
@pytest.mark.parametrize("style", [1, 2], ids=["a day", "a length of time"])
def test_a_time_beyond_all_time_is_no_surprise(number, style):
    rows = f'<row r="1"><c r="A1" s="{style}"><v>{number}</v></c></row>'
    body = changed(as_xlsx([NAMED]), {SHEET: sheet(rows), "xl/styles.xml": TIMES})
    try:
        (record,) = read_workbook(body)
    except WorkbookBroken:
        return
    assert len(record.cells) == 1


def test_a_reader_that_falls_over_is_no_surprise_either(monkeypatch):
    fallen_over = type("PanicException", (BaseException,), {})
    monkeypatch.setattr(workbook, "guarded", lambda body: raises(fallen_over))
    with pytest.raises(WorkbookBroken):
        read_workbook(b"")

    monkeypatch.setattr(workbook, "guarded", lambda body: raises(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        read_workbook(b"")


def raises(kind):
    raise kind


def test_a_row_has_the_number_that_the_sheet_shows():
    roster = read_roster(as_xlsx([(), ("Spring",), (), NAMED, PERSON, (), PERSON]))
    assert roster.header.line == 4
    assert [(row.line, row.is_empty) for row in roster.rows] == [(5, False), (6, True), (7, False)]


def test_empty_rows_after_the_last_are_no_rows():
    empty = '<row r="9"><c r="A9" t="inlineStr"><is><t></t></is></c></row>'
    filled = '<row r="1"><c r="A1" t="str"><v>Role</v></c></row>'
    assert len(read_workbook(with_sheet(sheet(filled + empty)))) == 1


def test_only_the_first_sheet_is_read():
    workbook = openpyxl.Workbook()
    workbook.active.append(NAMED)
    workbook.active.append(PERSON)
    workbook.create_sheet("Old").append(("x", "y", "z"))
    saved = io.BytesIO()
    workbook.save(saved)
    assert len(read_roster(saved.getvalue()).rows) == 1


def test_a_formula_is_read_as_its_value_and_text_like_one_stays_text():
    rows = '<row r="1"><c r="A1" t="str"><f>1+1</f><v>two</v></c></row>'
    assert read_workbook(with_sheet(sheet(rows)))[0].cells == ("two",)
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>\'=1+1</t></is></c></row>'
    assert read_workbook(with_sheet(sheet(rows)))[0].cells == ("=1+1",)


def test_an_empty_workbook_is_refused():
    with pytest.raises(RosterEmpty):
        read_roster(as_xlsx([]))


def test_a_workbook_with_a_password_or_of_the_old_kind_is_refused():
    with pytest.raises(WorkbookLocked):
        read_roster(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)


def test_a_zip_part_with_a_password_is_refused():
    body = bytearray(as_xlsx([NAMED]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + place] |= 1
            at = body.find(mark, at + 1)
    with pytest.raises(WorkbookLocked):
        read_roster(bytes(body))


@pytest.mark.parametrize("keep", [4, 100, 2000, -30])
def test_a_workbook_cut_short_is_refused(keep):
    with pytest.raises(WorkbookBroken):
        read_roster(as_xlsx([NAMED, PERSON])[:keep])


def test_a_damaged_workbook_is_refused():
    body = bytearray(as_xlsx([NAMED, PERSON]))
    body[60:90] = b"\xff" * 30
    with pytest.raises(WorkbookBroken):
        read_roster(bytes(body))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_its_parts_is_refused(name):
    with pytest.raises((NotATable, WorkbookBroken)):
        read_roster(changed(as_xlsx([NAMED]), {name: None}))


def test_another_kind_of_zip_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(NotATable):
        read_roster(packed.getvalue())


def test_a_workbook_without_a_sheet_of_cells_is_refused():
    xml = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    with pytest.raises((NotATable, WorkbookBroken)):
        read_roster(changed(as_xlsx([NAMED]), {"xl/workbook.xml": xml}))


def test_a_sheet_that_claims_more_than_it_holds_is_refused():
    far = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    for xml in (sheet(far), sheet(far).decode().encode("utf-16"), sheet(far.replace('"', "'"))):
        with pytest.raises(RosterTooLarge):
            read_roster(with_sheet(xml))


def test_cells_without_a_place_are_counted(monkeypatch):
    monkeypatch.setattr(workbook_guard, "MOST_CELLS", 20)
    fits = "<row>" + "<c/>" * 10 + "</row>"
    with pytest.raises(RosterEmpty):
        read_roster(with_sheet(sheet(fits * 2)))
    with pytest.raises(RosterTooLarge):
        read_roster(with_sheet(sheet(fits * 3)))


def with_texts(name, *texts, cells, count=3):
    """Write a workbook that keeps its texts apart from its cells, as spreadsheets do."""
    said = "".join(f"<si><t>{text}</t></si>" for text in texts)
    shown = "".join(f'<c t="s"><v>{number}</v></c>' for number in cells)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    apart = f'<sst {space} uniqueCount="{count}">{said}</sst>'.encode()
    change = {name: apart, SHEET: sheet(f"<row>{shown}</row>")}
    return changed(as_xlsx([NAMED]), change)


def test_texts_that_are_kept_apart_are_read():
    body = with_texts("xl/sharedStrings.xml", "Role", "Name", cells=[1, 0, 1])
    assert read_workbook(body)[0].cells == ("Name", "Role", "Name")


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/SharedStrings.xml", "xl/a.xml"])
def test_one_long_text_is_counted_for_each_cell_that_shows_it(monkeypatch, name):
    monkeypatch.setattr(workbook_guard, "MOST_LETTERS", 5000)
    assert workbook_guard.guarded(with_texts(name, "x" * 1000, cells=[0] * 5))
    with pytest.raises(RosterTooLarge):
        workbook_guard.guarded(with_texts(name, "y", "x" * 1000, cells=[1] * 6))


@pytest.mark.parametrize("count", ["4294967295", "+4294967295", "&#52;294967295", "-1"])
def test_a_count_that_cannot_be_true_is_refused(count):
    with pytest.raises(WorkbookBroken):
        read_workbook(with_texts("xl/sharedStrings.xml", "Role", cells=[0], count=count))


@pytest.mark.parametrize("number", ["9", "x", "-1", ""])
def test_a_text_that_is_not_there_is_refused(number):
    with pytest.raises(WorkbookBroken):
        read_workbook(with_texts("xl/sharedStrings.xml", "Role", cells=[number]))


def test_a_sheet_anywhere_in_the_zip_is_measured():
    hidden = sheet('<row r="9999999"><c r="ZZ1"/></row>')
    with pytest.raises(RosterTooLarge):
        read_roster(changed(as_xlsx([NAMED]), {"xl/more.XML": hidden}))


def test_parts_that_are_no_xml_are_left_out():
    body = changed(as_xlsx([NAMED, PERSON]), {"xl/media/image.png": sheet("<row>")})
    assert len(read_roster(body).rows) == 1
    with zipfile.ZipFile(io.BytesIO(workbook_guard.guarded(body))) as archive:
        assert "xl/media/image.png" not in archive.namelist()


@pytest.mark.parametrize(
    "rows",
    ['<row r="x"/>', '<row r="1"><c r="1A"/></row>', '<row r="1">', '<row r="99999999"/>'],
)
def test_a_sheet_that_makes_no_sense_is_refused(rows):
    with pytest.raises(WorkbookBroken):
        read_roster(with_sheet(sheet(rows)))


def test_a_sheet_with_a_document_type_is_refused():
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + sheet("<row><c/></row>")
    with pytest.raises(WorkbookBroken):
        read_roster(with_sheet(xml))


def test_a_workbook_that_unfolds_into_too_much_is_refused():
    body = changed(as_xlsx([NAMED]), {"xl/media/a.bin": b"\0" * (workbook_guard.MOST_BYTES + 1)})
    assert len(body) < 1024 * 1024
    with pytest.raises(RosterTooLarge):
        read_roster(body)


def test_a_part_that_lies_about_its_size_is_refused():
    large = b"\0" * 100_000
    body = bytearray(changed(as_xlsx([NAMED]), {"xl/more.xml": large}))
    size = len(large).to_bytes(4, "little")
    assert body.count(size) == 2
    with pytest.raises(WorkbookBroken):
        read_roster(bytes(body.replace(size, (10).to_bytes(4, "little"))))


def test_a_part_packed_in_an_unusual_way_is_refused():
    packed = io.BytesIO(as_xlsx([NAMED]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/more.xml", "x" * 100)
    with pytest.raises(WorkbookBroken):
        read_roster(packed.getvalue())


def test_very_many_parts_are_refused():
    extra = {f"x{n}": b"" for n in range(workbook_guard.MOST_FILES)}
    with pytest.raises(RosterTooLarge):
        read_roster(changed(as_xlsx([NAMED]), extra))


def test_a_reader_sees_what_was_measured_and_nothing_else():
    body = as_xlsx([NAMED, PERSON])
    with zipfile.ZipFile(io.BytesIO(workbook_guard.guarded(b"PK\x03\x04" + body))) as archive:
        assert SHEET in archive.namelist()
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
