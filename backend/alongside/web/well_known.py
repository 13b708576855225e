"""What is asked for at agreed addresses: whom to tell of a weakness, where to change a password."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from alongside.core.clock import now

GOOD_FOR = timedelta(days=90)
CHANGE_PASSWORD = "/account"  # noqa: S105 - an address


def security_txt(address: str, contact: str | None) -> str:
    """Say whom to tell (RFC 9116). It is good for 90 days from whenever it is read."""
    ends = (now() + GOOD_FOR).replace(microsecond=0, tzinfo=None)
    lines = {
        "Contact": contact or f"{address}/help#security",
        "Expires": f"{ends.isoformat()}Z",
        "Preferred-Languages": "en",
        "Canonical": f"{address}/.well-known/security.txt",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def well_known_routes(address: str, contact: str | None) -> list[Route]:
    """Make the routes for who looks where everybody looks."""

    async def security(_request: Request) -> Response:
        return Response(security_txt(address, contact), media_type="text/plain")

    async def change_password(_request: Request) -> Response:
        return RedirectResponse(CHANGE_PASSWORD, 303)

    return [
        Route("/.well-known/security.txt", security, methods=["GET"]),
        Route("/.well-known/change-password", change_password, methods=["GET"]),
    ]
