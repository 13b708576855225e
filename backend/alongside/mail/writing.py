"""Writing a mail out: as plain text, and as a page for those who read mail that way."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import NamedTuple
from uuid import UUID

from alongside.mail.kinds import Kind
from alongside.mail.secrets import code_in, token_in
from alongside.mail.words import BYE, GREETING, GREETING_NOBODY, LETTERS, Letter

LONGEST_CALLED = 60
# Mail programs make a link of "evil.example" by themselves; full stops of other scripts count.
LIKE_AN_ADDRESS = re.compile(r"[/:@]|\w[.\u3002\uff0e\uff61]\w{2,}")


class Mail(NamedTuple):
    """A mail that waits, and whom it is for."""

    id: UUID
    kind: Kind
    attempts: int
    created_at: datetime
    address: str | None
    called: str
    in_demo: bool


class Desk(NamedTuple):
    """What is needed to write: who sends, where the pages are, and the key of the secrets."""

    sender: str
    site: str
    key: bytes


def write(mail: Mail, desk: Desk) -> EmailMessage:
    """Write a mail. Written again, it is the same, so that whoever gets it twice can tell."""
    letter = _fill(LETTERS[mail.kind], mail, desk.key)
    greeting = _greet(mail.called)
    message = EmailMessage()
    message["From"] = Address("Alongside", addr_spec=desk.sender)
    message["To"] = Address(addr_spec=mail.address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{desk.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_as_text(greeting, letter, desk.site))
    message.add_alternative(_as_page(greeting, letter, desk.site), subtype="html")
    return message


def _greet(called: str) -> str:
    """Greet by name, unless the name could be taken for an address, or for words of ours."""
    plain = len(called) <= LONGEST_CALLED and not LIKE_AN_ADDRESS.search(called)
    return GREETING.format(name=called) if plain else GREETING_NOBODY


def _fill(letter: Letter, mail: Mail, key: bytes) -> Letter:
    secrets = {"token": token_in(key, mail.id), "code": code_in(key, mail.id)}
    says = tuple(line.format(**secrets) for line in letter.says)
    return letter._replace(says=says, page=letter.page.format(**secrets))


def _as_text(greeting: str, letter: Letter, site: str) -> str:
    link = f"{letter.press}:\n{site}{letter.page}"
    return "\n\n".join((greeting, *letter.says, link, *letter.then, BYE)) + "\n"


def _as_page(greeting: str, letter: Letter, site: str) -> str:
    def lines(*said: str) -> str:
        return "".join(f"<p>{escape(line)}</p>\n" for line in said)

    link = f'<p><a href="{escape(site + letter.page)}">{escape(letter.press)}</a></p>\n'
    body = lines(greeting, *letter.says) + link + lines(*letter.then, BYE)
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(letter.subject)}</title></head>\n"
        f'<body style="font: 18px/1.5 sans-serif; max-width: 36em">\n{body}</body>\n</html>\n'
    )
