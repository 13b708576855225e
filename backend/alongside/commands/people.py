"""Operators, and sign-in links for people who have no other way in."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_change

from alongside.core.clock import now
from alongside.core.ids import new_id
from alongside.core.views import Email
from alongside.database import (
    NotDone,
    Urls,
    as_owner,
    bring_to_newest,
    database_of,
    revision_of,
)
from alongside.identity.links import LINK_LIFE, make_link
from alongside.models import (
    Erasure,
    MailToken,
    Participant,
    ParticipantState,
    Passkey,
    Person,
    RecoveryCode,
    SecondFactor,
    SignIn,
    SignInLink,
)
from alongside.settings import Settings

operator = typer.Typer(no_args_is_help=True, help="People who look after the installation.")

Address = Annotated[str, typer.Argument(metavar="EMAIL", help="Their e-mail address.")]
Who = Annotated[
    str,
    typer.Argument(
        metavar="EMAIL",
        help="Their e-mail address. Without one: the id in the address of their page, /people/…",
    ),
]


@operator.command("add")
def add_operator(
    email: Address,
    name: Annotated[str, typer.Option(help="The name that they go by.")] = "",
) -> None:
    """Make somebody an operator: they make programmes, and name who runs them."""
    settings = Settings()
    with database_of(settings, shared=True) as urls, ready(urls, settings), as_owner(urls) as owner:
        person = make_operator(owner, checked(email), name.strip())
        typer.echo(f"{person.display_name} ({person.email}) is an operator now.")
        if person.password_hash is None:
            typer.echo(tell_link(urls.address or settings.address, make_link_for(owner, person)))
        else:
            typer.echo("They sign in with the password that they have.")


def sign_in_link(who: Who) -> None:
    """Make a link by which somebody sets a new password. Whatever they were signed in on ends."""
    settings = Settings()
    with database_of(settings, shared=True) as urls, as_owner(urls) as owner:
        person = find_participant(owner, who) if _is_id(who) else find_person(owner, checked(who))
        if person is None:
            raise NotDone(f"Nobody here has the address {who}. Check it for a slip.")
        if person.demo and not settings.demo:
            raise NotDone("That is an account of the demo, and ALONGSIDE_DEMO is 0.")
        typer.echo(tell_link(urls.address or settings.address, make_link_for(owner, person)))


@contextmanager
def ready(urls: Urls, settings: Settings) -> Iterator[None]:
    """Make the tables first, where a new embedded database has none yet."""
    if urls.embedded is not None and revision_of(urls) is None:
        bring_to_newest(urls, settings)
    yield


def checked(email: str) -> str:
    try:
        return TypeAdapter[str](Email).validate_python(email.strip())
    except ValidationError as error:
        raise NotDone(str(error.errors()[0]["msg"])) from None


def _is_id(who: str) -> bool:
    with suppress(ValueError):
        return bool(UUID(who.strip()))
    return False


def find_person(owner: Connection, email: str) -> Row[Any] | None:
    return _find(owner, func.lower(Person.email) == func.lower(email))


def find_participant(owner: Connection, participant_id: str) -> Row[Any] | None:
    """Find whose place in a programme this is: the way to people who have no address."""
    theirs = select(Participant.person_id).where(Participant.id == UUID(participant_id.strip()))
    return _find(owner, Person.id.in_(theirs))


def _find(owner: Connection, which: ColumnElement[bool]) -> Row[Any] | None:
    wanted = (
        Person.id,
        Person.email,
        Person.display_name,
        Person.password_hash,
        Person.claimed_at,
        Person.demo,
        Person.operator,
    )
    found: Row[Any] | None = owner.execute(select(*wanted).where(which)).one_or_none()  # type: ignore[assignment]
    return found


def make_operator(owner: Connection, email: str, name: str) -> Row[Any]:
    """Give the person of that address the whole installation to look after."""
    found = find_person(owner, email)
    if found is not None and found.demo:
        raise NotDone("That is an account of the demo. Use an address of your own.")
    if found is None:
        called = name or email.partition("@")[0]
        made = {"id": new_id(), "email": email, "display_name": called, "operator": True}
        owner.execute(insert(Person).values(**made))
    elif not found.operator:
        _start_afresh(owner, found)
    person = find_person(owner, email)
    assert person is not None  # noqa: S101 - made above
    return person


def _start_afresh(owner: Connection, found: Row[Any]) -> None:
    """Make a known person an operator whom nobody else can come in as.

    Whoever added that address first may have chosen its password: it is for nothing now,
    and so is everything else by which they come in.
    """
    here, at = Person.id == found.id, now()
    afresh = {"operator": True, "password_hash": None, "devices_from": at, "tickets_from": at}
    owner.execute(update(Person).where(here).values(afresh))
    for kind in (Passkey, SecondFactor, RecoveryCode, MailToken, Erasure):
        owner.execute(delete(kind).where(kind.person_id == found.id))
    theirs = SignIn.person_id == found.id
    owner.execute(update(SignIn).where(theirs, SignIn.ended_at.is_(None)).values(ended_at=now()))


def make_link_for(owner: Connection, person: Row[Any]) -> str:
    """Keep the digest of a new link, in place of any before it, and give the link's secret."""
    secret, digest = make_link()
    at = now()
    kept = {
        "participant_id": _who_it_welcomes(owner, person),
        "digest": digest,
        "expires_at": at + LINK_LIFE,
        "created_at": at,
    }
    link = insert_or_change(SignInLink).values(person_id=person.id, **kept)
    owner.execute(link.on_conflict_do_update(index_elements=["person_id"], set_=kept))
    return secret


def _who_it_welcomes(owner: Connection, person: Row[Any]) -> Any:
    """Give the participant whom a first link welcomes, if it is plain which one."""
    theirs = select(Participant.id).where(
        Participant.person_id == person.id, Participant.state == ParticipantState.ACTIVE
    )
    found = owner.scalars(theirs).all()
    is_new = person.password_hash is None and person.claimed_at is None
    return found[0] if len(found) == 1 and is_new and not person.operator else None


def tell_link(address: str, secret: str) -> str:
    return (
        f"{address}/welcome#{secret}\n"
        f"This link sets their password. It works once, within {LINK_LIFE.days} days. Give it to "
        "nobody else."
    )
