"""Holds an answer against what the contract says of it: status, headers, kind and form."""

from typing import Any

from jsonschema_rs import Draft202012Validator
from tests.api.conftest import Described

OF_HTTP = {"content-length", "content-type"}
CAREFUL = {
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
}


def resolve(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference within the document."""
    if "$ref" not in part:
        return part
    found: Any = document
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def faults_of(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """Say how a value is not as its schema says."""
    whole = {**schema, "components": document["components"]}
    errors = Draft202012Validator(whole, validate_formats=True).iter_errors(value)
    return [f"{list(error.instance_path)}: {error.message}" for error in errors]


def _headers(document: dict[str, Any], described: dict[str, Any], answer: Any) -> list[str]:
    told = {
        name.lower(): resolve(document, header)
        for name, header in described.get("headers", {}).items()
    }
    sent = set(answer.headers) - OF_HTTP - CAREFUL
    needed = {name for name, header in told.items() if header.get("required")}
    faults = [f"{name} is sent and not told" for name in sorted(sent - set(told))]
    faults += [f"{name} is told and not sent" for name in sorted(needed - sent)]
    for name in sorted(sent & set(told)):
        found = faults_of(document, told[name]["schema"], answer.headers[name])
        faults += [f"{name}: {one}" for one in found]
    return faults + [f"{name} is missing" for name in sorted(CAREFUL - set(answer.headers))]


def _content(document: dict[str, Any], described: dict[str, Any], answer: Any) -> list[str]:
    told = described.get("content", {})
    kind = answer.headers.get("content-type")
    if not told:
        return [f"there is a body: {answer.text[:80]}"] if answer.content else []
    if kind not in told:
        return [f"{kind} is not told"]
    if kind == "application/zip":
        return [] if answer.content.startswith(b"PK") else ["it is no folder"]
    return faults_of(document, told[kind]["schema"], answer.json())


def differences(document: dict[str, Any], operation: Described, answer: Any) -> list[str]:
    """Say in what an answer differs from what the contract says of it."""
    status = str(answer.status_code)
    if status not in operation.answers:
        return [f"{operation}: {status} is not told: {answer.text[:200]}"]
    described = resolve(document, operation.answers[status])
    faults = _headers(document, described, answer) + _content(document, described, answer)
    return [f"{operation}, {status}: {one}" for one in faults]
