"""Why a whole file cannot be read. What is wrong with one row is a fault of that row instead."""

from alongside.core.errors import TooLarge, Unprocessable

AS_WHAT = "Save it as .xlsx or as CSV, and bring that file."


class RosterTooLarge(TooLarge):
    code = "roster_too_large"
    title = "This list is too long. We take up to 5,000 rows and 1 MB in one file."


class RosterEmpty(Unprocessable):
    code = "roster_empty"
    title = "There is nothing in this file."


class NotATable(Unprocessable):
    code = "roster_not_a_table"
    title = f"We cannot read this kind of file. {AS_WHAT}"


class WorkbookLocked(Unprocessable):
    code = "roster_locked"
    title = f"This file has a password, or is an old kind of spreadsheet. {AS_WHAT}"


class WorkbookBroken(Unprocessable):
    code = "roster_broken"
    title = f"This spreadsheet is damaged, so we cannot open it. {AS_WHAT}"


class NoHeader(Unprocessable):
    code = "roster_without_header"
    title = (
        "We cannot find the names of the columns. "
        "Put them in the first line: First name, Surname, E-mail, Role."
    )


class NoRoleColumn(Unprocessable):
    code = "roster_without_role"
    title = "We cannot find the column that says each person's role. Tell us which one it is."


class NoNameColumn(Unprocessable):
    code = "roster_without_name"
    title = "We cannot find the columns with first name and surname. Tell us which ones they are."


class TooManyColumns(Unprocessable):
    code = "roster_too_wide"
    title = "This list has more than 200 columns. Leave out those that you do not need."


class UnknownMapping(Unprocessable):
    code = "roster_mapping_unknown"
    title = "We cannot read the columns in the way that you asked."
