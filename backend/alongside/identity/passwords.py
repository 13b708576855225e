"""Passwords: kept as argon2id alone, checked against what everybody tries first, and no rules else.

One hash takes a quarter of a second and 64 MiB, so they are made in threads, two at a time
in each line (queues.py).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from secrets import token_urlsafe

from pwdlib import PasswordHash

from alongside.core.errors import FieldError
from alongside.identity.queues import KNOWN, Line

SHORTEST = 12
LONGEST = 256
_FEW = 3  # characters that are too few to differ, letters that are too few to add
_POINTER = "/password"
_TOO_SHORT = f"Use {SHORTEST} characters or more. Three or four words together work well."
_TOO_LONG = f"Use at most {LONGEST} characters."
_TOO_COMMON = "Many people use this one, so it is easy to guess. Three or four words work well."

_hasher = PasswordHash.recommended()

# What fingers walk along: rows, columns, the alphabet. Doubled, because people start again.
_ROWS = """
    qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm qwertzuiop yxcvbnm 1234567890
    abcdefghijklmnopqrstuvwxyz 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qazwsxedcrfvtgbyhnujmikolp
    1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 qawsedrftgyhujikolp a1b2c3d4e5f6g7h8i9j0
    !"£$%^&*() !@#$%^&*()
"""
_WALKS = [walk * 2 for row in _ROWS.split() for walk in (row, row[::-1])]
_SWAPS = str.maketrans("01345789@$!", "oieastbgasi")


async def hash_password(given: str, line: Line = KNOWN) -> str:
    return await line.run(lambda: _hasher.hash(_as_bytes(given)))


async def verify_password(stored: str | None, given: str, line: Line = KNOWN) -> bool:
    """Say whether this is the password. Without one to compare with, it takes as long."""
    return await line.run(lambda: _verify(stored, given))


def check_password(given: str, about: Iterable[str] = ()) -> list[FieldError]:
    """Say what is wrong with a new password; nothing, if it will do.

    `about` are words that anybody would try for this person: their names, their e-mail.
    """
    text = _normalised(given)
    if len(text) < SHORTEST:
        return [FieldError(_POINTER, "too_short", _TOO_SHORT)]
    if len(text) > LONGEST:
        return [FieldError(_POINTER, "too_long", _TOO_LONG)]
    if _is_common(text.casefold(), about):
        return [FieldError(_POINTER, "too_common", _TOO_COMMON)]
    return []


def _verify(stored: str | None, given: str) -> bool:
    matches = _hasher.verify(_as_bytes(given), stored or _stand_in())
    return matches and stored is not None


@lru_cache(maxsize=1)
def _stand_in() -> str:
    """Make the hash of a password that nobody has."""
    return _hasher.hash(token_urlsafe())


def _normalised(given: str) -> str:
    """Fold what looks alike, as other keyboards write the same letters in other ways."""
    return unicodedata.normalize("NFKC", given)


def _as_bytes(given: str) -> bytes:
    return _normalised(given).encode("utf-8", "surrogatepass")


def _is_common(text: str, about: Iterable[str]) -> bool:
    return _is_repeated(text) or _is_walk(text) or _is_made_of_common_words(text, about)


def _is_repeated(text: str) -> bool:
    """Find the same few characters again and again."""
    return len(set(text)) <= _FEW or re.fullmatch(r"(?s)(.{1,4})\1+.{0,3}", text) is not None


def _is_walk(text: str) -> bool:
    """Find steps along the keyboard or the alphabet, with next to nothing between them."""
    at = strays = 0
    while at < len(text) and strays < _FEW:
        step = _longest_step(text[at : at + 20])
        strays += step < _FEW
        at += step if step >= _FEW else 1
    return strays < _FEW


def _longest_step(text: str) -> int:
    lengths = range(len(text), 0, -1)
    return next((n for n in lengths if any(text[:n] in walk for walk in _WALKS)), 0)


def _is_made_of_common_words(text: str, about: Iterable[str]) -> bool:
    """Find one or two words that everybody tries, with digits and signs around them."""
    words = _common_words() | {part for told in about for part in _parts(told)}
    swapped = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text).translate(_SWAPS)
    return any(_little_is_left(form, words) for form in (text, swapped))


def _little_is_left(text: str, words: frozenset[str]) -> bool:
    letters = "".join(filter(str.isalpha, text))
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    found = set(re.findall(longest_first, letters))
    left = re.sub(longest_first, "", letters)
    return 1 <= len(found) <= 2 and len(left) < _FEW  # noqa: PLR2004  # one word or two


def _parts(told: str) -> list[str]:
    """Give the words of a name or an address, and all its letters as one."""
    parts = re.split(r"[^\w]+|_", told.casefold())
    whole = "".join(filter(str.isalpha, told.casefold()))
    return [part for part in (*parts, whole) if len(part) >= _FEW]


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    listed = Path(__file__).with_name("common_words.txt").read_text("utf-8")
    return frozenset(listed.split())
