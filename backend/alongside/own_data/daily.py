"""What is done each day though nobody asks: erasing whose day has come, forgetting what is old."""

import asyncio
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from sqlalchemy import DateTime, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError

from alongside.access.actor import Servant, enter_as
from alongside.core.clock import now
from alongside.core.db import Database
from alongside.mail.carriers import Mailbox
from alongside.models.columns import Keep
from alongside.own_data.data_map import PERIODS

FIRST_AFTER, EVERY_SECONDS = 60, 24 * 60 * 60
LIST = "erased.list"
_AT = DateTime(timezone=True)
ERASE_NEXT = text("select erase_next(:moment, :before)").bindparams(
    bindparam("moment", type_=_AT), bindparam("before", type_=_AT)
)
FORGET = text("select of_class, of_table, many from forget_due(:moment)").bindparams(
    bindparam("moment", type_=_AT)
)
FORGOTTEN = text("select mail_id from forgotten_mails(:held) as mail_id").bindparams(
    bindparam("held", type_=ARRAY(Uuid))
)
WHO_WAS = text("select person_id, erased_at from who_was_erased()")
log = structlog.get_logger()


class Tally(NamedTuple):
    """How many people were erased, and how many rows went or were emptied, by class and table."""

    people: int
    rows: dict[tuple[str, str], int]


async def _as_housekeeper(database: Database, statement: Any, **given: Any) -> list[Any]:
    """Do one thing in a transaction of its own: whatever stops us, it is done whole or not."""
    async with database.transaction() as db:
        await enter_as(db, Servant.HOUSEKEEPER)
        return list((await db.execute(statement, given)).all())


async def erase_due(database: Database, at: datetime) -> int:
    """Erase everybody whose day has come, one after the other."""
    given = {"moment": at, "before": at - PERIODS[Keep.ACCOUNT][0]}
    people = 0
    while (await _as_housekeeper(database, ERASE_NEXT, **given))[0][0] is not None:
        people += 1
    return people


async def forget_due(database: Database, at: datetime) -> dict[tuple[str, str], int]:
    """Let go what is past its time, some thousands of rows at a time, until nothing is left."""
    rows: dict[tuple[str, str], int] = {}
    while True:
        found = await _as_housekeeper(database, FORGET, moment=at)
        for of_class, of_table, many in found:
            rows[of_class, of_table] = rows.get((of_class, of_table), 0) + many
        if not any(many for *_, many in found):
            return rows


async def throw_out_mails(database: Database, mailbox: Mailbox) -> None:
    """Throw out of the demo's mailbox what is not kept any more: mail of the erased above all."""
    if held := mailbox.held():
        gone = await _as_housekeeper(database, FORGOTTEN, held=held)
        mailbox.throw_out(one.mail_id for one in gone)


async def keep_house(database: Database, at: datetime, copies: Path, mailbox: Mailbox) -> Tally:
    """Do all of it, and write the list of the erased beside the copies of keys."""
    people = await erase_due(database, at)
    await throw_out_mails(database, mailbox)
    rows = await forget_due(database, at)
    write_list(copies, await _as_housekeeper(database, WHO_WAS))
    return Tally(people, rows)


def write_list(copies: Path, erased: Iterable[Any]) -> None:
    """Write who was erased, and when, so that a restore erases them again. It only ever grows."""
    known = read_list(copies)
    wanted = known | {one.person_id: one.erased_at for one in erased}
    if wanted == known:
        return
    copies.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = copies / f".draft-{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{key} {at.isoformat()}\n" for key, at in sorted(wanted.items()))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(copies / LIST)


def read_list(copies: Path) -> dict[UUID, datetime]:
    """Read who was erased, and when; nobody, if there is no list."""
    file = copies / LIST
    lines = file.read_text("utf-8").split("\n") if file.is_file() else []
    parts = (line.partition(" ") for line in lines if line)
    return {UUID(key): datetime.fromisoformat(at) for key, _, at in parts}


async def keep_house_daily(database: Database, copies: Path, mailbox: Mailbox) -> None:
    """Do it soon after the start and then each day, for as long as we serve."""
    await asyncio.sleep(FIRST_AFTER)
    while True:
        try:
            tally = await keep_house(database, now(), copies, mailbox)
        except (DBAPIError, OSError) as error:
            log.warning("house_not_kept", kind=type(error).__name__)
        else:
            log.info("house_kept", people=tally.people, rows=sum(tally.rows.values()))
        await asyncio.sleep(EVERY_SECONDS)
