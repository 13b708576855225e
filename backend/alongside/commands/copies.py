"""Copies of everything, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from alongside.backup import back_up
from alongside.backup import restore as bring_back
from alongside.database import database_of
from alongside.settings import Settings


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it. It must not be there yet.")],
) -> None:
    """Write a copy of the whole database. Keep it as safe as the database itself.

    The keys of private texts are left out. They are copied beside, into `key-copies`, for 30 days.
    """
    settings = Settings()
    with database_of(settings, shared=True) as urls:
        back_up(urls, settings, file)
    typer.echo(f"The copy is in {file}. Only this account can read it.")


def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `alongside backup` made.")],
    keys: Annotated[
        Path | None,
        typer.Option(help="A copy of the keys of private texts, if not those that are here."),
    ] = None,
) -> None:
    """Bring a copy back. Stop Alongside first. Everybody signs in again afterwards."""
    settings = Settings()
    with database_of(settings) as urls:
        aside = bring_back(urls, settings, file, keys)
    typer.echo(f"{file} is restored.")
    if aside is not None:
        typer.echo(f"The database of before is kept beside it, as {aside}.")
