"""How a request is read: all that it says at once, where FastAPI reads piece by piece.

Reading the question of a list took FastAPI longer than PostgreSQL took to answer it. What is said
in an address and its headers is checked here by one model, made of what the route declares, and a
command by its own. Where anything is wrong with it, or a route asks for more than this knows,
FastAPI reads it as always, and says what is wrong.
"""

import inspect
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Annotated, Any, NamedTuple, get_origin

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from starlette.datastructures import QueryParams

Handle = Callable[[Request], Coroutine[Any, Any, Response]]
Names = tuple[tuple[str, str], ...]
JSON = "application/json"


class _Finder(NamedTuple):
    """Who finds something of what a route asks for, by the request and what some headers say."""

    name: str
    find: Callable[..., Awaitable[Any]]
    request: str
    headers: Names

    async def found(self, request: Request, said: Any) -> Any:
        return await self.find(**{self.request: request}, **_named(self.headers, said))


class _Body(NamedTuple):
    """What a command is called, and its form."""

    name: str
    form: type[BaseModel]


class _Reader(NamedTuple):
    """What reads a request, under which names, and who finds the rest of what a route asks."""

    form: type[BaseModel]
    names: Names
    headers: tuple[str, ...]
    finders: tuple[_Finder, ...]
    body: _Body | None
    request: str | None
    unsaid: Any = None

    async def values(self, request: Request) -> dict[str, Any]:
        """Read everything. Raises ValueError if something in it is wrong."""
        said = self.said_in(request)
        found = _named(self.names, said)
        if self.body:
            found[self.body.name] = self.body.form.model_validate(await _json_of(request))
        for finder in self.finders:
            found[finder.name] = await finder.found(request, said)
        if self.request:
            found[self.request] = request
        return found

    def said_in(self, request: Request) -> Any:
        """Check what is said in an address and headers; of one that says nothing, that is known."""
        asked = request.scope["query_string"]
        told = {name: request.headers[name] for name in self.headers if name in request.headers}
        if not asked and not told and self.unsaid is not None:
            return self.unsaid
        return self.form.model_validate(
            {**QueryParams(asked), **request.scope["path_params"], **told}
        )


def _named(names: Names, said: Any) -> dict[str, Any]:
    return {name: getattr(said, field) for name, field in names}


async def _json_of(request: Request) -> Any:
    if request.headers.get("content-type") != JSON:
        raise ValueError("in another form")
    return json.loads(await request.body())


def _asks_for_little(one: Dependant) -> bool:
    """Say whether what finds something asks for the request alone, and perhaps for headers."""
    asked = (one.path_params, one.query_params, one.cookie_params, one.body_params)
    return not any((*asked, one.dependencies)) and bool(one.request_param_name)


def is_told_at_once(route: APIRoute) -> bool:
    """Say whether a route reads what is known here, and makes its answer itself."""
    asked = route.dependant
    answers = inspect.signature(route.endpoint).return_annotation
    if answers is not Response or asked.cookie_params or asked.response_param_name:
        return False
    if asked.body_params and _body_of(asked) is None:
        return False
    if any(get_origin(one.field_info.annotation) is list for one in asked.query_params):
        return False
    return all(_asks_for_little(one) for one in asked.dependencies)


def _body_of(asked: Dependant) -> _Body | None:
    """Give the one command there is, if there is no more than one."""
    if len(asked.body_params) != 1:
        return None
    (body,) = asked.body_params
    form: Any = body.field_info.annotation
    is_form = isinstance(form, type) and issubclass(form, BaseModel)
    said = body.field_info
    is_plain = said.is_required() and not getattr(said, "embed", None) and not said.metadata
    is_json = getattr(said, "media_type", None) == JSON
    return _Body(body.name, form) if is_form and is_plain and is_json else None


def _declared(name: str, field: FieldInfo) -> Any:
    """Say what may be said under a name in an address, and what it is if nobody says."""
    default = PydanticUndefined if field.is_required() else field.get_default()
    return Annotated[field.annotation, field], Field(default, validation_alias=name)


def _names_of(fields: Iterable[Any]) -> Names:
    return tuple((field.name, f"said_{field.alias}") for field in fields)


def reader_of(asked: Dependant) -> _Reader:
    """Make what reads all that a route declares, and those who find things for it."""
    found = [one for one in asked.dependencies if one.call and one.request_param_name]
    headers = [*asked.header_params, *(field for one in found for field in one.header_params)]
    own = [*asked.query_params, *asked.path_params, *asked.header_params]
    said = [*asked.query_params, *asked.path_params, *headers]
    fields = {f"said_{field.alias}": _declared(field.alias, field.field_info) for field in said}
    form: type[BaseModel] = create_model("Said", **fields)
    finders = tuple(
        _Finder(str(one.name), one.call, str(one.request_param_name), _names_of(one.header_params))
        for one in found
        if one.call
    )
    reader = _Reader(
        form,
        _names_of(own),
        tuple(field.alias for field in headers),
        finders,
        _body_of(asked),
        asked.request_param_name,
    )
    needs_something = any(field.field_info.is_required() for field in said)
    return reader if needs_something else reader._replace(unsaid=form.model_validate({}))


def read_at_once(route: APIRoute, piece_by_piece: Handle) -> Handle:
    """Give what answers at a route: reading a request at once, if that is all there is to it."""
    if not is_told_at_once(route):
        return piece_by_piece
    reader = reader_of(route.dependant)

    async def handle(request: Request) -> Response:
        try:
            values = await reader.values(request)
        except (ValueError, RecursionError):
            return await piece_by_piece(request)
        answer: Response = await route.endpoint(**values)
        return answer

    return handle
