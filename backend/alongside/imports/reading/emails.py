"""E-mail addresses as people paste them: taken when there is no doubt which one is meant."""

import re

LONGEST = 254

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
_IN_ANGLES = re.compile(r"[^<>]*<([^<>]*)>")
_AROUND_SIGNS = re.compile(r"\s*([@.])\s*")
_NONE = {"n/a", "na", "none", "nil", "no", "no email", "no e-mail", "-", "?", "tbc"}
_NONE |= {"\u2013", "\u2014", "unknown", "not known", "no email address", "does not have one"}


def means_none(text: str) -> bool:
    """Tell the words by which people say that there is no address."""
    return text.casefold().rstrip(".") in _NONE


def email_in(text: str) -> str | None:
    """Find the one address in a cell, letter case kept; none if there is a doubt."""
    angled = _IN_ANGLES.fullmatch(text)
    bare = (angled[1] if angled else text).strip(" \t;,.'\"\u2018\u2019\u201c\u201d()[]")
    if bare[:7].casefold() == "mailto:":
        bare = bare[7:].partition("?")[0]
    bare = _AROUND_SIGNS.sub(r"\1", bare.strip())
    return bare if _ADDRESS.fullmatch(bare) else None
