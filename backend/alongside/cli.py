"""The `alongside` command: serving, and what only the owner of the database may do."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from alongside.access.grants import give_grants
from alongside.core.checks import UnsafeDatabase
from alongside.core.migrate import migrate as run_migrations
from alongside.core.postgres import EmbeddedServerError
from alongside.serving import (
    NotSetUp,
    bring_up_to_date,
    database_of,
    run_web,
    stop_on_sigterm,
)
from alongside.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
operator = typer.Typer(no_args_is_help=True, help="People who look after the installation.")
app.add_typer(operator, name="operator")


@app.command()
def serve() -> None:
    """Serve the API and the page. Starts the embedded database if no other is set."""
    settings = Settings()
    stop_on_sigterm()
    with database_of(settings) as urls:
        if urls.embedded is not None:
            bring_up_to_date(urls, settings)
        typer.echo(f"Alongside is at {settings.address}")
        run_web(settings, urls)


@app.command()
def migrate() -> None:
    """Bring the database to the shape that this version needs."""
    settings = Settings()
    with database_of(settings) as urls:
        run_migrations(urls.for_the_owner(), urls.app, give_grants)


@app.command()
def openapi(to: Annotated[Path | None, typer.Option(help="Write it here.")] = None) -> None:
    """Write the API's contract, as openapi.yaml has it."""
    from alongside.contract import write_contract  # noqa: PLC0415 - wires an application of its own

    words = write_contract()
    if to is None:
        typer.echo(words, nl=False)
    else:
        to.write_text(words)


def main() -> None:
    """Run a command. What goes wrong for a reason is said in words, without a trace."""
    try:
        app()
    except (EmbeddedServerError, NotSetUp, UnsafeDatabase) as error:
        sys.exit(f"Alongside did not start.\n{error}")
    except ValidationError as error:
        words = "\n".join(str(one["msg"]).removeprefix("Value error, ") for one in error.errors())
        sys.exit(f"Alongside did not start: a setting needs another value.\n{words}")
    except OperationalError:
        sys.exit("Alongside cannot reach its database. Is ALONGSIDE_DATABASE_URL right?")


if __name__ == "__main__":
    main()
