"""Examples for the contract, put together from those of each field, so that none is forgotten."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

PROGRAMME = "0198f6a2-4c1e-7d3a-9b52-6e1f0a7c8d31"
COACH = "0198f6a2-7b90-7c44-8f0e-2d5a91c3e7f6"
LEADER = "0198f6a2-7b91-7e0d-a3c8-94b7f1e25d08"
HELPER = "0198f6a2-6d41-7b3f-8c95-1f7e2a9d4c60"
PAIRING = "0198f6b1-02d7-7a68-b1e9-5c3d8f4a7e12"
SESSION = "0198f6c4-5e3b-7f91-8d27-a1b6c9e0f354"
FEEDBACK = "5b2e8c1f-9a47-4d63-b0e5-7f1c3a8d2e96"
OFFERED = "c47d1e9a-3f58-4b02-9c6e-8a5b2d7f0e13"
DECLARATION = "e1a96f3c-7d24-4c8b-a5f0-3b9e6d1c8a47"
IMPORT = "0198f6a3-19c5-7b2f-9e84-d6a0f7b3c158"
ORGANISATION = "0198f69e-80a4-7c19-b7d3-f25e8c6a9b01"
SIGN_IN = "8a4f0d37-6c12-4e9b-a5d8-1b7e3c90f264"
SAID_FOR = "0198f6c9-3d17-7c52-9a80-4f6b1e8d2c75"
PASSKEY = "d3b7f5a1-2e60-4a9c-8f14-6c0b9d2e7a58"
PERSON = "0198f69d-2b6f-7e58-8a31-c04d7f9e5b62"

IDS: dict[str, str] = {
    "programme_id": PROGRAMME,
    "coach_id": COACH,
    "leader_id": LEADER,
    "participant_id": COACH,
    "safeguarding_leads": HELPER,
    "pairing_id": PAIRING,
    "session_id": SESSION,
    "feedback_id": FEEDBACK,
    "offered_id": OFFERED,
    "declaration_id": DECLARATION,
    "import_id": IMPORT,
    "thing_id": PAIRING,
    "actor_id": COACH,
    "subject_id": COACH,
    "organisation_id": ORGANISATION,
    "sign_in_id": SIGN_IN,
    "passkey_id": PASSKEY,
    "said_for_id": SAID_FOR,
}
OF_ITSELF: dict[str, str] = {
    "ProgrammeView": PROGRAMME,
    "ParticipantView": COACH,
    "ParticipationView": COACH,
    "PersonView": PERSON,
    "PairingView": PAIRING,
    "SessionView": SESSION,
    "FeedbackView": FEEDBACK,
    "OfferedView": OFFERED,
    "DeclarationView": DECLARATION,
    "ImportView": IMPORT,
    "OrganisationView": ORGANISATION,
    "SignInView": SIGN_IN,
    "PasskeyView": PASSKEY,
    "SaidForView": SAID_FOR,
    "AccountCopy": PERSON,
    "PairingCopy": PAIRING,
    "SessionCopy": SESSION,
}
MOMENTS = {
    "starts_at": "2027-02-03T14:00:00Z",
    "ends_at": "2027-02-03T15:00:00Z",
    "from": "2027-02-01T00:00:00Z",
    "to": "2027-03-01T00:00:00Z",
    "expires_at": "2027-01-25T09:30:00Z",
}
USUAL: dict[str, Any] = {
    "browser": "Firefox",
    "system": "Windows",
    "Idempotency-Key": "6f1c5a52-5d0e-4c8e-9b0e-2f1f3f0a7c11",
    "access_needs": "Captions, and a break after 30 minutes.",
    "access_token": "eyJhbGciOiJFUzI1NiIsImtpZCI6IjIwMjcifQ.eyJzdWIiOiIwMTk4In0.c2lnbmVk",
    "aims": "Senior leaders learn from people who know.",
    "capacity": 2,
    "coach": "Lived experience partner",
    "coordinator": None,
    "cursor": "mG3vQ0xTfW9cK2bR7dLh",
    "display_name": "Amina Yusuf",
    "email": "amina.yusuf@example.org",
    "expires_in": 600,
    "family_name": "Yusuf",
    "given_name": "Amina",
    "job_title": None,
    "leader": None,
    "learning_partner": None,
    "line": 9,
    "message": "“31.02.2011” is no day. Write it as 20110228.",
    "next": "mG3vQ0xTfW9cK2bR7dLh",
    "codes": ["hk3m-9qwe-rt7y-u2ap"],
    "ticket": "mG3vQ0xTfW9cK2bR7dLh",
    "attempt": "mG3vQ0xTfW9cK2bR7dLh",
    "mailbox": False,
    "has_password": True,
    "recovery_codes_left": 10,
    "organisers": "Lowri Evans, Efe Osei",
    "partner": "Ben Carter",
    "phone": "07700 900123",
    "place": "https://meet.example/side-by-side",
    "programme": "Side by Side",
    "programme_name": "Side by Side",
    "q": "Amina",
    "role_label": None,
    "text": "Next time: begin with what went well.",
    "topics": "Talking honestly about waiting.",
    "url": "https://alongside.example/welcome#v4Xh2nT7kq0cQm8sB1yZr5uW9eLfJ3aPd6oGtHiKxNM",
}
SOME_MOMENT = "2027-01-11T09:30:00Z"
SOME_DAY = "2027-01-04"

# Where the example of a field does not say it: what one would send, or see, as a whole.
INSTEAD: dict[str, Mapping[str, Any]] = {
    "MakeProgramme": {"starts_on": "2027-01-04", "ends_on": "2027-12-17"},
    "ProgrammeView": {"ends_on": "2027-12-17", "allowed": ["participant:add", "programme:change"]},
    "AddParticipant": {"role": "coach"},
    "ParticipantView": {"allowed": ["participant:change"]},
    "ParticipationView": {"allowed": ["programme:read"]},
    "MeView": {"allowed": []},
    "AddOrganisation": {"ods_code": None, "closed_on": None},
    "OrganisationView": {"ods_code": None, "closed_on": None},
    "PairingView": {
        "coach_accepted": True,
        "state": "active",
        "allowed": ["pairing:end", "pairing:pause", "session:book"],
    },
    "SessionView": {"allowed": ["note:write", "session:cancel", "session:change"]},
    "NoteView": {"allowed": ["note:withdraw", "note:write"]},
    "FeedbackView": {"allowed": ["feedback:withdraw"]},
    "DeclarationView": {"allowed": ["declaration:remove"]},
    "ImportView": {
        "rows": 8,
        "created": 3,
        "updated": 1,
        "unchanged": 1,
        "duplicates": 1,
        "ignored": 1,
        "failed": 1,
        "warnings": [],
        "undone_at": None,
        "allowed": ["import:undo"],
        "mend_csv": "First name,Surname,Email address,Role\r\nAmir,Ali,not-an-email,coach\r\n",
    },
    "OrganisationImportView": {"created": 239, "updated": 1, "unchanged": 0},
    "HelperView": {"safeguarding_lead": True},
}
# What an answer shows after just this operation, by its id and status.
_COUNTS_ALONE: Mapping[str, Any] = {"errors": [], "coordinators": [], "mend_csv": None}
_NOT_BEGUN: Mapping[str, Any] = {"coach_accepted": False, "started_at": None}
AFTERWARDS: dict[tuple[str, str], Mapping[str, Any]] = {
    ("import_roster", "200"): {"id": None, "dry_run": True, "created_at": None, "allowed": []},
    ("list_imports", "200"): _COUNTS_ALONE,
    ("read_import", "200"): _COUNTS_ALONE,
    ("undo_import", "200"): {**_COUNTS_ALONE, "undone_at": "2027-01-11T09:45:00Z", "allowed": []},
    ("propose_pairing", "201"): {**_NOT_BEGUN, "state": "proposed", "allowed": ["pairing:end"]},
    ("decline_pairing", "200"): {**_NOT_BEGUN, "state": "declined", "allowed": []},
    ("pause_pairing", "200"): {"state": "paused", "allowed": ["pairing:end", "pairing:resume"]},
    ("end_pairing", "200"): {"state": "ended", "allowed": []},
    ("cancel_session", "200"): {"state": "cancelled", "allowed": ["note:write"]},
    ("record_session", "200"): {"state": "held", "allowed": ["feedback:give", "note:write"]},
}
PEOPLE: dict[str, Any] = {
    "coach": {"id": COACH, "display_name": "Amina Yusuf"},
    "leader": {"id": LEADER, "display_name": "Ben Carter"},
    "participant": {"id": COACH, "display_name": "Amina Yusuf"},
    "author": {"id": COACH, "display_name": "Amina Yusuf"},
}
ONLY: dict[str, tuple[str, ...]] = {
    "ChangeProgramme": ("aims", "labels"),
    "ChangeParticipant": ("contact_by", "topics"),
    "ChangeSession": ("starts_at", "ends_at"),
    "Labels": ("coach",),
}


class Examples:
    """Puts examples together, by the schemas of one document."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas

    def of(self, schema: Schema, name: str = "", within: str = "") -> Any:
        """Give an example of a schema, which is that of the field `name` of the schema `within`."""
        if "$ref" in schema:
            named = schema["$ref"].rpartition("/")[2]
            if named == "Named":
                return PEOPLE[name]
            return self.of(self._schemas[named], name, named)
        if "anyOf" in schema and "examples" not in schema:
            return self.of(schema["anyOf"][0], name, within)
        if schema.get("type") == "object" and "properties" in schema:
            return self._object(schema, within)
        if schema.get("type") == "array" and "examples" not in schema:
            return [self.of(schema["items"], name, within)]
        return _plain(schema, name, within)

    def after(self, operation: str, status: str, schema: Schema) -> Any:
        """Give an example of what this operation answers, as the thing is then."""
        shown, instead = self.of(schema), AFTERWARDS.get((operation, status), {})
        if not instead:
            return shown
        if "items" in shown:
            return {**shown, "items": [{**one, **instead} for one in shown["items"]]}
        return {**shown, **instead}

    def _object(self, schema: Schema, named: str) -> dict[str, Any]:
        wanted = ONLY.get(named, tuple(schema["properties"]))
        instead = INSTEAD.get(named, {})
        return {
            one: instead[one] if one in instead else self.of(schema["properties"][one], one, named)
            for one in wanted
        }


def _plain(schema: Schema, name: str, within: str) -> Any:
    """Give an example of a single value."""
    if "const" in schema:
        return schema["const"]
    known = {"uuid": _id, "date-time": _moment, "date": _day}.get(schema.get("format", ""))
    if known is not None:
        return known(name, within)
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if name in USUAL:
        return USUAL[name]
    if schema.get("type") == "boolean":
        return schema.get("default", False)
    raise LookupError(f"there is no example for {within or 'a parameter'}: {name}")


def _id(name: str, within: str) -> str:
    return OF_ITSELF.get(within, COACH) if name == "id" else IDS[name]


def _moment(name: str, _within: str) -> str:
    return MOMENTS.get(name, SOME_MOMENT)


def _day(name: str, _within: str) -> str:
    return "2027-12-17" if name == "ends_on" else SOME_DAY
