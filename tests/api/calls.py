"""Every operation asked once, so that it succeeds: a day in the life of a programme."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import text
from tests.cast import NOW, Cast
from tests.conftest import Api
from tests.identity.soft_key import SoftKey

from alongside.core.clock import now
from alongside.identity.second_factor.tickets import make_ticket
from alongside.mail import code_in, token_in

PASSWORD = "three ducks on a wet roof"
ANOTHER = "four geese under a dry bridge"
ROSTER = "Role,First name,Surname,Email\r\ncoach,Zed,Example,zed@new.example\r\n"
TRUST = '"RQX","HOMERTON HEALTHCARE","Y56","Q71","A","B","C","D","E","E9 6SR","20010401",""\n'
PERSON = {"given_name": "Zed", "family_name": "Example"}
ANY_VERSION = {"If-Match": "*"}
NEWCOMER = "whoever has just signed in"
Body = dict[str, Any] | str | None


@dataclass
class Day:
    """What has been made so far, and who is about."""

    api: Api
    cast: Cast
    ids: dict[str, str]
    cookie: str = ""
    link: str = ""
    token: str = ""
    ticket: str = ""
    code: str = ""
    attempt: str = ""
    key: SoftKey = field(default_factory=SoftKey)
    options: dict[str, Any] = field(default_factory=dict)


def ticket_to_set_up(day: Day) -> str:
    """Be where somebody is whose role asks for a second step, and who has none."""
    return make_ticket(day.api.app.state.keys, day.cast.hana.person_id, "set_up_second_factor")


@dataclass(frozen=True)
class Call:
    """One request: the operation, who asks, and what is sent."""

    name: str
    who: str | None = None
    body: Body | Callable[[Day], Body] = None
    headers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    query: str = ""
    keep: str | None = None

    def token(self, day: Day) -> str | None:
        if self.who == NEWCOMER:
            return day.token
        return getattr(day.cast, self.who).token if self.who else None

    def content(self, day: Day) -> Body:
        return self.body(day) if callable(self.body) else self.body


def at(days: int, hour: int) -> str:
    start = NOW + timedelta(days=days, hours=hour)
    return start.isoformat()


def booking(days: int) -> dict[str, str]:
    return {"starts_at": at(days, 0), "ends_at": at(days, 1), "mode": "video"}


def newest_mail(day: Day, kind: str) -> UUID:
    """Give the id of the newest mail of a kind, which no client can know."""
    connection = day.api.app.state.site.database.connection
    newest = "select id from mail where kind = :kind order by created_at desc limit 1"

    async def look() -> UUID:
        await connection.execute(text("reset role"))
        found: UUID = await connection.scalar(text(newest), {"kind": kind})
        await connection.execute(text("set local role alongside_app"))
        return found

    return day.api.client.portal.call(look)


def code_of(day: Day) -> str:
    return code_in(day.api.app.state.site.mail_key, newest_mail(day, "sign_in"))


def token_of(day: Day, kind: str) -> str:
    return token_in(day.api.app.state.site.mail_key, newest_mail(day, kind))


def made(day: Day) -> dict[str, Any]:
    return {"ticket": day.ticket, "credential": day.key.make(day.options)}


def signed(day: Day) -> dict[str, Any]:
    return {"ticket": day.ticket, "credential": day.key.sign(day.options)}


CSV = {"Content-Type": "text/csv"}
COORDINATING = [
    Call("list_programmes", "efe"),
    Call("make_programme", "farah", {"name": "New"}),
    Call("read_programme", "amara"),
    Call("change_programme", "efe", {"aims": "To learn."}, ANY_VERSION),
    Call("list_helpers", "amara"),
    Call("appoint_coordinator", "farah", {**PERSON, "email": "zed@new.example"}),
    Call("list_organisations", "amara", query="?limit=1"),
    Call("add_organisation", "efe", {"name": "Northmere Carers"}, keep="organisation_id"),
    Call("read_organisation", "amara"),
    Call("import_organisations", "farah", TRUST, CSV),
    Call("import_roster", "efe", ROSTER, CSV, query="?dry_run=true"),
    Call("import_roster", "efe", ROSTER, CSV, keep="import_id"),
    Call("list_imports", "efe"),
    Call("read_import", "efe"),
    Call("undo_import", "efe"),
    Call("list_participants", "efe", query="?limit=2&q=a"),
    Call(
        "add_participant",
        "efe",
        lambda day: {**PERSON, "programme_id": day.ids["programme_id"], "role": "leader"},
        keep="new_leader",
    ),
    Call("read_participant", "amara"),
    Call("change_participant", "amara", {"topics": "Waiting."}, ANY_VERSION),
    Call(
        "propose_pairing",
        "efe",
        lambda day: {
            "programme_id": day.ids["programme_id"],
            "coach_id": str(day.cast.pia.participant_id),
            "leader_id": day.ids["new_leader"],
        },
        keep="new_pairing",
    ),
    Call("decline_pairing", "pia", ids={"pairing_id": "new_pairing"}),
    Call(
        "add_participant",
        "efe",
        lambda day: {**PERSON, "programme_id": day.ids["programme_id"], "role": "coach"},
        keep="new_coach",
    ),
    Call(
        "propose_pairing",
        "efe",
        lambda day: {
            "programme_id": day.ids["programme_id"],
            "coach_id": day.ids["new_coach"],
            "leader_id": day.ids["new_leader"],
        },
        keep="silent_pairing",
    ),
    Call(
        "answer_for",
        "efe",
        lambda day: {
            "accept": True,
            "on_behalf": {"participant_id": day.ids["new_coach"], "means": "phone"},
        },
        ids={"pairing_id": "silent_pairing"},
    ),
    Call("list_said_for", "efe", keep="said_for_id"),
    Call("read_said_for", "efe"),
    Call("end_participant", "efe", ids={"participant_id": "new_leader"}),
]
MEETING = [
    Call("list_pairings", "amara"),
    Call("read_pairing", "amara"),
    Call("accept_pairing", "hana", ids={"pairing_id": "proposal"}),
    Call("list_sessions", "amara", query="?limit=1"),
    Call(
        "book_session",
        "amara",
        lambda day: {"pairing_id": day.ids["pairing_id"], **booking(40)},
        keep="new_session",
    ),
    Call("read_session", "ben"),
    Call("change_session", "ben", booking(41), ANY_VERSION, ids={"session_id": "new_session"}),
    Call("cancel_session", "ben", ids={"session_id": "new_session"}),
    Call(
        "book_session",
        "amara",
        lambda day: {"pairing_id": day.ids["pairing_id"], **booking(-40)},
        keep="past_session",
    ),
    Call("record_session", "amara", {"held": True}, ids={"session_id": "past_session"}),
    Call("read_private_note", "amara"),
    Call("write_private_note", "amara", {"text": "For me."}),
    Call("read_shared_note", "amara"),
    Call("write_shared_note", "amara", {"text": "For us."}, ANY_VERSION),
    Call("name_readers", "amara"),
    Call(
        "give_feedback",
        "amara",
        lambda day: {
            "session_id": day.ids["session_id"],
            "audience": "learning_partners",
            "text": "It was good.",
        },
        keep="feedback_id",
    ),
    Call("list_feedback", "amara"),
    Call("read_feedback", "amara"),
    Call("list_offered_feedback", "chen", keep="offered_id"),
    Call("read_offered_feedback", "chen"),
    Call("withdraw_feedback", "amara"),
    Call(
        "add_declaration",
        "amara",
        lambda day: {"participant_id": day.ids["participant_id"], "text": "My sister."},
        keep="declaration_id",
    ),
    Call("list_declarations", "gwen"),
    Call("read_declaration", "gwen"),
    Call("open_restricted_entries", "gwen", {"reason": "concern"}),
    Call("who_looked", "amara"),
    Call("list_programme_events", "efe"),
    Call("remove_declaration", "amara"),
    Call("pause_pairing", "amara"),
    Call("resume_pairing", "ben"),
    Call("end_pairing", "ben"),
]
COMING_AND_GOING = [
    Call("make_sign_in_link", "efe", ids={"participant_id": "newcomer"}),
    Call("look_at_link", None, lambda day: {"token": day.link}),
    Call("sign_in_first", None, lambda day: {"token": day.link, "password": PASSWORD}),
    Call("sign_in", None, {"email": "hana@example.org", "password": PASSWORD}),
    Call("refresh_sign_in"),
    Call("read_me", NEWCOMER),
    Call("copy_my_data", "amara"),
    Call("read_consents", "amara"),
    Call(
        "say_consent",
        "amara",
        lambda day: {
            "programme_id": day.ids["programme_id"],
            "purpose": "learning_after_leaving",
            "given": True,
            "wording": 1,
        },
    ),
    Call("read_erasure", "amara"),
    Call("ask_for_erasure", NEWCOMER),
    Call("keep_my_account", NEWCOMER),
    Call("copy_my_data_as_zip", "amara"),
    Call("change_account", NEWCOMER, {"display_name": "Hana"}),
    Call(
        "change_password",
        NEWCOMER,
        {"current_password": PASSWORD, "new_password": ANOTHER},
    ),
    Call("set_up_second_factor", NEWCOMER),
    Call("confirm_second_factor", NEWCOMER, lambda day: {"code": day.code}),
    Call("make_recovery_codes", NEWCOMER),
    Call("read_second_factor", NEWCOMER),
    Call("begin_adding_passkey", NEWCOMER),
    Call("add_passkey", NEWCOMER, made, keep="passkey_id"),
    Call("list_passkeys", NEWCOMER),
    Call("rename_passkey", NEWCOMER, {"name": "My phone"}),
    Call("begin_sign_in_by_passkey"),
    Call("sign_in_by_passkey", None, signed),
    Call("begin_confirming_by_passkey", NEWCOMER),
    Call("confirm_by_passkey", NEWCOMER, signed),
    Call("remove_passkey", NEWCOMER),
    Call("sign_in", None, {"email": "hana@example.org", "password": ANOTHER}),
    Call("sign_in_with_code", None, lambda day: {"ticket": day.ticket, "code": day.code}),
    Call("confirm_me", NEWCOMER, {"password": ANOTHER}),
    Call("turn_off_second_factor", NEWCOMER),
    Call("set_up_first", None, lambda day: {"ticket": ticket_to_set_up(day)}),
    Call("sign_out_others", NEWCOMER),
    Call("list_sign_ins", "ben", keep="sign_in_id"),
    Call("end_sign_in", "ben"),
    Call("ask_for_mail", None, {"email": "hana@example.org"}),
    Call("sign_in_by_code", None, lambda day: {"attempt": day.attempt, "code": code_of(day)}),
    Call("ask_for_mail", None, {"email": "hana@example.org"}),
    Call("sign_in_by_link", None, lambda day: {"token": token_of(day, "sign_in")}),
    Call("disown_sign_ins", None, lambda day: {"token": token_of(day, "new_device")}),
    Call("sign_out"),
    Call("sign_out_everywhere", "amara"),
]
ASKING_THE_SERVER = [
    Call("read_privacy"),
    Call("read_accessibility"),
    Call("read_health"),
    Call("read_readiness"),
    Call("read_keys"),
    Call("read_mailbox"),
]
DAY = (*ASKING_THE_SERVER, *COORDINATING, *MEETING, *COMING_AND_GOING)


def begin(api: Api, cast: Cast) -> Day:
    ids = {
        "programme_id": cast.programme.id,
        "participant_id": cast.amara.participant_id,
        "newcomer": cast.hana.participant_id,
        "pairing_id": cast.pairing.id,
        "proposal": cast.proposal.id,
        "session_id": cast.held.id,
    }
    return Day(api, cast, {name: str(key) for name, key in ids.items()})


def _headers(day: Day, call: Call) -> dict[str, str]:
    token = call.token(day)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    cookie = {"Cookie": day.cookie} if day.cookie and token is None else {}
    return headers | cookie | call.headers


def _remember(day: Day, call: Call, answer: Any) -> None:
    if "set-cookie" in answer.headers:
        day.cookie = answer.headers["set-cookie"].partition(";")[0]
    for told, name in (("access_token", "token"), ("attempt", "attempt"), ("ticket", "ticket")):
        if f'"{told}"' in answer.text:
            setattr(day, name, answer.json()[told])
    if '"ticket"' in answer.text:
        day.options = answer.json().get("options", {})
    _remember_secrets(day, call, answer)
    if call.keep:
        told = answer.json()
        day.ids[call.keep] = told["items"][0]["id"] if "items" in told else told["id"]


def _remember_secrets(day: Day, call: Call, answer: Any) -> None:
    if call.name == "set_up_second_factor":
        day.code = pyotp.TOTP(answer.json()["secret"]).at(now())
    if call.name == "make_recovery_codes":
        day.code = answer.json()["codes"][0]
    if call.name == "make_sign_in_link":
        day.link = answer.json()["url"].partition("#")[2]


def ask(day: Day, call: Call, method: str, template: str) -> Any:
    ids = day.ids | {name: day.ids[other] for name, other in call.ids.items()}
    content = call.content(day)
    sent = {"content": content} if isinstance(content, str) else {"json": content}
    answer = day.api.client.request(
        method.upper(), template.format(**ids) + call.query, headers=_headers(day, call), **sent
    )
    _remember(day, call, answer)
    day.api.client.cookies.clear()
    return answer


def live(day: Day, operations: dict[str, tuple[str, str]]) -> Iterator[tuple[Call, Any]]:
    """Go through the whole day, and give what each request was answered."""
    for call in DAY:
        yield call, ask(day, call, *operations[call.name])
