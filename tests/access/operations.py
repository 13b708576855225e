"""Every operation of the contract, and how a sound request to each is made in the world."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.access.asking import Ask
from tests.access.facts import Row
from tests.access.world import World
from tests.cast import NOW

from alongside.access.policy import AT_ALL, POLICY, Action

PREFIX = "/api/v1"
PUBLIC = {
    ("POST", "/api/v1/sign-in"),
    ("POST", "/api/v1/sign-in/refresh"),
    ("POST", "/api/v1/sign-in/second-factor"),
    ("POST", "/api/v1/sign-in/second-factor/set-up"),
    ("POST", "/api/v1/sign-in/passkey"),
    ("POST", "/api/v1/sign-in/passkey/begin"),
    ("POST", "/api/v1/sign-in/first"),
    ("POST", "/api/v1/sign-in/first/look"),
    ("POST", "/api/v1/sign-in/mail"),
    ("POST", "/api/v1/sign-in/mail/code"),
    ("POST", "/api/v1/sign-in/mail/link"),
    ("POST", "/api/v1/sign-in/not-me"),
    ("POST", "/api/v1/sign-out"),
    ("GET", "/api/v1/mailbox"),
    ("GET", "/api/v1/privacy"),
    ("GET", "/api/v1/accessibility"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/.well-known/jwks.json"),
}
OWN_ACCOUNT = {
    ("POST", "/api/v1/sign-out/everywhere"),
    ("POST", "/api/v1/sign-out/others"),
    ("GET", "/api/v1/me"),
    ("GET", "/api/v1/me/second-factor"),
    ("POST", "/api/v1/me/second-factor"),
    ("DELETE", "/api/v1/me/second-factor"),
    ("POST", "/api/v1/me/second-factor/confirm"),
    ("POST", "/api/v1/me/second-factor/recovery-codes"),
    ("GET", "/api/v1/me/passkeys"),
    ("POST", "/api/v1/me/passkeys"),
    ("POST", "/api/v1/me/passkey-options"),
    ("PATCH", "/api/v1/me/passkeys/{passkey_id}"),
    ("DELETE", "/api/v1/me/passkeys/{passkey_id}"),
    ("POST", "/api/v1/me/confirm/passkey"),
    ("POST", "/api/v1/me/confirm/passkey/begin"),
    ("POST", "/api/v1/me/confirm"),
    ("GET", "/api/v1/me/sign-ins"),
    ("DELETE", "/api/v1/me/sign-ins/{sign_in_id}"),
    ("PATCH", "/api/v1/me"),
    ("POST", "/api/v1/me/participants/{participant_id}/open"),
    ("POST", "/api/v1/me/password"),
    ("GET", "/api/v1/me/consents"),
    ("POST", "/api/v1/me/consents"),
    ("GET", "/api/v1/me/erasure"),
    ("POST", "/api/v1/me/erasure"),
    ("DELETE", "/api/v1/me/erasure"),
    ("POST", "/api/v1/me/copy"),
    ("POST", "/api/v1/me/copy/zip"),
    ("GET", "/api/v1/who-looked"),
}
PARAMETERS = {
    "programme_id": "programme",
    "participant_id": "participant",
    "pairing_id": "pairing",
    "session_id": "session",
    "feedback_id": "feedback",
    "offered_id": "offered",
    "declaration_id": "declaration",
    "import_id": "roster_import",
    "said_for_id": "said_for",
    "organisation_id": "organisation",
}
ROSTER = b"role,given name,family name,email\ncoach,Zed,Example,zed@new.example\n"
TRUSTS = b'"RQX","HOMERTON HEALTHCARE","Y56","Q71","A","B","C","D","E","E9 6SR","20010401",""\n'


@dataclass(frozen=True)
class Operation:
    """One method at one address, and the action that it names."""

    method: str
    path: str
    named: str

    def __str__(self) -> str:
        return f"{self.method} {self.path.removeprefix(PREFIX)}"

    @property
    def action(self) -> Action:
        return Action(self.named)

    @property
    def governed(self) -> bool:
        return not self.named.startswith(("public:", "self:"))

    @property
    def parameter(self) -> str | None:
        """The word in braces, if there is one."""
        return self.path.partition("{")[2].partition("}")[0] or None

    @property
    def kind(self) -> str | None:
        """What kind of thing the request names, in its address or its body; lists name none."""
        if self.parameter:
            return PARAMETERS[self.parameter]
        if self.method == "GET" or not self.governed or self.action in AT_ALL:
            return None
        return POLICY[self.action].on.name


def operations_of(document: Mapping[str, Any]) -> list[Operation]:
    return [
        Operation(method.upper(), path, operation.get("x-action", ""))
        for path, item in sorted(document["paths"].items())
        for method, operation in sorted(item.items())
    ]


def _hours(days: int, hours: int) -> dict[str, str]:
    start = NOW + timedelta(days=days)
    return {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=hours)).isoformat()}


def _two_of(world: World, programme: UUID) -> dict[str, str]:
    """A coach and a leader who are not paired yet."""
    ours = programme == world.ids["programme"]["ours"]
    coach, leader = ("xan", "ben") if ours else ("wren.coach", "lena")
    ids = world.ids["participant"]
    return {"coach_id": str(ids[coach]), "leader_id": str(ids[leader])}


def _answer_for(world: World, pairing: UUID) -> dict[str, Any]:
    """The answer of the one who is asked: an id that nobody has gets somebody's."""
    who = world.asked.get(pairing, world.ids["participant"]["xan"])
    return {"accept": True, "on_behalf": {"participant_id": str(who), "means": "phone"}}


NEW_COACH = {"role": "coach", "given_name": "Zed", "family_name": "Example"}
NEW_COORDINATOR = {"email": "zed@new.example", "given_name": "Zed", "family_name": "Example"}
ANSWERED = {"audience": "team", "answers": {"useful": 5}, "text": "Good."}
Body = Callable[[World, UUID], Any]

BODIES: dict[str, Body] = {
    "POST /programmes": lambda _w, _key: {"name": "New"},
    "PATCH /programmes/{programme_id}": lambda _w, _key: {"aims": "To learn."},
    "POST /programmes/{programme_id}/coordinators": lambda _w, _key: NEW_COORDINATOR,
    "POST /organisations": lambda _w, _key: {"name": "A new charity"},
    "POST /participants": lambda _w, key: {"programme_id": str(key), **NEW_COACH},
    "PATCH /participants/{participant_id}": lambda _w, _key: {"topics": "Waiting."},
    "POST /pairings": lambda w, key: {"programme_id": str(key), **_two_of(w, key)},
    "POST /pairings/{pairing_id}/answer-for": _answer_for,
    "POST /sessions": lambda _w, key: {"pairing_id": str(key), "mode": "video", **_hours(70, 1)},
    "PATCH /sessions/{session_id}": lambda _w, _key: _hours(71, 1),
    "POST /sessions/{session_id}/record": lambda _w, _key: {"held": True},
    "PUT /sessions/{session_id}/private-note": lambda _w, _key: {"text": "New words."},
    "PUT /sessions/{session_id}/shared-note": lambda _w, _key: {"text": "New words."},
    "POST /feedback": lambda _w, key: {"session_id": str(key), **ANSWERED},
    "POST /programmes/{programme_id}/restricted-entries": lambda _w, _key: {"reason": "concern"},
    "POST /declarations": lambda _w, key: {"participant_id": str(key), "text": "A tie."},
}
FILES = {
    "POST /programmes/{programme_id}/imports": (ROSTER, "text/csv"),
    "POST /organisations/import": (TRUSTS, "text/csv"),
}
NEEDS_MATCH = {
    "PATCH /programmes/{programme_id}",
    "PATCH /participants/{participant_id}",
    "PATCH /sessions/{session_id}",
    "PUT /sessions/{session_id}/shared-note",
}


def ask_for(operation: Operation, world: World, key: UUID | None) -> Ask:
    """Make a sound request about one thing, or about none."""
    name = str(operation)
    path = operation.path
    if operation.parameter:
        path = path.replace("{" + operation.parameter + "}", str(key))
    headers = (("if-match", "*"),) if name in NEEDS_MATCH else ()
    if name in FILES:
        content, kind = FILES[name]
        return Ask(operation.method, path, None, (("content-type", kind),), content)
    body = BODIES[name](world, key or UUID(int=0)) if name in BODIES else None
    return Ask(operation.method, path, body, headers)


def rows_of(kind: str, world: World, tables: Mapping[str, Any]) -> Iterator[tuple[str, UUID, Row]]:
    """Give every row of one kind in the world: its name there, its id, and the row."""
    table, column = ("feedback", "offered_id") if kind == "offered" else (kind, "id")
    by_key = {row[column]: row for row in tables[table]}
    for name, key in world.ids[kind].items():
        yield name, key, by_key[key]
