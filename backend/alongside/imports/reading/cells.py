"""One cell at a time: from what is written to what is meant, or why it is not clear."""

import re
from collections.abc import Callable, Mapping

from alongside.imports.reading import emails
from alongside.imports.reading.spelling import one_line, squeezed, tidy
from alongside.imports.reading.words import Unclear, unclear

MOST_CAPACITY = 100
LONGEST_NAME = 200
LONGEST_TEXT = 4000
LONGEST = {"email": LONGEST_TEXT, "access_needs": LONGEST_TEXT}
LONGEST |= {"topics": LONGEST_TEXT, "private": LONGEST_TEXT}

Read = Callable[[str], str | int | bool | None]

_NOTHING = {"na", "none", "no", "nil", "nothing", "noneknown", "nonetodeclare", "nothingtodeclare"}
_NOT_SAID = {"", "na", "tbc", "notapplicable"}
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPOILT_NUMBER = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_SPREADSHEET_ERROR = re.compile(r"#(?:REF!|VALUE!|NAME\?|DIV/0!|N/A|NUM!|NULL!|SPILL!|#+)")

_WAYS = {
    "email": "email, by email, emails, email please",
    "phone": """
        phone, by phone, telephone, by telephone, tel, call, phone call, telephone call,
        ring, ring me, call me, mobile, by mobile, phone me
    """,
    "text": "text, by text, text message, texts, sms, txt, text me, by sms, text sms",
    "post": "post, by post, letter, by letter, letters, royal mail, postal, in writing by post",
    "": """
        any, either, no preference, none, dont mind, i dont mind, anything, any way, na, n
        a, not applicable, tbc
    """,
}
_CONTACT_BY = {squeezed(word): way for way, words in _WAYS.items() for word in words.split(",")}
_YES = {"yes", "y", "true", "x", "1", "✓", "✔"}
_NO = {"no", "n", "false", "0", "na"}


def read_cell(field: str, written: str) -> str | int | bool | None:
    """Read one cell for one field. An empty cell says nothing: None."""
    text = tidy(written)
    if not text:
        return None
    if _SPREADSHEET_ERROR.fullmatch(text):
        raise Unclear("spreadsheet_error")
    most = LONGEST.get(field, LONGEST_NAME)
    if len(text) > most:
        raise Unclear("too_long", {"length": f"{len(text):,}", "most": f"{most:,}"})
    return READERS.get(field, one_line)(text)


def read_email(text: str) -> str | None:
    if emails.means_none(text):
        return None
    address = emails.email_in(one_line(text))
    if len(address or "") > emails.LONGEST:
        raise Unclear("too_long", {"length": len(address or ""), "most": emails.LONGEST})
    if address is None:
        raise unclear("invalid_email", text)
    return address


def read_phone(text: str) -> str | None:
    if squeezed(text) in _NOT_SAID:
        return None
    if _SPOILT_NUMBER.fullmatch(text):
        raise unclear("invalid_phone", text)
    return text


def read_capacity(text: str) -> int | None:
    number = text.casefold()
    if squeezed(number) in _NOT_SAID:
        return None
    if number in _NUMBERS:
        return _NUMBERS.index(number)
    whole = re.fullmatch(r"(\d{1,4})(?:[.,]0*)?", number, re.ASCII)
    if whole is None or int(whole[1]) > MOST_CAPACITY:
        raise unclear("invalid_capacity", text, most=MOST_CAPACITY)
    return int(whole[1])


def read_contact_by(text: str) -> str | None:
    key = squeezed(text)
    if key and key not in _CONTACT_BY:
        raise unclear("unknown_contact_by", text)
    return _CONTACT_BY.get(key) or None


def read_yes_no(text: str) -> bool | None:
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise unclear("unknown_yes_no", text)


def read_code(text: str) -> str | None:
    return None if squeezed(text) in _NOT_SAID else one_line(text).upper()


def read_line(text: str) -> str | None:
    return None if squeezed(text) in _NOT_SAID else one_line(text)


def read_private(text: str) -> str | None:
    """Keep what was declared as it is; the words for nothing declare nothing."""
    return None if squeezed(text) in _NOTHING | _NOT_SAID else text


READERS: Mapping[str, Read] = {
    "email": read_email,
    "phone": read_phone,
    "capacity": read_capacity,
    "contact_by": read_contact_by,
    "lived_experience": read_yes_no,
    "organisation_code": read_code,
    "organisation": read_line,
    "job_title": read_line,
    "access_needs": str,
    "topics": str,
    "private": read_private,
}
