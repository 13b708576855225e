"""Seal private notes and declarations, and take the plain words away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import op
from sqlalchemy import text

from alongside.core.migrate import vault_of
from alongside.core.vault import DataKey, Holder, Place, Vault

revision, down_revision = "2026_11_30_25", "2026_11_30_20"

SQL = Path(__file__).parents[1] / "sql"
AT_A_TIME = 500
KEEP = text("""
    insert into vault.person_key (id, programme_id, participant_id, purpose, wrapped, created_at)
    values (:id, :programme_id, :participant_id, :purpose, :wrapped, now())
""")
WRITTEN = {
    "note": """
        select programme_id, id, author_id as holder, text from note
         where audience = 'private' and text <> '' and sealed is null order by id limit :most
    """,
    "declaration": """
        select programme_id, id, participant_id as holder, text from declaration
         where sealed is null order by id limit :most
    """,
}
BEFORE = """
    alter table note add column sealed bytea, add column key_id uuid,
      alter column text drop not null;
    alter table declaration add column sealed bytea, add column key_id uuid;
"""
AFTER = """
    update note set text = null where audience = 'private';
    alter table note
      add constraint note_private_is_sealed check (
        case when audience = 'private' then text is null
             else text is not null and sealed is null end),
      add constraint note_sealed check (
        (sealed is null) = (key_id is null) and coalesce(octet_length(sealed), 29) between 29 and 16028);
    alter table declaration drop column text,
      alter column sealed set not null, alter column key_id set not null,
      add constraint declaration_sealed check (octet_length(sealed) between 29 and 16028);
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    connection = op.get_bind()
    for part in ("vault", f"{revision}_vault"):
        connection.exec_driver_sql((SQL / f"{part}.sql").read_text())
    op.execute(BEFORE)
    for table, wanted in WRITTEN.items():
        _seal(table, wanted)
    op.execute(AFTER)


def _seal(table: str, wanted: str) -> None:
    """Seal what is there already, each text by the key of whoever wrote it."""
    keys: dict[Holder, DataKey] = {}
    for row in _rows(wanted):
        key = _key_of(Holder(row["programme_id"], row["holder"], table), keys)
        place = Place(table, "text", row["programme_id"], row["id"])
        op.get_bind().execute(
            text(f"update {table} set sealed = :sealed, key_id = :key where id = :id"),
            {"sealed": key.seal(place, row["text"]), "key": key.id, "id": row["id"]},
        )


def _rows(wanted: str) -> Iterator[Any]:
    while rows := op.get_bind().execute(text(wanted), {"most": AT_A_TIME}).mappings().all():
        yield from rows


def _key_of(whose: Holder, keys: dict[Holder, DataKey]) -> DataKey:
    if whose not in keys:
        vault: Vault = vault_of(op.get_context())
        keys[whose], wrapped = vault.make_key(whose)
        told = {**whose._asdict(), "id": keys[whose].id, "wrapped": wrapped}
        op.get_bind().execute(KEEP, told)
    return keys[whose]
