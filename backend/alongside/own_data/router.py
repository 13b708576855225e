"""One's own data over HTTP."""

from typing import Any

from fastapi import Request, Response

from alongside.access.http import (
    Db,
    SignedIn,
    VaultHere,
    answer,
    make_router,
    own_account,
    site_of,
)
from alongside.access.recently import must_be_recent
from alongside.own_data import consenting, copying, erasing
from alongside.own_data.leaflet import pack
from alongside.own_data.schemas import ConsentsView, CopyView, ErasureView, SayConsent

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

    You must have signed in, or written your password, in the last ten minutes. What other people
    wrote is there only as far as you may read it just now.
    """
    await must_be_recent(db, actor)
    return answer(await copying.make_copy(db, actor, vault))


@router.post("/copy/zip", response_class=Response, **_zipped("copy"))
async def copy_my_data_as_zip(db: Db, actor: SignedIn, vault: VaultHere) -> Response:
    """Take the same along as a folder: `your-data.html` to read, `data.json` for a machine.

    `data.json` is a `CopyView`, as `POST /api/v1/me/copy` answers it, and asks for the same.
    """
    await must_be_recent(db, actor)
    packed = pack(await copying.make_copy(db, actor, vault))
    return Response(packed, 200, {"Content-Disposition": NAMED}, ZIP)


@router.get("/erasure", response_model=ErasureView, **own_account("read"))
async def read_erasure(request: Request, db: Db, actor: SignedIn) -> Response:
    """Read whether you asked to be erased, on which day it is done, and what stands in the way."""
    return answer(await erasing.read_erasure(db, actor, site_of(request).erasure_days))


@router.post("/erasure", response_model=ErasureView, status_code=201, **own_account("erasure", 409))
async def ask_for_erasure(request: Request, db: Db, actor: SignedIn) -> Response:
    """Ask to be erased: your account, and what is kept about you in every programme.

    You must have signed in, or written your password, in the last ten minutes. It is done after a
    waiting time, in which you may change your mind. Asking again keeps the first day. The last
    coordinator of a programme, and the last operator, are told what to do first.
    """
    made = await erasing.ask_for_erasure(db, actor, site_of(request).erasure_days)
    return answer(made, status=201, location="/api/v1/me/erasure")


@router.delete("/erasure", status_code=204, **own_account("erasure"))
async def keep_my_account(db: Db, actor: SignedIn) -> Response:
    """Change your mind: nothing is erased."""
    await erasing.keep_my_account(db, actor)
    return Response(status_code=204)


@router.get("/consents", response_model=ConsentsView, **own_account("read"))
async def read_consents(db: Db, actor: SignedIn) -> Response:
    """Read what you may say yes to, whether you do, and all that you ever said about it."""
    return answer(await consenting.read_consents(db, actor))


@router.post(
    "/consents", response_model=ConsentsView, status_code=201, **own_account("consent", 409)
)
async def say_consent(command: SayConsent, db: Db, actor: SignedIn) -> Response:
    """Say yes to something, or take it back by saying no. What you said before stays on record."""
    made = await consenting.say(db, actor, command)
    return answer(made, status=201, location="/api/v1/me/consents")
