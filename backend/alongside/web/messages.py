"""What to say of each thing that may be wrong with a request: plain words, and what to do.

The codes are those of the library that checks requests, and stay as they are. Where a schema has
words of its own, those are said.
"""

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

NEEDED = "This is needed. Fill it in."
UNKNOWN = "We do not know this field. Check how it is spelled, or leave it out."
TEXT = "Write this as text."
LETTERS = "There are letters in it that cannot be kept. Type it again."
WRITTEN = "This is not written as we need it. The documentation shows an example."
WHOLE = "Write a whole number here, such as 3."
NUMBER = "Write a number here, such as 3."
YES_OR_NO = "Say true or false."
ID = "This is not an id that we know. Copy it once more from where you found it."
DAY = "Write the day as year, month and day, such as 2027-03-31."
TIME = "Write the day and the time with its offset, such as 2027-03-31T14:00:00Z."
LIST = "Send a list here, in square brackets."
OBJECT = "Send an object here, in curly brackets."
JSON = "We cannot read this as JSON. Check its quotes, commas and brackets."
OTHERWISE = "We cannot read this. Look at the example in the documentation, and try again."

WORDS: dict[str, str] = {
    "missing": NEEDED,
    "extra_forbidden": UNKNOWN,
    "string_type": TEXT,
    "string_unicode": LETTERS,
    "string_too_short": "This is too short. Write {min_length} letters or more.",
    "string_too_long": "This is too long. Use {max_length} letters or fewer.",
    "string_pattern_mismatch": WRITTEN,
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "finite_number": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "greater_than": "Choose a number above {gt}.",
    "greater_than_equal": "Choose {ge} or more.",
    "less_than": "Choose a number below {lt}.",
    "less_than_equal": "Choose {le} or less.",
    "bool_type": YES_OR_NO,
    "bool_parsing": YES_OR_NO,
    "enum": "Choose one of these: {expected}.",
    "literal_error": "Choose one of these: {expected}.",
    "uuid_type": ID,
    "uuid_parsing": ID,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "datetime_type": TIME,
    "datetime_parsing": TIME,
    "datetime_object_invalid": TIME,
    "datetime_from_date_parsing": TIME,
    "timezone_aware": TIME,
    "list_type": LIST,
    "too_short": "Send {min_length} or more of these.",
    "too_long": "That is too many. Send {max_length} or fewer.",
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "json_invalid": JSON,
    "json_type": JSON,
}
OURS_TO_SAY = frozenset(get_args(ErrorType))
ONE_LETTER = "Write something here."
_CHOICE = re.compile(r"'([^']*)'")


def _told(name: str, value: Any) -> str:
    """Write a limit or the choices there are as people do."""
    if name == "expected":
        return ", ".join(_CHOICE.findall(str(value)))
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def say(code: str, given: str, limits: Mapping[str, Any]) -> str:
    """Say what is wrong in our words; `given` is what the schema says, if it says it itself."""
    if code not in OURS_TO_SAY:
        return given
    if code == "string_too_short" and limits.get("min_length") == 1:
        return ONE_LETTER
    words = WORDS.get(code, OTHERWISE)
    return words.format(**{name: _told(name, value) for name, value in limits.items()})
