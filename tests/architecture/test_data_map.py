"""Of every column it is said whom it tells of, what, and for how long: the data map."""

from sqlalchemy import Column, MetaData, Table, Text
from tests.architecture.test_size import ROOT
from tests.figures import record

from alongside.models import Base
from alongside.models.columns import ABOUT, About, Category, Keep, Subject
from alongside.own_data.data_map import Fate, fate_of, read_map, until
from alongside.own_data.document import write_data_map
from alongside.own_data.ties import TIES

HOW = "say info=about(whom, what, how long) of it: models/columns.py"


def unsaid(metadata):
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.info.get(ABOUT), About)
    ]


def test_every_column_is_on_the_map():
    record("Data map", "columns", sum(1 for _ in read_map()))

    assert unsaid(Base.metadata) == [], HOW


def test_a_column_that_says_nothing_would_be_noticed():
    metadata = MetaData()
    Table("diary", metadata, Column("page", Text), Column("day", Text, info={ABOUT: "later"}))

    assert unsaid(metadata) == ["diary.page", "diary.day"]


def test_every_table_that_tells_of_somebody_says_of_whom():
    tell = {line.table.name for line in read_map() if line.about.subject is not Subject.NOBODY}

    assert tell == set(TIES), "say whose its rows are: own_data/ties.py"


def test_what_tells_of_somebody_by_name_or_word_never_outlives_them():
    kept = {
        f"{line.table.name}.{line.column.name}"
        for line in read_map()
        if line.about.subject is not Subject.NOBODY and fate_of(line) is Fate.STAYS
    }
    told = {Category.IDENTITY, Category.CONTACT, Category.HELP, Category.WORDS, Category.PRIVATE}
    by_name = [
        line for line in read_map()
        if line.about.category in told and f"{line.table.name}.{line.column.name}" in kept
    ]  # fmt: skip

    assert by_name == []
    assert "session.starts_at" in kept


def test_every_class_says_for_how_long():
    assert {keep for keep in Keep if not until(keep)} == set()


def test_the_page_of_the_map_is_current():
    page = (ROOT / "docs" / "data-map.md").read_text()

    assert page == write_data_map(), "run `make openapi`"
