"""What people may be called: by nothing that hides, and by no words of ours for who reads."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from alongside.access import audiences
from alongside.core.people import YOU
from alongside.core.views import Line, Name

# What is drawn as nothing though it is no format: it hides in any script.
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00016fe4\U0001d159")
# What chooses the shape of the letter or picture before it, in those that have several.
OF_MONGOLIAN = frozenset(map(chr, range(0x180B, 0x1810)))
SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
NEVER_DRAWN = UNSEEN | OF_MONGOLIAN | SELECTORS
SHAPED = frozenset({"CJK", "MYANMAR", "PHAGS-PA"})
# Letters of other scripts that are drawn as those of our words are: as they are told, and folded.
TALL_TWINS = str.maketrans(
    "\u03a5\u04ae\u039c\u039d\u0397\u0395\u0392\u03a7\u0412\u041d\u041c\u0422\u041a",
    "yymnhebxbhmtk",
)
TWINS = str.maketrans(
    "\u0430\u0435\u0456\u043e\u0440\u0441\u0443\u0445\u04bb\u0501\u0455\u0458\u051d\u03bd\u03bf"
    "\u03c4\u03c5\u03c1\u03ba\u03b9\u03b1\u0433\u1d1b\u04af\u028f\u1d0f\u1d1c\u0585\u057d\u03b3"
    "\u1d00\u1d07",
    "aeiopcyxhdsjwvotupkiartyyououyae",
)
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
    """Give its letters alone, and those that are drawn alike as one."""
    plain = unicodedata.normalize("NFKC", name).translate(TALL_TWINS).casefold().translate(TWINS)
    kinds = ((one, unicodedata.category(one)[0]) for one in plain)
    letters = (one if kind in "LN" else " " for one, kind in kinds if kind != "M")
    return " ".join("".join(letters).split())


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


def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _joined(letter: str) -> bool:
    """Say whether a script that joins its letters could have this one."""
    return unicodedata.category(letter)[0] in "LM" and _script_of(letter) not in NEVER_JOINED


def _asked_for(before: str, one: str, after: str) -> bool:
    """Say whether a script, or a picture, has this unseen one between these two."""
    if one in JOINERS:
        return _joined(before) and _joined(after)
    if one in OF_MONGOLIAN:
        return _script_of(before) == "MONGOLIAN"
    is_picture = unicodedata.category(before) == "So" and before not in UNSEEN
    return one in SELECTORS and (is_picture or _script_of(before) in SHAPED)


def _is_unseen(one: str) -> bool:
    return one in NEVER_DRAWN or unicodedata.category(one) == "Cf"


def _hides(name: str) -> bool:
    """Say whether there is something in it that nobody sees, and no script asks for."""
    around = f" {name} "
    return any(
        _is_unseen(one) and not _asked_for(before, one, after)
        for before, one, after in zip(around, around[1:], around[2:], strict=False)
    )


def fault_of_part(name: str) -> str | None:
    return HIDDEN if _hides(name) else None


def fault_of(name: str) -> str | None:
    """Say what is wrong with a name by which somebody is shown to others."""
    if _hides(name):
        return HIDDEN
    if not any(unicodedata.category(one)[0] in "LN" for one in name):
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
