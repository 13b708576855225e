"""A whole name in one column: taken apart only where there is no doubt."""

from alongside.imports.reading.words import Unclear, unclear

_TITLES = "mr mrs ms miss mx dr prof professor sir dame lord lady rev revd"
_PARTICLES = """
    van von de der den del della di da dos das du la le ten ter ap ab al el bin bint ibn ben
    ó ní nic mac mc st zu af av
"""
_TWO = 2


def split_name(whole: str) -> tuple[str | None, str | None]:
    """Split a whole name into given and family name."""
    family, comma, given = (part.strip() for part in whole.partition(","))
    if comma:
        if "," in given:
            raise unclear("unclear_name", whole)
        return _needed(given, family)
    words = _without_title(whole.split())
    if len(words) < _TWO:
        raise Unclear("missing_name")
    at = _start_of_family(words)
    if at is None:
        raise unclear("unclear_name", whole)
    return " ".join(words[:at]), " ".join(words[at:])


def _needed(given: str, family: str) -> tuple[str, str]:
    if not given or not family:
        raise Unclear("missing_name")
    return given, family


def _without_title(words: list[str]) -> list[str]:
    is_title = bool(words) and words[0].casefold().rstrip(".") in _TITLES.split()
    return words[1:] if is_title else words


def _start_of_family(words: list[str]) -> int | None:
    """Two words are one and one; in more, the surname starts at the first van, de or ap."""
    if len(words) == _TWO:
        return 1
    places = range(1, len(words) - 1)
    return next((at for at in places if words[at].casefold() in _PARTICLES.split()), None)
