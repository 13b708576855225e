"""The composition root: everything that a server is made of comes together here."""

from fastapi import FastAPI

from alongside.access.http import Site
from alongside.pairings.router import router as pairings
from alongside.participants.router import router as participants
from alongside.programmes.router import router as programmes
from alongside.sessions.router import router as sessions
from alongside.settings import Settings
from alongside.web.edge import Edge
from alongside.web.problems import add_problem_handlers

ROUTERS = (programmes, participants, pairings, sessions)


def create_app(settings: Settings, site: Site) -> FastAPI:
    """Wire routers, problems and the edge around one site."""
    app = FastAPI(
        title="Alongside",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.site = site
    add_problem_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    origins = settings.origins
    https = (settings.public_url or "").startswith("https://")
    app.add_middleware(Edge, origins=lambda: origins, https=https)
    return app
