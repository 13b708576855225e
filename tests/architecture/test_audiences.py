"""Every free text has an audience that is stated, and every view of one says who reads it."""

from sqlalchemy import JSON, Column, LargeBinary, MetaData, String, Table, Text
from tests.figures import record

from alongside.access.audiences import TEXTS
from alongside.access.policy import POLICY
from alongside.contract import read_contract
from alongside.models import Base
from alongside.models.columns import ABOUT, Category

HOW = "say in access/audiences.py by which actions it is read"
# What people write, though nobody reads it as a text of theirs, and who may see it instead.
NO_TEXTS = {
    "participant.display_name": "a name, which whoever may meet the person is told",
    "participant.pseudonym": "made up by us",
    "feedback.pseudonym": "made up by us",
    "person.display_name": "a name, for the person alone",
    "person.email": "for the person alone: what a programme knows is the participant's",
    "organisation.ods_code": "a code that is published",
    "programme.time_zone": "a choice from a list",
    "imported_row.known_as": "a digest",
    "imported_row.given": "digests",
    "imported_row.left_as": "a digest",
    "imported_row.before": "what an import put other values in place of: shown to nobody",
    "consent.language": "a code",
    "audit_entry.action": "a code",
    "audit_entry.thing": "a code",
    "audit_entry.reason": "a code out of four",
    "audit_entry.request_id": "made up by us",
    "mail.kind": "a code",
}
# Views that hold no text of somebody's.
ELSEWHERE = {
    "AttemptView": "of one's own account",
    "PersonView": "of one's own account",
    "WelcomeView": "of one's own account",
    "MailView": "what the demo would have sent",
    "ImportView": "what a list was called: its programme says who reads that",
}
WRITTEN = (Text, String, LargeBinary, JSON)
TOLD = {
    Category.OFFER, Category.IDENTITY, Category.CONTACT, Category.HELP, Category.PRIVATE,
    Category.WORDS,
}  # fmt: skip


def written(metadata):
    """Give the columns in which there may be words of somebody's."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            said = column.info.get(ABOUT)
            in_words = isinstance(column.type, WRITTEN) and not hasattr(column.type, "enums")
            if in_words and (said is None or said.category in TOLD):
                yield f"{table.name}.{column.name}"


def test_every_free_text_has_an_audience_that_is_stated():
    every = set(written(Base.metadata))
    record("AUDIENCE", "columns that hold words", len(every))

    assert every - set(TEXTS) - set(NO_TEXTS) == set(), HOW
    assert every & set(TEXTS) & set(NO_TEXTS) == set()


def test_a_text_without_one_would_be_noticed():
    metadata = MetaData()
    Table("diary", metadata, Column("page", Text), Column("line", String(200)))

    assert set(written(metadata)) - set(TEXTS) - set(NO_TEXTS) == {"diary.page", "diary.line"}


def test_what_is_stated_is_there_and_is_read_by_those_actions():
    tables = Base.metadata.tables
    for text, actions in TEXTS.items():
        table, _, column = text.partition(".")
        assert column in tables[table].c
        assert {POLICY[action].on.name for action in actions} == {table}


def test_every_view_of_a_text_says_who_reads_it():
    schemas = read_contract()["components"]["schemas"]
    columns = {text.partition(".")[2] for text in TEXTS if not text.endswith((".name", ".sealed"))}
    views = {
        name: set(schema["properties"])
        for name, schema in schemas.items()
        if name.endswith("View")
        and columns & set(schema.get("properties", ()))
        and name not in ELSEWHERE
    }
    record("AUDIENCE", "views that hold words", len(views))

    assert {name for name, fields in views.items() if "readers" not in fields} == set()
    assert {"NoteView", "FeedbackView", "OfferedView", "DeclarationView"} <= set(views)
    assert {"SessionView", "ParticipantView", "PartnerView", "ProgrammeView"} <= set(views)
