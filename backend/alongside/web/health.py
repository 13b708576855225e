"""Whether we are alive, and whether we are ready."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request, Response
from sqlalchemy import text

from alongside.access.http import open_to_all, site_of
from alongside.core.errors import Unavailable
from alongside.core.migrate import newest_revision
from alongside.core.views import View

router = APIRouter(tags=["Health"])

REVISION = text("select version_num from technical.alembic_version")


class HealthView(View):
    status: str


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

    @keys.get("/.well-known/jwks.json", **open_to_all("keys"))
    async def read_keys(response: Response) -> Mapping[str, object]:
        """Read the public keys by which our access tokens can be verified (RFC 7517)."""
        response.headers["Cache-Control"] = "public, max-age=3600"
        return publish()

    return keys
