"""Making different spellings of one thing equal, and text free of what cannot be seen."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_BREAK = re.compile("\r\n|[\r\u000b\u0085\u2028\u2029]")
_APOSTROPHES = "'`\u2018\u2019"
_EDGES = " \t\n\u200c\u200d"


def tidy(text: str) -> str:
    """Trim a cell, and take out what nobody can see; line breaks inside stay."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    text = _LINE_BREAK.sub("\n", text)
    text = _INVISIBLE.sub("", _ODD_SPACE.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(_EDGES)


def one_line(text: str) -> str:
    """Trim a cell that holds one line, and fold the space inside it."""
    return " ".join(tidy(text).split())


def words_of(text: str) -> list[str]:
    """Split text into words without case, accents and punctuation."""
    parts = unicodedata.normalize("NFKD", tidy(text).replace("&", " and "))
    bare = "".join(c for c in parts if not unicodedata.combining(c) and c not in _APOSTROPHES)
    return re.findall(r"[^\W_]+", bare.casefold())


def squeezed(text: str) -> str:
    """Make one key of E-mail, e mail and EMAIL: the words without anything between them."""
    return "".join(words_of(text))


def name_key(name: str | None) -> str:
    """Make a key by which names are compared: trimmed, folded, letter case ignored."""
    folded = unicodedata.normalize("NFC", one_line(name or "")).casefold()
    return unicodedata.normalize("NFC", folded)


def email_key(email: str | None) -> str:
    """Make a key by which e-mail addresses are compared: letter case ignored."""
    return (email or "").strip().lower()


def phone_key(phone: str | None) -> str:
    """Make a key by which phone numbers are compared: what stands between the digits ignored."""
    return re.sub(r"[\s().\-/]", "", phone or "").casefold()


def organisation_key(name: str | None) -> str:
    """Make a key by which organisations' names are compared: case, punctuation and The ignored."""
    words = words_of(name or "")
    return " ".join(words[1:] if words[:1] == ["the"] else words)
