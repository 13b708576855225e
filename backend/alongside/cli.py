"""The `alongside` command: serving, and what only the owner of the database may do."""

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import OperationalError

from alongside.access.document import write_document
from alongside.commands.copies import backup, restore
from alongside.commands.house import retention
from alongside.commands.people import operator, sign_in_link
from alongside.commands.second_step import second_step
from alongside.commands.signing_keys import signing_keys
from alongside.commands.starting import (
    NOT_LOADED,
    bring_up_to_date,
    furnish,
    keep_demo_shut,
    open_demo,
)
from alongside.commands.text_keys import text_keys
from alongside.commands.trail import audit
from alongside.core.checks import UnsafeDatabase
from alongside.core.postgres import EmbeddedServerError
from alongside.core.wrapping import WrappingKeyFault
from alongside.database import (
    NotDone,
    as_owner,
    bring_to_newest,
    database_of,
    let_commands_in,
)
from alongside.identity.key_files import KeysUnreadable
from alongside.logs import configure_logs
from alongside.own_data.document import write_data_map
from alongside.serving import run_web, run_worker, stop_when_told, take_port
from alongside.settings import Settings, unknown_settings
from alongside.web.messages import say

NOT_REACHED = (
    "Alongside cannot reach its database. See that PostgreSQL runs, then check the host, port, "
    "name and password in ALONGSIDE_DATABASE_URL, and in ALONGSIDE_ADMIN_DATABASE_URL too."
)

STOPS = (EmbeddedServerError, KeysUnreadable, NotDone, UnsafeDatabase, WrappingKeyFault)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(operator, name="operator")
app.add_typer(signing_keys, name="signing-keys")
app.add_typer(text_keys, name="keys")
app.add_typer(audit, name="audit")
app.add_typer(second_step, name="second-step")
app.command("sign-in-link")(sign_in_link)
app.command()(backup)
app.command()(restore)
app.command()(retention)


@app.command()
def serve() -> None:
    """Serve the API and the page. Starts the embedded database if no other is set."""
    settings = Settings()
    for words in unknown_settings():
        typer.echo(words, err=True)
    stop_when_told()
    taken = take_port(settings)
    with database_of(settings) as urls:
        if urls.embedded is None:
            run_web(settings, urls, taken, _welcome(settings, keep_demo_shut(urls, settings)))
            return
        if urls.embedded.notice:
            typer.echo(urls.embedded.notice)
        bring_up_to_date(urls, settings)
        told = furnish(urls, settings)
        with let_commands_in(settings, urls):
            run_web(settings, urls, taken, _welcome(settings, told))


@app.command()
def worker() -> None:
    """Send the mail that waits, until told to stop: beside a server with ALONGSIDE_WORKER=0."""
    settings = Settings()
    if not settings.carries_mail:
        raise NotDone("There is nobody to carry mail: set ALONGSIDE_SMTP_URL. Until then it waits.")
    with database_of(settings, shared=True) as urls:
        typer.echo("Mail is sent from here.")
        run_worker(settings, urls)


def _welcome(settings: Settings, told: str = "") -> str:
    return f"Alongside is at {settings.address}\n{told}".rstrip()


@app.command()
def migrate() -> None:
    """Bring the database to the shape that this version needs."""
    settings = Settings()
    with database_of(settings, shared=True) as urls:
        bring_to_newest(urls, settings)
    typer.echo("The database is up to date.")


@app.command()
def demo() -> None:
    """Load the demo programme into an empty database, or give its accounts a new password."""
    settings = Settings()
    with database_of(settings, shared=True) as urls:
        bring_to_newest(urls, settings)
        with as_owner(urls) as owner:
            told = open_demo(owner, settings)
    if told == NOT_LOADED:
        raise NotDone(told)
    typer.echo(told)


@app.command()
def openapi(to: Annotated[Path | None, typer.Option(help="Write it here.")] = None) -> None:
    """Write the API's contract, as openapi.yaml has it."""
    from alongside.contract import write_contract  # noqa: PLC0415 - wires an application of its own

    words = write_contract()
    if to is None:
        typer.echo(words, nl=False)
    else:
        to.write_text(words)


def _fault(told: ErrorDetails) -> str:
    """Say what is wrong with a setting, without saying what it was set to."""
    name = "".join(f"ALONGSIDE_{part}: ".upper() for part in told["loc"])
    if told["type"] == "value_error":
        return name + told["msg"].removeprefix("Value error, ")
    return name + say(told["type"], told["msg"], told.get("ctx", {}))


def _unwind(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


@app.command()
def policy(to: Annotated[Path | None, typer.Option(help="Write it here.")] = None) -> None:
    """Write who may do what, as docs/access.md has it."""
    _write(write_document(), to)


@app.command("data-map")
def data_map(to: Annotated[Path | None, typer.Option(help="Write it here.")] = None) -> None:
    """Write what is kept about people, as docs/data-map.md has it."""
    _write(write_data_map(), to)


def _write(words: str, to: Path | None) -> None:
    if to is None:
        typer.echo(words, nl=False)
    else:
        to.write_text(words, "utf-8")


def main() -> None:
    """Run a command. What goes wrong for a reason is said in words, without a trace."""
    configure_logs()
    signal.signal(signal.SIGTERM, _unwind)
    try:
        app()
    except STOPS as error:
        sys.exit(f"Alongside stopped here.\n{error}")
    except ValidationError as error:
        words = "\n".join(map(_fault, error.errors()))
        sys.exit(f"Alongside stopped here: a setting needs another value.\n{words}")
    except OperationalError:
        sys.exit(NOT_REACHED)


if __name__ == "__main__":
    main()
