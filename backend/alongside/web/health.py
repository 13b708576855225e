"""Whether we are alive, and whether we are ready."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import text

from alongside.access.http import open_to_all, site_of
from alongside.core.errors import Unavailable
from alongside.core.migrate import newest_revision
from alongside.core.views import View

router = APIRouter(tags=["Health"])

REVISION = text("select version_num from technical.alembic_version")


class HealthView(View):
    """One word on how we are."""

    status: Annotated[str, Field(max_length=20, examples=["ok"])]


class KeyView(View):
    """A public key on the curve P-256 (RFC 7517, RFC 7518)."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    use: Literal["sig"]
    alg: Literal["ES256"]
    kid: Annotated[str, Field(max_length=64, examples=["2027-01-04-7f3a"])]
    x: Annotated[
        str, Field(max_length=64, examples=["f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"])
    ]
    y: Annotated[
        str, Field(max_length=64, examples=["x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"])
    ]


class KeysView(View):
    """The keys that tokens are signed with now, or were a moment ago."""

    keys: Annotated[list[KeyView], Field(max_length=20)]


@router.get("/healthz", **open_to_all("health"))
async def read_health() -> HealthView:
    """Say that the process is alive. It asks nothing of the database."""
    return HealthView(status="ok")


@router.get("/readyz", **open_to_all("readiness"))
async def read_readiness(request: Request) -> HealthView:
    """Say whether we can serve: the database answers and has every migration, the demo is there."""
    if not request.app.state.ready():
        raise Unavailable(headers={"Retry-After": "1"})
    async with site_of(request).database.transaction() as db:
        if await db.scalar(REVISION) != newest_revision():
            raise Unavailable("The database needs `alongside migrate`.")
    return HealthView(status="ready")


def jwks_route(publish: Callable[[], Mapping[str, object]]) -> APIRouter:
    """Make the address at which our public keys are found."""
    keys = APIRouter(tags=["Signing in"])

    @keys.get("/.well-known/jwks.json", response_model=KeysView, **open_to_all("keys"))
    async def read_keys(response: Response) -> Mapping[str, object]:
        """Read the public keys by which our access tokens can be verified (RFC 7517)."""
        response.headers["Cache-Control"] = "public, max-age=3600"
        return publish()

    return keys
