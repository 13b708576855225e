"""A second step that somebody has lost, taken away so that they can come in and make a new one."""

import sys
from typing import Annotated, Any
from uuid import UUID

import typer
from sqlalchemy import Connection, Row, Uuid, bindparam, delete, insert, text, update

from alongside.access.audit import BY_COMMAND, SECOND_STEP_RESET
from alongside.commands.people import Address, checked, find_person
from alongside.core.clock import now
from alongside.core.ids import secret_id
from alongside.database import NotDone, as_owner, database_of
from alongside.identity.keys import load_keys
from alongside.identity.links import digest_of
from alongside.identity.telling import NOT_ME, NOT_ME_LIFE
from alongside.mail import Kind, token_in
from alongside.mail.posting import POST
from alongside.models import (
    AuditEntry,
    EntryKind,
    MailToken,
    Passkey,
    Person,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from alongside.serving import mail_key
from alongside.settings import Settings

second_step = typer.Typer(no_args_is_help=True, help="The second step of signing in.")

ASK = (
    "This takes away the app, the recovery codes and the passkeys of {email}, and signs them out "
    "everywhere. Whoever knows their password or reads their mail can come in then, so be sure "
    "that it was really they who asked: ring them back. Go on?"
)
HELD = text(
    "select exists (select from second_factor where person_id = :who)"
    " or exists (select from passkey where person_id = :who)"
).bindparams(bindparam("who", type_=Uuid))


@second_step.command("reset")
def reset(
    email: Address,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to go on.")] = False,
) -> None:
    """Take away a second step that somebody has lost. They are told by mail, and signed out."""
    settings = Settings()
    with database_of(settings, shared=True) as urls:
        with as_owner(urls) as owner:
            person = _of(owner, checked(email), settings)
        _be_sure(person, yes=yes)
        key = mail_key(load_keys(settings.data_dir / "keys"))
        with as_owner(urls) as owner:
            take_away(owner, person.id)
            _tell(owner, person.id, key)
    typer.echo(
        f"{person.email} has no second step any more, and is signed out everywhere. A mail tells "
        "them. They sign in as ever, and are led to a new one if their part asks for it."
    )


def _of(owner: Connection, email: str, settings: Settings) -> Row[Any]:
    person = find_person(owner, email)
    if person is None:
        raise NotDone(f"Nobody here has the address {email}. Check it for a slip.")
    if person.demo and not settings.demo:
        raise NotDone("That is an account of the demo, and ALONGSIDE_DEMO is 0.")
    if not owner.scalar(HELD, {"who": person.id}):
        raise NotDone(f"{person.email} has no second step. Nothing was changed.")
    return person


def _be_sure(person: Row[Any], *, yes: bool) -> None:
    """Ask once more where somebody can answer; anywhere else it has to be said beforehand."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise NotDone("Nobody is here to ask. Say --yes if you are sure. Nothing was changed.")
    if not typer.confirm(ASK.format(email=person.email)):
        raise NotDone("Nothing was changed.")


def take_away(owner: Connection, person_id: UUID) -> None:
    """Forget what the second step is made of, end every sign-in, and note that this was done."""
    for kind in (SecondFactor, RecoveryCode, Passkey):
        owner.execute(delete(kind).where(kind.person_id == person_id))
    at = now()
    theirs = (SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    owner.execute(update(SignIn).where(*theirs).values(ended_at=at))
    owner.execute(update(Person).where(Person.id == person_id).values(tickets_from=at))
    noted = {
        "id": secret_id(),
        "at": at,
        "actor_person_id": BY_COMMAND,
        "action": SECOND_STEP_RESET,
        "thing": "person",
        "thing_id": person_id,
        "kind": EntryKind.ACCOUNT,
    }
    owner.execute(insert(AuditEntry).values(noted))


def _tell(owner: Connection, person_id: UUID, key: bytes) -> None:
    mail_id, at = secret_id(), now()
    kind = Kind.SECOND_STEP_RESET.value
    owner.execute(POST, {"id": mail_id, "to": person_id, "kind": kind, "about": None, "at": at})
    token = {
        "mail_id": mail_id,
        "person_id": person_id,
        "purpose": NOT_ME,
        "digest": digest_of(token_in(key, mail_id)),
        "expires_at": at + NOT_ME_LIFE,
        "created_at": at,
    }
    owner.execute(insert(MailToken).values(token))
