"""A programme in full swing, for schemathesis to meet: something to do for everybody in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from tests.api.calls import CSV, PASSWORD, PERSON, ROSTER, booking
from tests.cast import Cast, Member
from tests.conftest import Api, Caller

OFTEN = 0.7
LISTS = {
    "programme_id": "/programmes",
    "participant_id": "/participants",
    "pairing_id": "/pairings",
    "session_id": "/sessions",
    "feedback_id": "/feedback",
    "offered_id": "/offered-feedback",
    "declaration_id": "/declarations",
    "import_id": "/imports",
    "organisation_id": "/organisations",
}


@dataclass
class Known:
    """What somebody knows who uses the API: what they see, and some words that are good."""

    token: str
    cookie: str
    seen: dict[str, list[Any]]
    words: dict[str, list[str]]


def _made(answer: Any) -> Any:
    assert answer.status_code in range(200, 300), answer.text
    return answer.json()


def _link_for(helper: Caller, member: Member) -> str:
    made = _made(helper.post(f"/participants/{member.id}/sign-in-link"))
    return str(made["url"].partition("#")[2])


def _pair(api: Api, cast: Cast) -> None:
    """Leave one pairing asked and one paused, beside the active one."""
    efe, amara, idris = api.as_(cast.efe), api.as_(cast.amara), api.as_(cast.idris)
    here = {"programme_id": str(cast.programme.id)}
    leader = _made(efe.post("/participants", {**here, **PERSON, "role": "leader"}))["id"]
    ask = {**here, "coach_id": cast.amara.id}
    _made(efe.post("/pairings", {**ask, "leader_id": leader}))
    paused = _made(efe.post("/pairings", {**ask, "leader_id": cast.idris.id}))["id"]
    for who, step in ((amara, "accept"), (idris, "accept"), (amara, "pause")):
        _made(who.post(f"/pairings/{paused}/{step}"))


def _meet(api: Api, cast: Cast) -> None:
    """Leave a session held, one to record and two to come; somebody has said how it was."""
    amara, ben = api.as_(cast.amara), api.as_(cast.ben)
    met, *_ = [
        _made(amara.post("/sessions", {"pairing_id": str(cast.pairing.id), **booking(days)}))["id"]
        for days in (-40, -41, 40, 41)
    ]
    _made(amara.post(f"/sessions/{met}/record", {"held": True}))
    for who in (amara, ben):
        for audience in ("pairing", "team", "learning_partners"):
            told = {"session_id": str(cast.held.id), "audience": audience, "text": "It was good."}
            _made(who.post("/feedback", told))


def _write(api: Api, cast: Cast) -> None:
    for member in (cast.efe, cast.gwen, cast.amara, cast.ben, cast.chen):
        tie = {"participant_id": member.id, "text": "My sister works there."}
        _made(api.as_(member).post("/declarations", tie))
    efe = api.as_(cast.efe)
    _made(efe.post("/organisations", {"name": "Northmere Carers"}))
    where = f"/programmes/{cast.programme.id}/imports"
    _made(efe.post(where, content=ROSTER, headers=CSV))


def seed(api: Api, cast: Cast) -> None:
    _pair(api, cast)
    _meet(api, cast)
    _write(api, cast)


def give_password(api: Api, cast: Cast, member: Member) -> str:
    """Let somebody have a password, and give the refresh token that they then sign in with."""
    link = {"token": _link_for(api.as_(cast.gwen), member), "password": PASSWORD}
    signed_in = api.anonymous.post("/sign-in/first", link)
    _made(signed_in)
    api.client.cookies.clear()
    return str(signed_in.headers["set-cookie"].partition(";")[0].partition("=")[2])


def look_around(api: Api, cast: Cast, member: Member, cookie: str) -> Known:
    """Look around as somebody does, in their lists, and give what they find there."""
    me, times = api.as_(member), booking(60)
    seen = {name: _made(me.get(path))["items"] for name, path in LISTS.items()}
    words = {
        "coach_id": [cast.pia.id, cast.hana.id],
        "leader_id": [cast.ben.id, cast.idris.id],
        "safeguarding_leads[*]": [cast.gwen.id],
        "starts_at": [times["starts_at"]],
        "ends_at": [times["ends_at"]],
        "time_zone": ["Europe/London", "Pacific/Auckland"],
        "email": [f"{member.name}@example.org", "zed@new.example"],
        "password": [PASSWORD],
        "current_password": [PASSWORD],
        "token": [_link_for(api.as_(cast.gwen), cast.hana)],
    }
    return Known(member.token, cookie, seen, words)


def _bound(names: list[str], dictionary: str) -> dict[str, Any]:
    return {name: {"dictionary": dictionary, "probability": OFTEN} for name in names}


def _open_now(known: Known, document: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Name the operations for which `allowed` names just some things, and give the ids of those."""
    for operation in (one for item in document["paths"].values() for one in item.values()):
        for name, rows in known.seen.items():
            allowed = [row["id"] for row in rows if operation["x-action"] in row.get("allowed", ())]
            if allowed and len(allowed) < len(rows):
                yield operation["operationId"], name, allowed


def bindings(known: Known, document: dict[str, Any]) -> dict[str, Any]:
    """Let schemathesis use what somebody knows, often and not always."""
    ids = {name: [row["id"] for row in rows] for name, rows in known.seen.items() if rows}
    dictionaries, parameters, operations = {**known.words, **ids}, {}, []
    for name in dictionaries:
        parameters |= _bound([name, f"body.{name}"] if name in ids else [f"body.{name}"], name)
    for operation, name, allowed in _open_now(known, document):
        dictionaries[f"{name} to {operation}"] = allowed
        bound = _bound([name, f"body.{name}"], f"{name} to {operation}")
        operations.append({"include-operation-id": operation, "parameters": bound})
    schemes = {"bearer": {"bearer": known.token}, "refresh": {"api_key": known.cookie}}
    return {
        "dictionaries": {name: {"values": values} for name, values in dictionaries.items()},
        "parameters": parameters,
        "operations": operations,
        "auth": {"openapi": schemes},
    }


def workbook() -> bytes:
    book, written = Workbook(), BytesIO()
    for line in ROSTER.split("\r\n"):
        book.active.append(line.split(","))
    book.save(written)
    return written.getvalue()
