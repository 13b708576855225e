"""One's own data over HTTP."""

from typing import Any

from fastapi import Response

from alongside.access.http import Db, SignedIn, VaultHere, answer, make_router, own_account
from alongside.own_data import copying
from alongside.own_data.leaflet import pack
from alongside.own_data.schemas import CopyView

ZIP = "application/zip"
NAMED = 'attachment; filename="your-data.zip"'
router = make_router("/me", "Your data")
_FOLDER = {"type": "string", "format": "binary", "maxLength": 100_000_000, "examples": ["PK"]}
_AS_ZIP: dict[str, Any] = {
    "content": {ZIP: {"schema": _FOLDER}},
    "description": "A folder with a page to read and the same data for a machine.",
}


def _zipped(name: str) -> dict[str, Any]:
    known = own_account(name)
    return known | {"responses": {200: _AS_ZIP, **known["responses"]}}


@router.post("/copy", response_model=CopyView, **own_account("copy"))
async def copy_my_data(db: Db, actor: SignedIn, vault: VaultHere) -> Response:
    """Take along everything that is by you and about you, from places you have left too.

    What other people wrote is there only as far as you may read it just now.
    """
    return answer(await copying.make_copy(db, actor, vault))


@router.post("/copy/zip", response_class=Response, **_zipped("copy"))
async def copy_my_data_as_zip(db: Db, actor: SignedIn, vault: VaultHere) -> Response:
    """Take the same along as a folder: `your-data.html` to read, `data.json` for a machine.

    `data.json` is a `CopyView`, as `POST /api/v1/me/copy` answers it.
    """
    packed = pack(await copying.make_copy(db, actor, vault))
    return Response(packed, 200, {"Content-Disposition": NAMED}, ZIP)
