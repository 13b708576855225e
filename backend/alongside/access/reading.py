"""How an address is read: all that it asks at once, where FastAPI reads piece by piece.

Reading the question of a list took FastAPI longer than PostgreSQL took to answer it. What is said
in an address is checked here by one model, made of what the route declares. Where anything is
wrong with it, or a route asks for more than this knows, FastAPI reads it as always.
"""

import inspect
from collections.abc import Awaitable, Callable, Coroutine
from typing import Annotated, Any, NamedTuple

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from starlette.datastructures import QueryParams
from starlette.types import Scope

Handle = Callable[[Request], Coroutine[Any, Any, Response]]
Finder = Callable[[Request], Awaitable[Any]]


class _Reader(NamedTuple):
    """What reads an address, under which names, and who finds the rest of what a route asks."""

    form: type[BaseModel]
    names: tuple[tuple[str, str], ...]
    finders: tuple[tuple[str, Finder], ...]
    request: str | None
    unsaid: dict[str, Any] | None = None

    async def values(self, request: Request) -> dict[str, Any]:
        found = self.said_in(request.scope)
        for name, find in self.finders:
            found[name] = await find(request)
        if self.request:
            found[self.request] = request
        return found

    def said_in(self, scope: Scope) -> dict[str, Any]:
        """Read what is said in an address; for an address that says nothing, that is known."""
        if not scope["query_string"] and self.unsaid is not None:
            return {**self.unsaid}
        return self.read({**QueryParams(scope["query_string"]), **scope["path_params"]})

    def read(self, said: dict[str, Any]) -> dict[str, Any]:
        """Check what is said. Raises ValidationError."""
        read = self.form.model_validate(said)
        return {name: getattr(read, field) for name, field in self.names}


def _asks_only_for_the_request(one: Dependant) -> bool:
    asked = (one.path_params, one.query_params, one.header_params, one.cookie_params)
    return not any((*asked, one.body_params, one.dependencies)) and bool(one.request_param_name)


def is_told_at_once(route: APIRoute) -> bool:
    """Say whether a route reads nothing but its address, and makes its answer itself."""
    asked = route.dependant
    further = (asked.header_params, asked.cookie_params, asked.body_params)
    answers = inspect.signature(route.endpoint).return_annotation
    finders = all(_asks_only_for_the_request(one) for one in asked.dependencies)
    return route.methods == {"GET"} and finders and answers is Response and not any(further)


def _declared(name: str, field: FieldInfo) -> Any:
    """Say what may be said under a name in an address, and what it is if nobody says."""
    default = PydanticUndefined if field.is_required() else field.get_default()
    return Annotated[field.annotation, field], Field(default, validation_alias=name)


def reader_of(asked: Dependant) -> _Reader:
    """Make what reads all that a route declares of its address."""
    said = [*asked.query_params, *asked.path_params]
    fields = {f"said_{field.alias}": _declared(field.alias, field.field_info) for field in said}
    form: type[BaseModel] = create_model("Said", **fields)
    names = tuple((field.name, f"said_{field.alias}") for field in said)
    finders = tuple((str(one.name), one.call) for one in asked.dependencies if one.call)
    reader = _Reader(form, names, finders, asked.request_param_name)
    needs_something = any(field.field_info.is_required() for field in said)
    return reader if needs_something else reader._replace(unsaid=reader.read({}))


def read_at_once(route: APIRoute, piece_by_piece: Handle) -> Handle:
    """Give what answers at a route: reading its address at once, if that is all there is to it."""
    if not is_told_at_once(route):
        return piece_by_piece
    reader = reader_of(route.dependant)

    async def handle(request: Request) -> Response:
        try:
            values = await reader.values(request)
        except ValidationError:
            return await piece_by_piece(request)
        answer: Response = await route.endpoint(**values)
        return answer

    return handle
