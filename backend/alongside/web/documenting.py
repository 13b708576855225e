"""What is said of every operation in the same way: its words, its parameters, its examples."""

import re
from collections.abc import Iterator
from typing import Any

from alongside.access.document import who_in_words
from alongside.access.http import ALONE, JSON, PUBLIC
from alongside.access.policy import AT_ALL, POLICY, Action
from alongside.web.answers import answers_of
from alongside.web.examples import Examples
from alongside.web.headers import Part

METHODS = ("get", "post", "put", "patch", "delete")
LARGEST_INT32 = 2**31 - 1
LONGEST = {"uuid": 36, "date": 10, "date-time": 35}
BY_COOKIE: dict[str, list[Part]] = {
    "refresh_sign_in": [{"refresh": []}],
    "sign_out": [{"refresh": []}, {"bearer": []}, {}],
}
OF_ALL = "This is open to everybody, signed in or not."
OF_ONESELF = "This is open to everybody who is signed in, about their own account."
MATCH_NEEDED = "428"
THINGS = {"feedback": "feedback", "roster_import": "an import", "organisation": "an organisation"}
PARTS = ("items", "additionalProperties")
CHOICES = ("anyOf", "oneOf", "allOf")


def operations_of(document: Part) -> Iterator[tuple[str, Part]]:
    for item in document["paths"].values():
        for method in METHODS:
            if method in item:
                yield method, item[method]


def _who_may(named: str) -> str:
    kind, _, _ = named.partition(":")
    if kind in ("public", "self"):
        return OF_ALL if kind == "public" else OF_ONESELF
    action = Action(named)
    who, kind = who_in_words(POLICY[action]), POLICY[action].on.name
    if action in AT_ALL:
        return f"This is open to {who.replace('its ', '').replace(';', ' and')}."
    return f"For {THINGS.get(kind, f'a {kind}')}, this is open to: {who}."


def _words(operation: Part) -> Part:
    """Take the summary from the first sentence, and say at the end who may."""
    first, *more = [" ".join(part.split()) for part in operation["description"].split("\n\n")]
    summary, *rest = re.split(r"(?<=[.!?]) ", first, maxsplit=1)
    parts = [*rest, *more, _who_may(operation["x-action"])]
    return {"summary": summary.rstrip("."), "description": "\n\n".join(parts)}


def _about(parameter: Part) -> str:
    """Say what a parameter is for, where the route does not."""
    name = str(parameter["name"])
    thing = name.removesuffix("_id").replace("_", " ")
    if parameter["in"] == "path":
        return f"The id of the {thing}."
    return (
        f"Only those of this {thing}." if name.endswith("_id") else f"Only those in this {thing}."
    )


def _parameter(parameter: Part, examples: Examples) -> Part:
    """Describe one parameter. It may be left out, but there is no sending null."""
    schema = tidy(parameter["schema"])
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if choices:
        schema = choices[0] | {key: schema[key] for key in schema if key != "anyOf"}
    given = [*schema.pop("examples", ()), *parameter.get("examples", ())]
    shown = {**schema, "examples": given} if given else schema
    said = parameter.get("description") or _about(parameter)
    schema.pop("description", None)
    return {
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter.get("required", False),
        "description": said,
        "schema": schema,
        "example": _example(shown, parameter["name"], examples),
    }


def _example(schema: Part, name: str, examples: Examples) -> Any:
    return schema["default"] if "default" in schema else examples.of(schema, name)


def _body(body: Part, examples: Examples) -> Part:
    content = dict(body["content"])
    if JSON in content:
        schema = content[JSON]["schema"]
        content[JSON] = {"schema": schema, "example": examples.of(schema)}
    return {**body, "content": content}


def tidy(schema: Part) -> Part:
    """Say once what a field is, without the titles that machines make, and how long it may be."""
    kept = {key: value for key, value in schema.items() if key != "title"}
    for name in CHOICES:
        if name in kept:
            kept[name] = [tidy(one) for one in kept[name]]
    if "properties" in kept:
        kept["properties"] = {name: tidy(one) for name, one in kept["properties"].items()}
    for name in PARTS:
        if isinstance(kept.get(name), dict):
            kept[name] = tidy(kept[name])
    return _raised(_limited(kept))


def _limited(schema: Part) -> Part:
    if schema.get("type") == "string" and schema.get("format") in LONGEST:
        return {"maxLength": LONGEST[schema["format"]], **schema}
    if schema.get("type") == "integer":
        limits = {"format": "int32", "minimum": 0, "maximum": LARGEST_INT32}
        bounds: Part = {key: int(schema[key]) for key in ("minimum", "maximum") if key in schema}
        return {**limits, **schema, **bounds}
    return schema


def _raised(schema: Part) -> Part:
    """Move what is said of the one thing that a field may be, or null, to the field itself."""
    choices = schema.get("anyOf", [])
    if len(choices) != 2 or choices[1].get("type") != "null":  # noqa: PLR2004 - a thing, or null
        return schema
    inner = dict(choices[0])
    said = {key: inner.pop(key) for key in ("description", "examples") if key in inner}
    return {**said, **schema, "anyOf": [inner, choices[1]]}


def _parameter_of(operation: Part, name: str) -> Part:
    found: Part = next(one for one in operation["parameters"] if one["name"] == name)
    return found


def document_operation(method: str, operation: Part, examples: Examples) -> None:
    """Complete one operation, in place."""
    operation.update(_words(operation))
    parameters = [_parameter(one, examples) for one in operation.pop("parameters", ())]
    if parameters:
        operation["parameters"] = parameters
    if MATCH_NEEDED in operation["responses"]:
        _parameter_of(operation, "If-Match")["required"] = True
    if "requestBody" in operation:
        operation["requestBody"] = _body(operation["requestBody"], examples)
    operation["security"] = BY_COOKIE.get(operation["operationId"], operation["security"])
    operation["responses"] = answers_of(method, operation, examples)
    for name in (PUBLIC, ALONE):
        operation.pop(name, None)
