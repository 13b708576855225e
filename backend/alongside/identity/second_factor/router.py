"""The second factor over HTTP: signing in by it, setting it up, turning it off."""

from fastapi import Request, Response

from alongside.access.http import (
    Db,
    SignedIn,
    answer,
    find_actor,
    make_router,
    open_to_all,
    own_account,
    own_account_alone,
)
from alongside.access.recently import must_be_recent
from alongside.identity import confirming, service
from alongside.identity.router import DeviceHere, Keys, SiteHere, with_cookie
from alongside.identity.schemas import (
    ConfirmMe,
    RecoveryCodesView,
    SecondFactorView,
    SetUpView,
    SignInWithCode,
    SignInWithTicket,
    TokenView,
    TryCode,
)
from alongside.identity.second_factor import service as second_factor

router = make_router("", "Signing in")


@router.post(
    "/sign-in/second-factor",
    response_model=TokenView,
    **open_to_all("second-factor", 401, 429),
)
async def sign_in_with_code(
    command: SignInWithCode, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Finish signing in with a code from your app, or a recovery code.

    A code works once. Whoever was led to set an app up confirms it by this, too.
    """
    return with_cookie(await service.sign_in_with_code(site, keys, command, device))


@router.post(
    "/sign-in/second-factor/set-up",
    response_model=SetUpView,
    **open_to_all("second-factor-set-up", 401),
)
async def set_up_first(command: SignInWithTicket, site: SiteHere, keys: Keys) -> Response:
    """Set up an app before the first sign-in that asks for one."""
    return answer(await service.set_up_first(site, keys, command))


@router.get("/me/second-factor", response_model=SecondFactorView, **own_account("read"))
async def read_second_factor(db: Db, actor: SignedIn, site: SiteHere) -> Response:
    """Read whether signing in asks you for a second step."""
    return answer(await second_factor.read_second_factor(site, db, actor))


@router.post("/me/second-factor", response_model=SetUpView, **own_account("second-factor"))
async def set_up_second_factor(db: Db, actor: SignedIn, keys: Keys) -> Response:
    """Begin to set up an app. It counts once you have shown a code of it.

    You must have signed in, or written your password, in the last ten minutes.
    """
    await must_be_recent(db, actor)
    return answer(await second_factor.set_up(db, keys, actor))


@router.post(
    "/me/second-factor/confirm", status_code=204, **own_account_alone("second-factor", 429)
)
async def confirm_second_factor(
    command: TryCode, request: Request, site: SiteHere, keys: Keys
) -> Response:
    """Show a code of the app you are setting up. From now on signing in asks for one."""
    await confirming.confirm_app(site, keys, lambda db: find_actor(request, db), command.code)
    return Response(status_code=204)


@router.delete("/me/second-factor", status_code=204, **own_account("second-factor"))
async def turn_off_second_factor(db: Db, actor: SignedIn, site: SiteHere) -> Response:
    """Turn the second step off, with its recovery codes.

    You must have signed in, or written your password, in the last ten minutes. If your roles ask
    for a second step, you are led to set it up again when you next sign in.
    """
    await must_be_recent(db, actor)
    await second_factor.turn_off(site, db, actor)
    return Response(status_code=204)


@router.post(
    "/me/second-factor/recovery-codes",
    response_model=RecoveryCodesView,
    **own_account("second-factor", 409),
)
async def make_recovery_codes(db: Db, actor: SignedIn, site: SiteHere, keys: Keys) -> Response:
    """Make ten new recovery codes. They are shown this once, and each works once.

    You must have signed in, or written your password, in the last ten minutes.
    """
    await must_be_recent(db, actor)
    return answer(await second_factor.make_recovery_codes(site, db, keys, actor))


@router.post("/me/confirm", status_code=204, **own_account_alone("confirm", 429))
async def confirm_me(command: ConfirmMe, request: Request, site: SiteHere, keys: Keys) -> Response:
    """Write your password once more, before something that asks for it."""
    await confirming.confirm(site, keys, lambda db: find_actor(request, db), command.password)
    return Response(status_code=204)
