"""From bytes to text: UTF-8 with or without its mark, UTF-16, and Windows-1252."""

import codecs
import re

from alongside.imports.reading.problems import NotATable, RosterEmpty

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def decode(body: bytes) -> str:
    """Turn the bytes of a file into text, by its mark or else by what the bytes say."""
    text = _decode_as(_encoding_of(body), body).replace("\0", "")
    if not text.strip():
        raise RosterEmpty
    return text


def _encoding_of(body: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return encoding
    return _without_mark(body)


def _without_mark(body: bytes) -> str | None:
    """Tell UTF-16 by its zeros: every second byte of Latin letters is one, and no other."""
    even, odd = body[::2].count(0), body[1::2].count(0)
    many, few = len(body) // 3, len(body) // 20
    if odd > many and even <= few:
        return "utf-16-le"
    return "utf-16-be" if even > many and odd <= few else None


def _decode_as(encoding: str | None, body: bytes) -> str:
    if encoding in {None, "utf-8-sig"}:
        return "".join(map(_decode_line, _LINES.findall(body.removeprefix(codecs.BOM_UTF8))))
    try:
        return body.decode(encoding or "utf-8")
    except UnicodeDecodeError as failure:
        raise NotATable from failure


def _decode_line(line: bytes) -> str:
    """Read one line. Files pasted together hold lines of both kinds, so each is asked alone."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
