"""Passkeys over HTTP: signing in by one, adding, naming and removing them."""

from uuid import UUID

from fastapi import Response

from alongside.access.http import (
    Db,
    SignedIn,
    answer,
    make_router,
    open_to_all,
    own_account,
)
from alongside.access.recently import must_be_recent
from alongside.identity.passkeys import keeping, sign_in
from alongside.identity.passkeys.schemas import (
    AddPasskey,
    PasskeyOptionsView,
    PasskeysView,
    PasskeyView,
    RenamePasskey,
    UsePasskey,
)
from alongside.identity.router import DeviceHere, Keys, SiteHere, with_cookie
from alongside.identity.schemas import TokenView

router = make_router("", "Signing in")


@router.post(
    "/sign-in/passkey/begin",
    response_model=PasskeyOptionsView,
    **open_to_all("sign-in-passkey-begin"),
)
async def begin_sign_in_by_passkey(site: SiteHere, keys: Keys) -> Response:
    """Begin to sign in by a passkey: what to ask the browser for, and a ticket for ten minutes.

    It is the same for everybody, and tells nothing of who has an account.
    """
    return answer(sign_in.begin_sign_in(site, keys))


@router.post("/sign-in/passkey", response_model=TokenView, **open_to_all("sign-in-passkey", 401))
async def sign_in_by_passkey(
    command: UsePasskey, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Sign in by a passkey. It counts as both steps: no code is asked for afterwards.

    A ticket works once. Whatever does not fit is answered alike: a passkey that we do not know,
    another address, an old ticket, a copy.
    """
    return with_cookie(await sign_in.sign_in(site, keys, command, device))


@router.get("/me/passkeys", response_model=PasskeysView, **own_account("read"))
async def list_passkeys(db: Db, actor: SignedIn) -> Response:
    """List your passkeys."""
    return answer(await keeping.list_passkeys(db, actor))


@router.post(
    "/me/passkey-options", response_model=PasskeyOptionsView, **own_account("passkeys", 409)
)
async def begin_adding_passkey(db: Db, actor: SignedIn, site: SiteHere, keys: Keys) -> Response:
    """Begin to add a passkey: what to ask the browser for, and a ticket for ten minutes.

    You must have signed in, or shown who you are, in the last ten minutes.
    """
    await must_be_recent(db, actor)
    return answer(await keeping.begin_adding(site, db, keys, actor))


@router.post(
    "/me/passkeys", status_code=201, response_model=PasskeyView, **own_account("passkeys", 409)
)
async def add_passkey(  # noqa: PLR0917 - each is something that the request brings
    command: AddPasskey, db: Db, actor: SignedIn, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Add the passkey that the browser made. You may have 20.

    Your first signs out your other devices, unless signing in asks you for a code of an app.
    You must have signed in, or shown who you are, in the last ten minutes.
    """
    await must_be_recent(db, actor)
    made = await keeping.add_passkey(site, db, keys, actor, keeping.named(command, device))
    return answer(made, status=201)


@router.patch(
    "/me/passkeys/{passkey_id}", response_model=PasskeyView, **own_account("passkeys", 404)
)
async def rename_passkey(
    passkey_id: UUID, command: RenamePasskey, db: Db, actor: SignedIn
) -> Response:
    """Call one of your passkeys something else."""
    return answer(await keeping.rename_passkey(db, actor, passkey_id, command.name))


@router.delete("/me/passkeys/{passkey_id}", status_code=204, **own_account("passkeys", 404))
async def remove_passkey(passkey_id: UUID, db: Db, actor: SignedIn, site: SiteHere) -> Response:
    """Remove one of your passkeys. It opens nothing from then on.

    You must have signed in, or shown who you are, in the last ten minutes.
    """
    await must_be_recent(db, actor)
    await keeping.remove_passkey(site, db, actor, passkey_id)
    return Response(status_code=204)


@router.post(
    "/me/confirm/passkey/begin", response_model=PasskeyOptionsView, **own_account("confirm")
)
async def begin_confirming_by_passkey(
    db: Db, actor: SignedIn, site: SiteHere, keys: Keys
) -> Response:
    """Begin to show by a passkey that it is still you, before something that asks for it."""
    return answer(await sign_in.begin_confirming(site, db, keys, actor))


@router.post("/me/confirm/passkey", status_code=204, **own_account("confirm"))
async def confirm_by_passkey(
    command: UsePasskey, db: Db, actor: SignedIn, site: SiteHere, keys: Keys
) -> Response:
    """Show by a passkey that it is still you."""
    await sign_in.confirm(site, db, keys, actor, command)
    return Response(status_code=204)
