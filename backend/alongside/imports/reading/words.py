"""What we say about a cell, a row or a column. The page has its own words, found by the code."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from alongside.access.called import SAYS

SHOWN = 60
NAMED_LINES = 5

MESSAGES = {
    **SAYS,
    # faults: the row is not taken until they are mended
    "missing_role": "The role is empty. Write coach, leader, learning partner or coordinator.",
    "unknown_role": (
        "We do not know the role {says}. Write coach, leader, learning partner or coordinator."
    ),
    "missing_name": "We need a first name and a surname. Any name they like will do.",
    "unclear_name": (
        "We cannot tell the surname in {says}. Write it first, then a comma: Surname, First name."
    ),
    "invalid_email": (
        "{says} is not an e-mail address. Put in the right one, or leave it empty. People "
        "without e-mail can take part."
    ),
    "email_shared": "{lines} give the same e-mail for {people}. Whose is it?",
    "invalid_phone": (
        "The spreadsheet has changed this phone number into {says}. Type it in again as text."
    ),
    "unknown_contact_by": (
        "We do not know {says}. Write email, phone, text or post, or leave it empty."
    ),
    "invalid_capacity": (
        "This has to be one whole number, not {says}. Write 0 to {most}, or leave it empty."
    ),
    "unknown_yes_no": "Write yes or no here, not {says}, or leave it empty.",
    "too_long": "This is too long: {length} letters and spaces. Make it {most} at most.",
    "spreadsheet_error": (
        "The spreadsheet shows an error in this cell. Type in what should be here."
    ),
    "too_many_cells": (
        "This line has {has} cells and the header has {most}. Put text that has a comma in it "
        "between quotation marks."
    ),
    "unclosed_quote": (
        "A quotation mark is opened in this line and never closed. Close it, or take it out."
    ),
    "repeated_header": "This line says the names of the columns again. Take it out.",
    "not_a_person": (
        "Only one cell of this line is filled. If it is a person, add role and name. If not, "
        "take the line out."
    ),
    "unknown_organisation_code": (
        "We do not know the organisation code {says}. Check it, or leave it empty."
    ),
    "email_of_another": "{says} is already here under another name. Whose is it?",
    "renamed_here": (
        "The person of this line has another name here now. Put in the name that they have."
    ),
    "same_person_twice": (
        "This line and line {line} lead to the same person here. Keep the one that is right."
    ),
    "lead_stands_apart": (
        "{name} is a safeguarding lead here, and reads what others tell in private. So they "
        "cannot coach or be coached. Choose another lead first, or take the line out."
    ),
    # warnings: the row is taken, and somebody should know
    "unknown_column": "We do not know the column {column}, so we leave it out.",
    "unnamed_column": "Column {number} has no name, so we leave it out.",
    "private_column": (
        "We are not sure what the private column {column} is for, so we leave it out. If it "
        "holds declarations of interest, tell us so."
    ),
    "second_column": (
        "{column} and {first} seem to mean the same. We read {first} and leave {column} out."
    ),
    "column_not_needed": "The names stand in other columns, so we leave {column} out.",
    "lines_before_header": (
        "We take this line for the names of the columns and leave out what stands before it."
    ),
    "formula_cell": "This cell starts like a formula. We keep it as plain words.",
    "garbled_text": "Some letters here look garbled. Check them after saving.",
    "phone_without_zero": (
        "The spreadsheet may have dropped the 0 at the start of this phone number. Check it."
    ),
    "no_email_read": "We read {says} as no e-mail.",
    "organisation_differs": (
        "The code {code} belongs to {known}. The code counts, not the name in this line."
    ),
    "organisation_unknown": (
        "We do not know the organisation {says}, so we leave it out. Its code would help us."
    ),
    "will_coordinate": "{name} will be able to run this programme.",
    "same_name": (
        "Somebody called {name} is already here in this role. If it is the same person, keep "
        "only one of the two."
    ),
    "changed_by_hand": "{column} was changed here by hand, so it stays as it is here.",
    "has_left": "{name} has left this programme, so this line changes nothing.",
    "duplicate": "Line {line} has the same person in the same role. We leave this line out.",
    "duplicate_differs": (
        "Line {line} has the same person in the same role. We leave this line out, though it is "
        "different in: {columns}."
    ),
}


@dataclass(frozen=True)
class Fault:
    """One thing to mend, or to know: where it is, and what to do, in words."""

    line: int
    column: str | None
    code: str
    message: str


@dataclass
class Unclear(Exception):
    """A cell that cannot be read. It says why, and holds what the message needs."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


def unclear(code: str, says: str, **facts: object) -> Unclear:
    """Make the exception for a cell, quoting the cell: never for what is private."""
    return Unclear(code, {"says": quoted(says), **facts})


def fault(line: int, column: str | None, code: str, /, **facts: object) -> Fault:
    """Say one fault or warning in words."""
    return Fault(line, column, code, MESSAGES[code].format(**facts))


def quoted(text: str) -> str:
    """Show text from the file in a message: on one line, and not much of it."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= SHOWN else f"“{line[:SHOWN]}…”"


def listed(lines: Iterable[int]) -> str:
    """Name lines as people do: Lines 17 and 18."""
    named = [str(line) for line in sorted(lines)]
    if len(named) > NAMED_LINES:
        named = [*named[:NAMED_LINES], f"{len(named) - NAMED_LINES} more"]
    return f"Lines {', '.join(named[:-1])} and {named[-1]}"
