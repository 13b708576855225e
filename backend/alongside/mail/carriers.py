"""Who carries mail: a mail server, or in the demo a mailbox that anybody can look into."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

from aiosmtplib import SMTPDataError, SMTPRecipientsRefused, send

SECONDS = 30
NEVER = 500  # from this code on, a mail server means that it will not take it later either


class Refused(Exception):
    """This mail will never be taken: it is no use trying again."""


class NoWay(Exception):
    """There is nobody to carry this mail yet."""


class Carrier(Protocol):
    """Takes one mail to where it is read."""

    async def carry(self, message: EmailMessage) -> None:
        """Carry it. Raises Refused if nobody ever will, and anything else if not just now."""


@dataclass(frozen=True)
class MailServer:
    """A mail server, by SMTP; encrypted, unless it is on this machine."""

    url: str

    async def carry(self, message: EmailMessage) -> None:
        where = urlsplit(self.url)
        try:
            await send(
                message,
                hostname=where.hostname,
                port=where.port,
                username=unquote(where.username) if where.username else None,
                password=unquote(where.password) if where.password else None,
                use_tls=where.scheme == "smtps",
                start_tls=where.scheme == "smtp" and not is_here(where.hostname),
                timeout=SECONDS,
            )
        except (SMTPRecipientsRefused, SMTPDataError) as error:
            if _is_final(error):
                raise Refused from error
            raise


def is_here(host: str | None) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}


def _is_final(error: SMTPRecipientsRefused | SMTPDataError) -> bool:
    if isinstance(error, SMTPDataError):
        return error.code >= NEVER
    return all(one.code >= NEVER for one in error.recipients)


class Shown(NamedTuple):
    """A mail as the demo shows it."""

    id: str
    to: str
    subject: str
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Mailbox:
    """A folder of mails that were not sent: one file each, and the newest few of them."""

    folder: Path
    most: int = 100

    async def carry(self, message: EmailMessage) -> None:
        """Put it in, whole or not at all; put in again, it takes its own place."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        draft = self.folder / f".{name}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(message.as_bytes(policy=policy.SMTP))
        draft.replace(self.folder / f"{name}.eml")
        for old in self._files()[self.most :]:
            old.unlink(missing_ok=True)

    def newest(self) -> Iterator[Shown]:
        for file in self._files():
            with suppress(FileNotFoundError):  # thrown away meanwhile
                yield _shown(file.stem, file.read_bytes())

    def held(self) -> list[UUID]:
        """Give the ids of the mails that are in it, and of what was left half written."""
        found = []
        for file in self.folder.glob("*"):
            with suppress(ValueError):  # somebody else's file
                found.append(UUID(file.name.removeprefix(".").removesuffix(".eml")))
        return found

    def throw_out(self, mails: Iterable[UUID]) -> None:
        for one in mails:
            (self.folder / f"{one}.eml").unlink(missing_ok=True)
            (self.folder / f".{one}").unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"), key=lambda one: -one.stat().st_mtime_ns)


def _shown(name: str, content: bytes) -> Shown:
    message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    text = message.get_body(("plain",))
    written_at = parsedate_to_datetime(message["Date"])
    said = text.get_content() if text else ""
    return Shown(name, message["To"], message["Subject"], said, written_at)
