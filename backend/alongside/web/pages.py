"""The built page, served from disk: its files by name, and its one document for every route."""

import re
from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
NOT_PAGES = ("/api/", "/docs", "/openapi", "/healthz", "/readyz", "/.well-known/", "/csp-report")

DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


LONGEST_ROUTE = 255  # as long as any name of a file may be
NO_ROUTE = re.compile(r"[\x00-\x1f\x7f\\]|/\.\.?(/|$)|\.[^/]*$")


def _inside(folder: Path, path: str) -> Path | None:
    """Find a file below the folder, and none anywhere else."""
    try:
        wanted = (folder / path.lstrip("/")).resolve()
        return wanted if wanted.is_relative_to(folder.resolve()) and wanted.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long, links in a circle, a letter of no name
        return None


def _may_be_route(path: str) -> bool:
    """Say whether the page could know an address: it is no file's, and nobody's attempt at one."""
    return len(path) <= LONGEST_ROUTE and NO_ROUTE.search(path) is None


PACKED = {"br": ".br", "gzip": ".gz"}


def _packed(request: Request, found: Path) -> tuple[Path, dict[str, str]]:
    """Find the smallest form of a file that the browser can read; the build has made them."""
    told = request.headers.get("accept-encoding", "")
    known = {part.partition(";")[0].strip() for part in told.split(",")}
    for coding, ending in PACKED.items():
        smaller = found.with_name(found.name + ending)
        if coding in known and smaller.is_file():
            return smaller, {"Content-Encoding": coding}
    return found, {}


def _send(request: Request, found: Path, cache: str, **headers: str) -> Response:
    """Send a file as it is named, packed where that is possible."""
    sent, coding = _packed(request, found)
    kind = guess_type(found.name)[0] or "application/octet-stream"
    told = {"Cache-Control": cache, "Vary": "Accept-Encoding", **coding, **headers}
    return FileResponse(sent, headers=told, media_type=kind)


class PageRoute(Route):
    """Every address is the page's, but those at which something else is or would be."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.NONE, {}) if scope["path"].startswith(NOT_PAGES) else super().matches(scope)


def page_routes(folder: Path) -> list[Route]:
    """Make the routes that serve the page and the documentation's own files."""

    async def docs(request: Request) -> Response:
        name = request.path_params.get("name") or "index.html"
        found = _inside(folder / "docs", name)
        if found is None:
            raise HTTPException(404)
        policy = {"Content-Security-Policy": DOCS_POLICY}
        return _send(request, found, ASK_AGAIN, **policy)

    async def page(request: Request) -> Response:
        path: str = request.scope["path"]
        found = _inside(folder, path)
        if found is not None:
            return _send(request, found, FOR_EVER if path.startswith("/assets/") else ASK_AGAIN)
        document = _inside(folder, "index.html") if _may_be_route(path) else None
        if document is None:
            raise HTTPException(404)
        return _send(request, document, ASK_AGAIN)

    return [
        Route("/docs", docs, methods=["GET"]),
        Route("/docs/{name}", docs, methods=["GET"]),
        PageRoute("/{path:path}", page, methods=["GET"]),
    ]
