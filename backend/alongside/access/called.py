"""What people may be called: by nothing that hides, and by no words of ours for who reads."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from alongside.access import audiences
from alongside.core.people import YOU
from alongside.core.views import Line, Name

# Letters by their kind, which are drawn as nothing.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0")
# Scripts that need these between two letters have them; in the others they only hide.
JOINERS = frozenset("\u200c\u200d")
NEVER_JOINED = frozenset({"LATIN", "GREEK", "CYRILLIC"})

HIDDEN = "hidden_letters"
NO_LETTERS = "no_letters"
OUR_WORDS = "our_words"
SAYS = {
    HIDDEN: "There is something in this name that cannot be seen. Type it again by hand.",
    NO_LETTERS: "Write a name that has at least one letter or number in it.",
    OUR_WORDS: "Alongside uses these words to say who reads something. Please choose another name.",
}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


OURS = frozenset(
    _folded(words)
    for words in (
        YOU,
        audiences.EVERYBODY,
        audiences.MEMBERS,
        audiences.TEAM,
        audiences.WHOSE,
        audiences.THEMSELVES,
        audiences.WHO_GAVE_IT,
        *audiences.IN_GENERAL,
    )
)


def _joined(letter: str) -> bool:
    """Say whether a script that joins its letters could have this one."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return unicodedata.category(letter)[0] in "LM" and script not in NEVER_JOINED


def _hides(name: str) -> bool:
    """Say whether there is something in it that nobody sees, and no script asks for."""
    around = f" {name} "
    return any(
        unicodedata.category(one) == "Cf"
        and not (one in JOINERS and _joined(before) and _joined(after))
        for before, one, after in zip(around, around[1:], around[2:], strict=False)
    )


def fault_of_part(name: str) -> str | None:
    return HIDDEN if _hides(name) else None


def fault_of(name: str) -> str | None:
    """Say what is wrong with a name by which somebody is shown to others."""
    if _hides(name):
        return HIDDEN
    if not any(unicodedata.category(one)[0] in "LN" and one not in BLANKS for one in name):
        return NO_LETTERS
    return OUR_WORDS if _folded(name) in OURS else None


def _refuse(fault: str | None) -> None:
    if fault:
        raise PydanticCustomError(fault, SAYS[fault])


def _whole(name: str) -> str:
    _refuse(fault_of(name))
    return name


def _part(name: str) -> str:
    _refuse(fault_of_part(name))
    return name


Called = Annotated[Name, AfterValidator(_whole)]
NamePart = Annotated[Name, AfterValidator(_part)]
LinePart = Annotated[Line, AfterValidator(_part)]
