"""Signing in by mail over HTTP, and saying that a sign-in was not one's own."""

from fastapi import Response

from alongside.access.http import answer, make_router, open_to_all
from alongside.identity.by_mail import service as by_mail
from alongside.identity.by_mail.schemas import (
    AskForMail,
    AttemptView,
    SignInWithMailCode,
    UseMailLink,
)
from alongside.identity.router import DeviceHere, Keys, SiteHere, with_cookie
from alongside.identity.schemas import NextStepView, TokenView

router = make_router("/sign-in", "Signing in")


@router.post("/mail", status_code=202, response_model=AttemptView, **open_to_all("sign-in-by-mail"))
async def ask_for_mail(
    command: AskForMail, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Ask for a mail with a link and a code, either of which signs in once, for ten minutes.

    The answer is the same for every address, whether anybody has it or not, and however often it
    was asked for: only the first few in a while are sent.
    """
    given = await by_mail.ask_for_mail(site, keys, command.email, device)
    return answer(given, status=202)


@router.post(
    "/mail/code",
    response_model=TokenView | NextStepView,
    **open_to_all("sign-in-by-mail-code", 401),
)
async def sign_in_by_code(
    command: SignInWithMailCode, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Sign in with the code of a mail. It may be tried five times.

    Whoever has a second factor, or must have one, gets a ticket for the next step instead.
    """
    return with_cookie(await by_mail.sign_in_by_code(site, keys, command, device))


@router.post(
    "/mail/link",
    response_model=TokenView | NextStepView,
    **open_to_all("sign-in-by-mail-link", 404),
)
async def sign_in_by_link(
    command: UseMailLink, site: SiteHere, keys: Keys, device: DeviceHere
) -> Response:
    """Sign in with the link of a mail. Opening it signs nobody in: the button on its page does.

    Whoever has a second factor, or must have one, gets a ticket for the next step instead.
    """
    return with_cookie(await by_mail.sign_in_by_link(site, keys, command.token, device))


@router.post("/not-me", status_code=204, **open_to_all("not-me", 404))
async def disown_sign_ins(command: UseMailLink, site: SiteHere, keys: Keys) -> Response:
    """Say, by the link in a mail, that a new sign-in was not your own.

    It ends all that you are signed in on. If you have an e-mail address your password is removed,
    too: sign in by mail, and choose another one. So is an app, a recovery code or a passkey of the
    last 30 days, and a wish to be erased. Where your role must have a second step, and an app was
    taken away, nobody comes in until whoever runs the server has made room for a new one.
    """
    await by_mail.disown(site, keys, command.token)
    return Response(status_code=204)
