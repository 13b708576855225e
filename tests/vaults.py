"""The vault of the tests, and private texts written and read by its keys, as the owner."""

from typing import Any
from uuid import UUID

from alongside.core.vault import DECLARATION, NOTE, Holder, Place, Vault
from alongside.core.wrapping import WrappingKeys

WRAPPING = "8f1d3a5c7e9b02461357acef0123456789abcdef1029384756afbecd07162534"
VAULT = Vault(WrappingKeys(None, WRAPPING))
OTHER_VAULT = Vault(WrappingKeys(None, WRAPPING[::-1]))
KEEP = (
    "insert into vault.person_key (id, programme_id, participant_id, purpose, wrapped, created_at)"
    " values (:id, :programme_id, :participant_id, :purpose, :wrapped, now())"
)
SEALED = {
    "note": "select n.*, author_id as holder, wrapped from note n"
    " left join vault.person_key k on k.id = n.key_id",
    "declaration": "select d.*, d.participant_id as holder, wrapped from declaration d"
    " left join vault.person_key k on k.id = d.key_id",
}
PURPOSE = {"note": NOTE, "declaration": DECLARATION}


def sealed_by(
    table: str, programme_id: UUID, row_id: UUID, holder: UUID, text: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Seal a text for its row: what that row keeps, and the key that is kept beside it."""
    whose = Holder(programme_id, holder, PURPOSE[table])
    key, wrapped = VAULT.make_key(whose)
    sealed = key.seal(Place(table, "text", programme_id, row_id), text)
    return {"sealed": sealed, "key_id": key.id}, whose._asdict() | {
        "id": key.id,
        "wrapped": wrapped,
    }


def opened(table: str, row: Any, vault: Vault = VAULT) -> str:
    """Read what a row says, as its author or a safeguarding lead would."""
    if row["sealed"] is None:
        return str(row.get("text") or "")
    key = vault.unwrap(
        Holder(row["programme_id"], row["holder"], PURPOSE[table]), row["key_id"], row["wrapped"]
    )
    return key.open(Place(table, "text", row["programme_id"], row["id"]), row["sealed"])


def texts(as_owner: Any, table: str, where: str = "true", **values: Any) -> list[str]:
    """Read every text of a table, sealed or not."""
    rows = as_owner(f"select * from ({SEALED[table]}) as t where {where}", **values)
    return sorted(opened(table, row) for row in rows)
