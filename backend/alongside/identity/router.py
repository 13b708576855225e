"""Signing in over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from alongside.access.http import (
    JSON,
    Db,
    SignedIn,
    answer,
    find_actor,
    governed_by,
    make_router,
    open_to_all,
    own_account,
    own_account_alone,
    site_of,
)
from alongside.access.policy import Action
from alongside.access.site import Site
from alongside.core.clock import now
from alongside.identity import account, known_devices, password_change, service, sign_ins
from alongside.identity.devices import Device, device_of
from alongside.identity.keys import KeyRing
from alongside.identity.schemas import (
    ChangeAccount,
    ChangePassword,
    FirstSignIn,
    LinkView,
    LookAtLink,
    MeView,
    NextStepView,
    SignInsView,
    SignInWithPassword,
    TokenView,
    WelcomeView,
)
from alongside.identity.service import SignedInNow

COOKIE = "__Host-refresh"

router = make_router("", "Signing in")


async def keys_of(request: Request) -> KeyRing:
    keys: KeyRing = request.app.state.keys
    return keys


Keys = Annotated[KeyRing, Depends(keys_of)]


async def site_here(request: Request) -> Site:
    return site_of(request)


SiteHere = Annotated[Site, Depends(site_here)]


async def device_here(request: Request) -> Device:
    host = request.client.host if request.client else ""
    cookie = request.cookies.get(known_devices.COOKIE, "")
    return device_of(request.headers.get("user-agent", ""), cookie, host)


DeviceHere = Annotated[Device, Depends(device_here)]


def with_cookie(given: SignedInNow | NextStepView) -> Response:
    """Give the token, with the cookies beside it; or say what is still asked for."""
    if isinstance(given, NextStepView):
        return answer(given)
    answered = Response(given.token.model_dump_json(), 200, media_type=JSON)
    left = int((given.cookie_ends_at - now()).total_seconds())
    _set_cookie(answered, given.cookie, max(left, 0))
    if given.device_cookie:
        a_year = int(known_devices.KEPT_FOR.total_seconds())
        _set_cookie(answered, given.device_cookie, a_year, known_devices.COOKIE)
    return answered


def _set_cookie(answered: Response, value: str, seconds: int, name: str = COOKIE) -> None:
    answered.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="strict"
    )


@router.post(
    "/sign-in", response_model=TokenView | NextStepView, **open_to_all("sign-in", 401, 429)
)
async def sign_in(
    command: SignInWithPassword, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Sign in with an e-mail address and a password.

    An unknown address and a wrong password are answered alike; after several of either the next
    try waits a little, longer each time, up to a minute. The refresh token comes in a cookie,
    `__Host-refresh`, which scripts cannot read. Another one, `__Host-device`, says that you signed
    in on this device: what others try elsewhere does not make you wait on it, nor do you stand in
    their line. Where that line is full, the next of them is asked to come again (503). Whoever has
    a second factor, or must have one, gets a ticket for the next step instead.
    """
    return with_cookie(await service.sign_in(site, keys, command, device))


@router.post("/sign-in/refresh", response_model=TokenView, **open_to_all("sign-in-refresh", 401))
async def refresh_sign_in(request: Request, site: SiteHere, keys: Keys) -> Response:
    """Get a new access token by the refresh cookie, which is renewed too.

    Two tabs that ask at the same moment both stay signed in. A cookie from before ends the
    sign-in, as somebody else may hold it. Whose it was is told so by mail.
    """
    given = await service.refresh_sign_in(site, keys, request.cookies.get(COOKIE))
    return with_cookie(given)


ForgetDevice = Annotated[
    bool,
    Query(description="Leave no sign that anybody ever signed in on this device, either."),
]


@router.post("/sign-out", status_code=204, **open_to_all("sign-out"))
async def sign_out(
    request: Request, site: SiteHere, keys: Keys, forget_device: ForgetDevice = False
) -> Response:
    """Sign out, at once: by the cookie of a browser, by the token of another client, or both."""
    await service.sign_out(site, keys, request.cookies.get(COOKIE))
    if "authorization" in request.headers:
        await service.sign_out_by_token(site, lambda db: find_actor(request, db))
    answered = _signed_out()
    if forget_device:
        _set_cookie(answered, "", 0, known_devices.COOKIE)
    return answered


@router.post("/sign-out/everywhere", status_code=204, **own_account("sign-out"))
async def sign_out_everywhere(db: Db, actor: SignedIn) -> Response:
    """Sign out every device on which you are signed in, this one too."""
    await service.sign_out_everywhere(db, actor)
    return _signed_out()


def _signed_out() -> Response:
    answered = Response(status_code=204)
    _set_cookie(answered, "", 0)
    answered.headers["Clear-Site-Data"] = '"cache"'
    return answered


@router.post("/sign-out/others", status_code=204, **own_account("sign-out"))
async def sign_out_others(db: Db, actor: SignedIn) -> Response:
    """Sign out every device on which you are signed in, but this one."""
    await service.sign_out_everywhere(db, actor, but=actor.sign_in_id)
    return Response(status_code=204)


@router.get("/me/sign-ins", response_model=SignInsView, **own_account("read"))
async def list_sign_ins(db: Db, actor: SignedIn) -> Response:
    """List the devices on which you are signed in: when, and roughly which each one is."""
    return answer(await sign_ins.list_sign_ins(db, actor))


@router.delete("/me/sign-ins/{sign_in_id}", status_code=204, **own_account("sign-out", 404))
async def end_sign_in(sign_in_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Sign out one of your devices, at once."""
    await sign_ins.end_sign_in(db, actor, sign_in_id)
    return Response(status_code=204)


@router.post(
    "/sign-in/first/look", response_model=WelcomeView, **open_to_all("first-sign-in-look", 404)
)
async def look_at_link(command: LookAtLink, site: SiteHere) -> Response:
    """Say what a first sign-in link is for. This signs nobody in, and leaves the link good."""
    return answer(await account.look_at_link(site, command.token))


@router.post(
    "/sign-in/first",
    response_model=TokenView | NextStepView,
    **open_to_all("first-sign-in", 404),
)
async def sign_in_first(
    command: FirstSignIn, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Set a password by a first sign-in link, which then is used up, and sign in.

    Whoever has an e-mail address may choose to have none (null), and sign in by mail from then on.
    """
    return with_cookie(await account.sign_in_first(site, keys, command, device))


@router.post(
    "/participants/{participant_id}/sign-in-link",
    status_code=201,
    response_model=LinkView,
    **governed_by(Action.PARTICIPANT_LINK, 404, 409, 429),
)
async def make_sign_in_link(
    participant_id: UUID, db: Db, actor: SignedIn, site: SiteHere, keys: Keys
) -> Response:
    """Make a first sign-in link for somebody. It is shown once, works once, and for 14 days.

    If they have an e-mail address, the link is sent to them as well. After five mails to one person
    or ten to one address the next waits, from ten minutes to two hours, until a day has passed
    without one. No link is made meanwhile, and the one before stays good.

    A new link makes the one before it useless. There is none for somebody who has a password, or
    takes part in another programme too: they sign in as they do already. Somebody without an
    e-mail address comes in by it, and cannot sign in again by themselves: add the address first.
    """
    made = await account.make_sign_in_link(db, actor, site, keys, participant_id)
    return answer(made, status=201)


@router.get("/me", response_model=MeView, **own_account("read"))
async def read_me(db: Db, actor: SignedIn) -> Response:
    """Read who you are, where you take part, and what you may do there."""
    return answer(await account.read_me(db, actor))


@router.patch("/me", response_model=MeView, **own_account("change"))
async def change_account(command: ChangeAccount, db: Db, actor: SignedIn) -> Response:
    """Change the name on your account. What each programme calls you is changed there."""
    return answer(await account.change_account(db, actor, command.display_name))


@router.post(
    "/me/participants/{participant_id}/open", response_model=MeView, **own_account("open", 403, 404)
)
async def open_place(participant_id: UUID, db: Db, actor: SignedIn) -> Response:
    """Open one of your places. Its programme sees from then on that you have come in.

    No other programme does. Whoever comes in by the link of a programme has opened that place.
    Where a second step is asked of those who help to run a programme, so does their place.
    """
    return answer(await account.open_place(db, actor, participant_id))


@router.post("/me/password", status_code=204, **own_account_alone("change-password", 429))
async def change_password(
    command: ChangePassword,
    request: Request,
    site: SiteHere,
    keys: Keys,
) -> Response:
    """Change your password. Every other device is signed out.

    If you have none, leave the current one out; you must have signed in in the last ten minutes.
    """
    await password_change.change_password(site, keys, lambda db: find_actor(request, db), command)
    return Response(status_code=204)
