"""The policy's side of the web: who is asking, for what, and how the answer goes out."""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from functools import partial
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import msgspec
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Actor, actor_of, enter, entering
from alongside.access.audit import Recent
from alongside.access.once import Retry, retry_for
from alongside.access.policy import Action
from alongside.access.reading import Handle, read_at_once
from alongside.access.site import Credentials, Site
from alongside.access.wrong import problems
from alongside.core.clock import now
from alongside.core.db import retrying, trips_of
from alongside.core.errors import NotSignedIn
from alongside.core.opening import UNKNOWN, Opening
from alongside.core.pages import Asked, Cursors, Page
from alongside.core.vault import Vault
from alongside.core.views import View, etag_of

JSON = "application/json"
READING = {"GET", "HEAD"}
WITHOUT_BODY = READING | {"DELETE"}
PUBLIC, ALONE = "x-public", "x-alone"
RetryFor = Callable[[bytes | BaseModel], Retry | None]


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


async def session_here(request: Request) -> AsyncSession:
    session: AsyncSession = request.state.db
    return session


Db = Annotated[AsyncSession, Depends(session_here)]


def _not_signed_in() -> NotSignedIn:
    return NotSignedIn(headers={"WWW-Authenticate": "Bearer"})


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _not_signed_in()
    return token


def _who(request: Request) -> Credentials:
    return site_of(request).read_token(_token(request))


def _let_in(request: Request, actor: Actor | None) -> Actor:
    if actor is None or (actor.demo and not site_of(request).demo):
        raise _not_signed_in()
    return actor


async def find_actor(request: Request, db: AsyncSession) -> Actor:
    """Say who is asking, with the rights that they have at this moment."""
    who = _who(request)
    return _let_in(request, await enter(db, who.person_id, who.sign_in_id, now()))


async def actor_here(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


SignedIn = Annotated[Actor, Depends(actor_here)]


async def list_cursors(request: Request) -> Cursors:
    return site_of(request).cursors


CursorsHere = Annotated[Cursors, Depends(list_cursors)]


async def vault_here(request: Request) -> Vault:
    return site_of(request).vault


VaultHere = Annotated[Vault, Depends(vault_here)]


async def recent_readings(request: Request) -> Recent:
    return site_of(request).recent


RecentHere = Annotated[Recent, Depends(recent_readings)]


async def _answer_whole(request: Request, who: Credentials, handle: Handle) -> Response:
    """Answer within one transaction, which opens with the question who is asking.

    We go by the answer of last time, and give what was found only if it is still the answer.
    """
    site = site_of(request)
    opening = Opening(
        entering(*who, now()),
        expected=site.told.of(who) or UNKNOWN,
        only_reads=request.method in READING,
        heard=partial(site.told.keep, who),
    )
    async with site.database.transaction(opening) as db:
        trips = await trips_of(db)
        try:
            if opening.expected is UNKNOWN:
                await opening.find_out(trips)
            request.state.db = db
            request.state.actor = _let_in(request, actor_of(*who, opening.expected))
            return await handle(request)
        finally:
            await opening.find_out(trips)


class Governed(APIRoute):
    """One request is one transaction: kept before the answer is sent, or not at all.

    Who is asking is asked before anything is read of the request, so that a stranger learns
    nothing of what is wrong with it. Operations that keep no connection while they wait (for a
    password to be checked) open their own transactions.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = read_at_once(self, super().get_route_handler())
        extra = self.openapi_extra or {}

        async def as_somebody(request: Request) -> Response:
            who = _who(request)
            if request.method not in WITHOUT_BODY:
                await request.body()  # before a connection is held: a body may come slowly

            return await retrying(lambda: _answer_whole(request, who, handle))

        async def alone(request: Request) -> Response:
            async with site_of(request).database.transaction() as db:
                await find_actor(request, db)
            return await handle(request)

        return handle if PUBLIC in extra else alone if ALONE in extra else as_somebody


def make_router(prefix: str, tag: str) -> APIRouter:
    return APIRouter(prefix=f"/api/v1{prefix}", tags=[tag], route_class=Governed)


def governed_by(action: Action, *statuses: int) -> dict[str, Any]:
    """Name the action that an operation asks of the policy."""
    return {
        "openapi_extra": {"x-action": action.value, "security": [{"bearer": []}]},
        "responses": problems(401, *statuses),
    }


def own_account(name: str, *statuses: int) -> dict[str, Any]:
    """Name an operation on nothing but one's own account: it asks only that one is signed in."""
    extra = {"x-action": f"self:{name}", "security": [{"bearer": []}]}
    return {"openapi_extra": extra, "responses": problems(401, *statuses)}


def own_account_alone(name: str, *statuses: int) -> dict[str, Any]:
    """Name one that keeps no connection while it waits: it finds out itself who is asking."""
    known = own_account(name, *statuses)
    return known | {"openapi_extra": {**known["openapi_extra"], ALONE: True}}


def open_to_all(name: str, *statuses: int) -> dict[str, Any]:
    """Name one of the few operations that ask for no sign-in."""
    return {
        "openapi_extra": {"x-action": f"public:{name}", PUBLIC: True, "security": []},
        "responses": problems(*statuses),
    }


IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=500,
        pattern=r'^(\*|"[\x21\x23-\x7e]*"(\s*,\s*"[\x21\x23-\x7e]*")*)$',
        description="The ETag of the version you read.",
        examples=['"3f1c9a0e5b7d42689a10c2d4e6f80b13"'],
    ),
]


async def retry_of(
    request: Request,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=255,
            pattern=r"^[\x21-\x7e]+$",
            description="A word of your own, such as a UUID. Asking again makes nothing twice.",
            examples=["6f1c5a52-5d0e-4c8e-9b0e-2f1f3f0a7c11"],
        ),
    ] = None,
) -> RetryFor:
    """Turn the Idempotency-Key header into what tells one request from another."""

    def of(said: bytes | BaseModel) -> Retry | None:
        if not key:
            return None
        where = "&".join(f"{k}={v}" for k, v in sorted(request.path_params.items()))
        operation: str = request.scope["route"].name
        secret: bytes = request.app.state.keys.derive("retries")
        body = said if isinstance(said, bytes) else said.model_dump_json().encode()
        return retry_for(secret, operation, key, where.encode() + b"\0" + body)

    return of


RetryOf = Annotated[RetryFor, Depends(retry_of)]

Limit = Annotated[
    int, Query(ge=1, le=100, description="How many rows.", json_schema_extra={"format": "int32"})
]
Cursor = Annotated[
    str | None,
    Query(max_length=1024, description="The `next` of the page before.", pattern=r"^[\w-]*$"),
]


def asked_for(limit: int, cursor: str | None, **filters: Any) -> Asked:
    """Gather what part of a list is asked for; a filter that is not given does not narrow it."""
    given = {name: value for name, value in filters.items() if value is not None}
    plain = {k: v.value if isinstance(v, StrEnum) else v for k, v in given.items()}
    return Asked(plain, limit, cursor)


def answer(
    view: View, *, status: int = 200, location: str | None = None, tagged: bool = False
) -> Response:
    """Send one view, serialised once."""
    headers = {"Location": location} if location else {}
    if tagged:
        headers["ETag"] = etag_of(view)
    return Response(view.model_dump_json(), status, headers, JSON)


def _link(request: Request, cursor: str | None) -> dict[str, str]:
    """Point to the next page (RFC 8288)."""
    if not cursor:
        return {}
    said = request.query_params.multi_items() if request.scope["query_string"] else ()
    asked = [one for one in said if one[0] != "cursor"]
    filters = f"{urlencode(asked)}&" if asked else ""
    following = f"{quote(request.scope['path'])}?{filters}cursor={cursor}"
    return {"Link": f'<{following}>; rel="next"'}


def answer_page(request: Request, view: BaseModel, cursor: str | None) -> Response:
    """Send a page, with a link to the next one."""
    return Response(view.model_dump_json(), 200, _link(request, cursor), JSON)


def answer_rows(request: Request, page: Page) -> Response:
    """Send a page of the list that is asked for most: written at once, in the view's own form."""
    body = msgspec.json.encode({"items": page.rows, "next": page.next})
    return Response(body, 200, _link(request, page.next), JSON)
