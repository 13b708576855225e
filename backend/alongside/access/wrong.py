"""How the contract describes what can go wrong: problem details (RFC 9457), one for each status."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

PROBLEM = "application/problem+json"


class ProblemError(BaseModel):
    pointer: Annotated[str, Field(max_length=500, description="JSON pointer (RFC 6901).")]
    code: Annotated[str, Field(max_length=100)]
    message: Annotated[str, Field(max_length=1000, description="What to do, in plain words.")]


class ProblemView(BaseModel):
    """Problem details (RFC 9457). `code` is stable; speak to people by it."""

    type: Annotated[str, Field(max_length=200, examples=["/problems/not_found"])]
    code: Annotated[str, Field(max_length=100, examples=["not_found"])]
    title: Annotated[str, Field(max_length=500)]
    status: Annotated[int, Field(ge=400, le=599, json_schema_extra={"format": "int32"})]
    detail: Annotated[str, Field(max_length=2000)]
    instance: Annotated[str, Field(max_length=100, description="The request id, as in the header.")]
    errors: Annotated[list[ProblemError], Field(max_length=1000)]


WHY = {
    400: "The request could not be read.",
    401: "You are not signed in, or no longer.",
    403: "You may see this, and may not do that with it.",
    404: "There is nothing here, or it is not yours to see.",
    408: "It took too long to reach us.",
    409: "That cannot be done just now.",
    412: "It was changed since you read it.",
    413: "That is larger than we can take.",
    415: "Send it in one of the content types named here.",
    422: "Something in it needs another look.",
    428: "Say in If-Match which version you are changing.",
    429: "That was tried often. Try again after `Retry-After` seconds.",
    500: "Something went wrong on our side.",
    503: "We cannot answer just now. Try again after `Retry-After` seconds.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document error answers; those that every operation may give are always among them."""
    schema = {"$ref": "#/components/schemas/ProblemView"}
    return {
        status: {"description": WHY[status], "content": {PROBLEM: {"schema": schema}}}
        for status in sorted({*statuses, 403, 422, 500, 503})
    }
