"""A word of its own in every field that holds something about somebody.

The word tells where it was hidden, so that whoever finds it in an answer knows what leaked.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session as Writing
from tests.vaults import KEEP, sealed_by

FIELDS: dict[str, tuple[str, ...]] = {
    "programme": ("name", "aims"),
    "participant": (
        "display_name", "given_name", "family_name", "job_title", "email", "phone",
        "access_needs", "topics",
    ),
    "session": ("place",),
    "note": ("text",),
    "feedback": ("text",),
    "declaration": ("text",),
    "roster_import": ("file_name",),
    "said_for": ("action",),
}  # fmt: skip
# What nobody can write over is hidden as it is made; some of it has no room for more than a name.
ONLY_ADDED_TO: dict[str, str] = {
    "consent": "language",
    "audit_entry": "reason",
    "restricted_entry": "reason",
}
SHORT = {("consent", "language")}
PERSON = ("email", "display_name")


def word(table: str, name: str, field: str) -> str:
    """Make a word that begins no other word, and fits wherever a text or an address fits."""
    where = name if (table, field) in SHORT else f"{table}.{field}.{name}"
    hidden = f"kanari.{where}.end"
    return f"{hidden}@example.org" if field == "email" else hidden


def hide_words(
    writing: Writing, ids: Mapping[str, Mapping[str, UUID]]
) -> dict[str, tuple[str, str, str]]:
    """Hide a word in each field, and say which table, row and field each word belongs to."""
    hidden: dict[str, tuple[str, str, str]] = {}
    writing.flush()
    for table, fields in FIELDS.items():
        for name, key in ids[table].items():
            for field in fields:
                hidden[word(table, name, field)] = (table, name, field)
                if _hide_sealed(writing, table, key, word(table, name, field)):
                    continue
                change = text(f"update {table} set {field} = :word where id = :id")
                writing.execute(change, {"word": word(table, name, field), "id": key})
    for name, key in ids["person"].items():
        for field in PERSON:
            hidden[word("person", name, field)] = ("person", name, field)
            change = text(f"update person set {field} = :word where id = :id")
            writing.execute(change, {"word": word("person", name, field), "id": key})
    _within_json(writing, hidden, ids)
    for table, field in ONLY_ADDED_TO.items():
        hidden |= {word(table, name, field): (table, name, field) for name in ids[table]}
    writing.expire_all()
    return hidden


def _hide_sealed(writing: Writing, table: str, key: UUID, hidden: str) -> bool:
    """Hide a word in a text that is kept sealed, if this is one."""
    holder = {"note": "author_id", "declaration": "participant_id"}.get(table)
    if holder is None:
        return False
    whose = writing.execute(
        text(f"select programme_id, {holder} from {table} where id = :id"), {"id": key}
    ).one()
    if whose[1] is None:
        return False
    row, kept = sealed_by(table, whose[0], key, whose[1], hidden)
    writing.execute(text(KEEP), kept)
    change = f"update {table} set sealed = :sealed, key_id = :key_id where id = :id"
    writing.execute(text(change), row | {"id": key})
    return True


def _within_json(
    writing: Writing,
    hidden: dict[str, tuple[str, str, str]],
    ids: Mapping[str, Mapping[str, UUID]],
) -> None:
    names = {key: name for name, key in ids["participant"].items()}
    for key in writing.scalars(text("select participant_id from imported_row")).all():
        for field in ("given", "before"):
            told = word("imported_row", names[key], field)
            hidden[told] = ("imported_row", names[key], field)
            change = f"update imported_row set {field} = jsonb_build_object('phone', :w ::text)"
            writing.execute(text(f"{change} where participant_id = :id"), {"w": told, "id": key})
