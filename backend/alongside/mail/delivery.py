"""Delivering one mail: it is held while it is sent, and then said to be sent, in one transaction.

Whoever dies on the way lets go of it, and it is sent again under the same Message-ID: at least
once, and whoever gets it twice can tell.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import DateTime, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from alongside.access.actor import Servant, enter_as
from alongside.core.clock import now
from alongside.core.db import Database
from alongside.mail.carriers import Carrier, NoWay, Refused
from alongside.mail.kinds import WORTH_SENDING, Kind
from alongside.mail.writing import Desk, Mail, write

log = structlog.get_logger()

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)

TAKE = text("""
    select kind, attempts, created_at, address, called, in_demo from take_mail(:id)
""").bindparams(bindparam("id", type_=Uuid))
SETTLE = text("select settle_mail(:id, :sent, :dropped)").bindparams(
    bindparam("id", type_=Uuid),
    bindparam("sent", type_=DateTime(timezone=True)),
    bindparam("dropped", type_=DateTime(timezone=True)),
)


@dataclass
class NotYet(Exception):
    """A mail could not be sent just now; it is worth another try after a while."""

    after: timedelta


@dataclass(frozen=True)
class Office:
    """What a postman works with. Without a mail server, mail waits until there is one."""

    database: Database
    desk: Desk
    server: Carrier | None
    mailbox: Carrier | None = None

    def carrier_for(self, mail: Mail) -> Carrier:
        """What is of the demo alone stays in its mailbox; nothing else ever gets there."""
        found = self.mailbox if mail.in_demo and self.mailbox else self.server
        if found is None:
            raise NoWay
        return found


async def deliver(office: Office, mail_id: UUID) -> None:
    """Send a mail, unless that was done or it is too late for it. Raises NotYet."""
    async with office.database.transaction() as db:
        await enter_as(db, Servant.POSTMAN)
        mail = await take(db, mail_id)
        if mail is None:
            return
        is_over, is_sent = await _carry(office, mail)
        await settle(db, mail_id, is_over=is_over, is_sent=is_sent)
    if not is_over:
        raise NotYet(pause_after(mail.attempts))


async def take(db: AsyncSession, mail_id: UUID) -> Mail | None:
    """Hold a mail until the end of this transaction; nothing if it was settled already."""
    found = (await db.execute(TAKE, {"id": mail_id})).one_or_none()
    if found is None:
        return None
    kind, *rest = found
    return Mail(mail_id, Kind(kind), *rest)


async def settle(db: AsyncSession, mail_id: UUID, *, is_over: bool, is_sent: bool) -> None:
    at = now()
    sent, dropped = at if is_sent else None, at if is_over and not is_sent else None
    await db.execute(SETTLE, {"id": mail_id, "sent": sent, "dropped": dropped})


async def _carry(office: Office, mail: Mail) -> tuple[bool, bool]:
    """Say whether it is over with this mail, and whether it was sent."""
    if not mail.address or now() - mail.created_at > WORTH_SENDING[mail.kind]:
        return True, False
    try:
        await office.carrier_for(mail).carry(write(mail, office.desk))
    except Refused:
        log.warning("mail_refused")
        return True, False
    except Exception as error:  # noqa: BLE001 - whatever it was, the mail is worth another try
        log.warning("mail_waits", kind=type(error).__name__, attempt=mail.attempts + 1)
        return False, False
    return True, True


def pause_after(attempts: int) -> timedelta:
    """Wait longer each time, so that a server that is down is not asked too often."""
    return min(FIRST_PAUSE * int(3 ** min(attempts, 10)), LONGEST_PAUSE)
