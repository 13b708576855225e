"""The copy as a page that people read: one file, without scripts, that opens anywhere."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import Any

from alongside.core.views import View
from alongside.own_data.schemas import CopyView

PARTS: Mapping[str, tuple[str, str]] = {
    "places": ("Where you take part", "You take part in nothing."),
    "ties": ("Ties you told us of in private", "You told us of none."),
    "pairings": ("Whom you were paired with", "You have not been paired."),
    "sessions": ("When you met, or will meet", "No sessions."),
    "private_notes": ("Your private notes", "You wrote none."),
    "shared_notes": ("Notes that the two of you share", "There are none that you can read now."),
    "feedback_given": ("Feedback that you gave", "You gave none."),
    "feedback_received": ("Feedback that you were given", "There is none that you can read now."),
    "said_for": ("What coordinators did for you, as you had told them", "Nothing."),
    "consents": ("What you said yes or no to", "You said nothing about that."),
    "sign_ins": ("Where you signed in", "Nowhere."),
}
LABELS: Mapping[str, str] = {
    "programme_name": "Programme",
    "family_name": "Family name",
    "display_name": "What you are called",
    "operator": "You look after the installation",
    "access_needs": "What helps you",
    "contact_by": "How you like to be reached",
    "topics": "What you would like to talk about",
    "capacity": "With how many people you could work",
    "rotated_at": "Last used",
    "changed_at": "Last changed",
    "invited_at": "First written to",
    "joined_at": "Joined",
    "created_at": "Since",
    "partner": "With",
    "text": "Your words",
    "words": "The words that you were shown",
    "given": "You agreed",
    "supported": "Somebody helped you say it",
    "at": "When",
    "audience": "Who could read it",
    "means": "How you told them",
    "action": "What they did",
}
STYLE = """
body{font:1.125rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;
color:#1c1b1a;background:#fff}h1,h2{line-height:1.2}h2{margin-top:3rem}
dl{border-top:1px solid #767676;padding-top:.5rem}dt{font-weight:700}
dd{margin:0 0 .75rem;white-space:pre-wrap;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{color:#f2f0ed;background:#161514}}
"""
FIRST = (
    "This is all that Alongside holds by you and about you, as far as it is yours to read. Words "
    "of other people are here only where you may read them today. Keep this page where nobody "
    "else opens it."
)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{value:%d %B %Y, %H:%M} UTC"
    if isinstance(value, StrEnum):
        return value.replace("_", " ").capitalize()
    return str(value)


def _label(name: str) -> str:
    return LABELS.get(name, name.replace("_", " ").removesuffix(" at").capitalize())


def _facts(view: View) -> str:
    """List what is there; what is empty, and what only a machine reads, is left out."""
    shown = (
        (name, getattr(view, name))
        for name in type(view).model_fields
        if name != "id" and not name.endswith("_id")
    )
    rows = (
        f"<dt>{escape(_label(name))}</dt><dd>{escape(_said(value))}</dd>"
        for name, value in shown
        if value is not None and value != ""
    )
    return f"<dl>{''.join(rows)}</dl>"


def _part(title: str, none: str, views: Iterable[View]) -> str:
    found = "".join(map(_facts, views))
    return f"<section><h2>{escape(title)}</h2>{found or f'<p>{escape(none)}</p>'}</section>"


def write_leaflet(copy: CopyView) -> str:
    """Write the page."""
    parts = [_part("Your account", "", [copy.account])]
    parts += [_part(title, none, getattr(copy, name)) for name, (title, none) in PARTS.items()]
    if copy.erasure_asked_at is not None:
        asked = f"You asked to be deleted on {_said(copy.erasure_asked_at)}."
        parts.insert(0, f"<p>{asked}</p>")
    title = "Your data in Alongside"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        f"<p>Made on {_said(copy.made_at)}.</p><p>{FIRST}</p>{''.join(parts)}</main></body></html>"
    )


def pack(copy: CopyView) -> bytes:
    """Put both forms into one folder: a page to read, and data for a machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("data.json", copy.model_dump_json(indent=2))
        folder.writestr("your-data.html", write_leaflet(copy))
    return packed.getvalue()
