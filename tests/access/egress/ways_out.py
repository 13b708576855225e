"""Every way by which words leave: answers, copies, mails, the trail, jobs, dumps and more."""

import asyncio
import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.access.egress.canaries import EVERYBODY
from tests.access.egress.journey import Journey
from tests.answers import NOBODYS
from tests.mail.sink import Sink, mail_server

from alongside.backup import back_up
from alongside.core.db import Database, make_engine
from alongside.database import program
from alongside.key_copies import copies_in
from alongside.mail import Kind, post
from alongside.mail.carriers import MailServer
from alongside.mail.delivery import Office, deliver
from alongside.mail.writing import Desk

LISTS = (
    "/me", "/me/consents", "/me/erasure", "/me/sign-ins", "/me/passkeys", "/me/second-factor",
    "/programmes", "/organisations", "/participants", "/pairings", "/sessions", "/feedback",
    "/offered-feedback", "/declarations", "/imports", "/said-for", "/participants?q=kanari",
)  # fmt: skip
IN_SHORT = ("/participants?in_short=true", "/participants?in_short=true&q=kanari")
TABLES_OF = """
    select format('%I.%I', schemaname, tablename) from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')
"""
JOBS = "select t::text from jobs.{} t"


class Told(NamedTuple):
    """What came out by one way, for one person or for whoever gets hold of it."""

    way: str
    who: str | None
    said: str


def everything_told(journey: Journey) -> Iterator[Told]:
    """Ask all that there is as everybody, and take whatever else leaves."""
    for who in sorted(EVERYBODY):
        yield from answers(journey, who)
        yield from _copies(journey, who)
    yield from _refusals(journey)
    yield from mails(journey)
    yield from _jobs(journey)
    yield from _dumps(journey)


def _spoken(way: str, who: str | None, answers: list[Any]) -> Iterator[Told]:
    yield Told(way, who, "\n".join(one.text for one in answers))
    yield Told("headers", who, "\n".join(str(dict(one.headers)) for one in answers))


def answers(journey: Journey, who: str) -> Iterator[Told]:
    caller, cast = journey.as_(who), journey.cast
    feedback = [str(row[0]) for row in journey.sql("select id from feedback")]
    offered = [str(row[0]) for row in journey.sql("select offered_id from feedback")]
    ties = [str(row[0]) for row in journey.sql("select id from declaration")]
    paths = [
        *LISTS, f"/pairings/{cast.pairing.id}", f"/programmes/{cast.programme.id}/helpers",
        *(f"/participants/{one.id}" for one in cast.everybody() if one.participant_id),
        *(f"/sessions/{one.id}{rest}" for one in (cast.held, cast.booked)
          for rest in ("", "/private-note", "/shared-note", "/readers")),
        *(f"/feedback/{key}" for key in feedback), *(f"/declarations/{key}" for key in ties),
        *(f"/offered-feedback/{key}" for key in offered),
    ]  # fmt: skip
    yield from _spoken("answers", who, [caller.get(path) for path in paths])
    yield from _spoken("in short", who, [caller.get(path) for path in IN_SHORT])
    here = f"/programmes/{cast.programme.id}"
    trail = [caller.get("/who-looked"), caller.get(f"{here}/events")]
    trail.append(caller.post(f"{here}/restricted-entries", {"reason": "concern"}))
    yield from _spoken("trail", who, trail)


def _copies(journey: Journey, who: str) -> Iterator[Told]:
    copy, packed = (journey.as_(who).post(path) for path in ("/me/copy", "/me/copy/zip"))
    yield from _spoken("copies", who, [copy])
    if packed.status_code != 200:
        return
    with zipfile.ZipFile(io.BytesIO(packed.content)) as folder:
        read = [folder.read(name).decode() for name in folder.namelist()]
    yield Told("copies", who, "\n".join(read))


def _refusals(journey: Journey) -> Iterator[Told]:
    """Ask wrongly for all that takes something, about Amara's things."""
    cast = journey.cast
    keys = {
        "participant_id": cast.amara.id, "session_id": cast.held.id, "pairing_id": cast.pairing.id,
        "programme_id": cast.programme.id,
    }  # fmt: skip
    takes = [
        (path.format(**dict.fromkeys(names, NOBODYS) | keys), method)
        for path, item in journey.api.app.openapi()["paths"].items()
        for method, operation in item.items()
        if "requestBody" in operation and path.startswith("/api/")
        for names in [[part.strip("{}") for part in path.split("/") if part.startswith("{")]]
    ]
    for who in (None, *sorted(EVERYBODY)):
        caller = journey.as_(who) if who else journey.api.anonymous
        asked = [
            caller.request(method.upper(), path, json=wrong, headers={"If-Match": '"old"'})
            for path, method in takes
            for wrong in ({"nothing like it": 1}, {"text": "", "topics": "x", "place": "x"})
        ]
        yield from _spoken("refusals", who, [one for one in asked if one.status_code >= 400])


def mails(journey: Journey) -> Iterator[Told]:
    """Send all that waits, one of each kind at the least, over a real server."""
    with mail_server() as sink:
        asyncio.run(_send_all(journey, sink))
    by_address = {journey.sql("select email from person where id = :id", id=one.person_id)[0][0]:
                  one.name for one in journey.cast.everybody()}  # fmt: skip
    for one in sink.arrived:
        parts = [part.get_content() for part in one.walk() if not part.is_multipart()]
        said = "\n".join([str(list(one.items())), *parts])
        yield Told("mails", by_address[one["To"]], said)


async def _send_all(journey: Journey, sink: Sink) -> None:
    database = Database(make_engine(journey.urls.app, 2), 2)
    key = journey.api.app.state.site.mail_key
    desk = Desk("alongside@programme.example", "https://alongside.example.org", key)
    office = Office(database, desk, MailServer(sink.url))
    async with database.transaction() as db:
        for kind in Kind:
            await post(db, to=journey.cast.ben.person_id, kind=kind)
    for (mail_id,) in journey.sql("select id from mail where sent_at is null"):
        await deliver(office, mail_id)
    await database.close()


def _jobs(journey: Journey) -> Iterator[Told]:
    tables = [one for (one,) in journey.sql(TABLES_OF) if one.startswith("jobs.")]
    rows = [row for name in tables for (row,) in journey.sql(f"select t::text from {name} t")]
    arguments = [args for (args,) in journey.sql("select args from jobs.procrastinate_jobs")]
    assert all(set(one) == {"mail_id"} for one in arguments), json.dumps(arguments)
    yield Told("jobs", None, "\n".join(rows))


def _dumps(journey: Journey) -> Iterator[Told]:
    """Dump every schema as the owner may, and take the copy that we make ourselves."""
    where = journey.urls.for_the_owner().replace("+psycopg", "")
    yield Told("dump", None, _run(journey, "pg_dump", where))
    file = journey.settings.data_dir / f"{len(list(journey.settings.data_dir.iterdir()))}.dump"
    back_up(journey.urls, journey.settings, file)
    yield Told("backup", None, _run(journey, "pg_restore", "--file=-", str(file)))
    keys = copies_in(journey.settings.data_dir / "key-copies")
    told = [_run(journey, "pg_restore", "--file=-", str(one)) for one in keys]
    yield Told("copy of the keys", None, "\n".join(told))


def _run(journey: Journey, tool: str, *words: str) -> str:
    found = str(program(tool, journey.urls, journey.settings))
    return subprocess.run([found, *words], capture_output=True, check=True, text=True).stdout
