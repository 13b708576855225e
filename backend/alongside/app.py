"""The composition root: everything that a server is made of comes together here."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from alongside.access.site import Site
from alongside.audit.router import router as audit
from alongside.declarations.router import router as declarations
from alongside.feedback.router import offered as offered_feedback
from alongside.feedback.router import router as feedback
from alongside.identity.by_mail.router import router as by_mail
from alongside.identity.keys import KeyRing, jwks
from alongside.identity.passkeys.router import router as passkeys
from alongside.identity.router import router as identity
from alongside.identity.second_factor.router import router as second_factor
from alongside.imports.router import router as imports
from alongside.mail.carriers import Mailbox
from alongside.mail.router import router as mailbox
from alongside.notes.router import router as notes
from alongside.organisations.router import router as organisations
from alongside.own_data.router import router as own_data
from alongside.pairings.router import router as pairings
from alongside.participants.router import router as participants
from alongside.programmes.router import router as programmes
from alongside.said_for.router import router as said_for
from alongside.sessions.router import router as sessions
from alongside.settings import Settings
from alongside.web.edge import Edge
from alongside.web.health import jwks_route
from alongside.web.health import router as health
from alongside.web.notice_router import router as notices
from alongside.web.openapi import describe
from alongside.web.pages import page_routes
from alongside.web.problems import add_problem_handlers
from alongside.web.reports import report_routes
from alongside.web.well_known import well_known_routes

ROUTERS = (
    sessions,  # the most asked come first: routes are tried in turn
    pairings,
    participants,
    imports,
    programmes,
    organisations,
    identity,
    second_factor,
    by_mail,
    passkeys,
    notes,
    feedback,
    offered_feedback,
    declarations,
    own_data,
    said_for,
    mailbox,
    audit,
    notices,
    health,
)


# Whatever the environment says: what happens here is told to nobody else.
NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "auto_configure": False,
}


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Close the connections in the end."""
    yield
    await app.state.site.database.close()


def always() -> bool:
    return True


def create_app(
    settings: Settings, site: Site, keys: KeyRing, ready: Callable[[], bool] = always
) -> FastAPI:
    """Wire routers, problems and the edge around one site."""
    app = FastAPI(
        title="Alongside",
        version="1.0.0",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
        telemetry=NO_TELEMETRY,
    )
    app.state.site, app.state.keys, app.state.ready = site, keys, ready
    app.state.mailbox = Mailbox(settings.mailbox) if settings.demo else None
    add_problem_handlers(app)
    for router in (*ROUTERS, jwks_route(lambda: jwks(keys))):
        app.include_router(router)
    describe(app)
    beside = (
        well_known_routes(settings.address, settings.security_contact),
        report_routes(),
        page_routes(settings.web_dir),
    )
    for routes in beside:
        app.router.routes.extend(routes)
    origins = settings.origins
    https = (settings.public_url or "").startswith("https://")
    app.add_middleware(Edge, origins=lambda: origins, names=settings.names, https=https)
    return app
