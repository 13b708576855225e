"""One request of a day in the life of a programme: how it is made, and what is kept of it."""

from collections.abc import Callable
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
