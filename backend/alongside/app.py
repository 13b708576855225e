"""The composition root: everything that a server is made of comes together here."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI

from alongside.access.site import Site
from alongside.declarations.router import router as declarations
from alongside.feedback.router import offered as offered_feedback
from alongside.feedback.router import router as feedback
from alongside.identity.keys import KeyRing, jwks
from alongside.identity.router import router as identity
from alongside.imports.router import router as imports
from alongside.notes.router import router as notes
from alongside.organisations.router import router as organisations
from alongside.pairings.router import router as pairings
from alongside.participants.router import router as participants
from alongside.programmes.router import router as programmes
from alongside.sessions.router import router as sessions
from alongside.settings import Settings
from alongside.web.edge import Edge
from alongside.web.health import jwks_route
from alongside.web.health import router as health
from alongside.web.openapi import describe
from alongside.web.pages import page_routes
from alongside.web.problems import add_problem_handlers

ROUTERS = (
    sessions,  # the most asked come first: routes are tried in turn
    pairings,
    participants,
    imports,
    programmes,
    organisations,
    identity,
    notes,
    feedback,
    offered_feedback,
    declarations,
    health,
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Settle the memory once: what start-up made stays, so the collector need not look at it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
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
    )
    app.state.site, app.state.keys, app.state.ready = site, keys, ready
    add_problem_handlers(app)
    for router in (*ROUTERS, jwks_route(lambda: jwks(keys))):
        app.include_router(router)
    describe(app)
    app.router.routes.extend(page_routes(settings.web_dir))
    origins = settings.origins
    https = (settings.public_url or "").startswith("https://")
    app.add_middleware(Edge, origins=lambda: origins, https=https)
    return app
