"""The headers that answers carry, as the contract describes them."""

from typing import Any

Part = dict[str, Any]


def _header(description: str, example: str, longest: int, **more: Any) -> Part:
    schema = {"type": "string", "maxLength": longest, **more}
    return {"description": description, "required": True, "schema": schema, "example": example}


HEADERS: dict[str, Part] = {
    "X-Request-Id": _header(
        "Names this request. Tell it to whoever helps you.",
        "3f1c9a0e5b7d42689a10c2d4e6f80b13",
        32,
        pattern="^[0-9a-f]{32}$",
    ),
    "Cache-Control": _header("Nothing keeps a copy of this.", "no-store", 100),
    "Keys-Cache-Control": _header("The keys may be kept for an hour.", "public, max-age=3600", 100),
    "ETag": _header(
        "The version you see. Send it as `If-Match` when you change it.",
        '"3f1c9a0e5b7d42689a10c2d4e6f80b13"',
        34,
        pattern='^"[0-9a-f]{32}"$',
    ),
    "Location": _header(
        "Where what you made can be read.",
        "/api/v1/sessions/0198f6c4-5e3b-7f91-8d27-a1b6c9e0f354",
        200,
        format="uri-reference",
    ),
    "Link": _header(
        "The page after this one (RFC 8288). Not there on the last page.",
        '</api/v1/sessions?cursor=mG3vQ0xT>; rel="next"',
        4000,
    )
    | {"required": False},
    "Set-Cookie": _header(
        "The refresh token, which no script can read; when you sign out, that there is none. Not"
        " there while a second step is still to come. A sign-in sets `__Host-device`, too.",
        "__Host-refresh=k2f9; HttpOnly; Max-Age=604800; Path=/; SameSite=strict; Secure",
        1000,
    )
    | {"required": False},
    "Clear-Site-Data": _header("The browser forgets what it has kept.", '"cache"', 100),
    "Content-Disposition": _header(
        "Under which name to save it.", 'attachment; filename="your-data.zip"', 100
    ),
    "WWW-Authenticate": _header("How to say who you are (RFC 6750).", "Bearer", 100),
    "Retry-After": _header("After how many seconds to try again.", "2", 4, pattern="^[0-9]{1,4}$"),
}
NAMES = {"Keys-Cache-Control": "Cache-Control"}


def point_to(*names: str) -> Part:
    """Point to headers that the contract describes once."""
    return {NAMES.get(one, one): {"$ref": f"#/components/headers/{one}"} for one in sorted(names)}
