"""The keys by which access tokens are signed."""

import typer

from alongside.identity import keys
from alongside.settings import Settings

signing_keys = typer.Typer(no_args_is_help=True, help="The keys by which sign-ins are vouched for.")


@signing_keys.command("rotate")
def rotate() -> None:
    """Make a new key. It signs in about an hour, when everybody can know it. Nobody notices."""
    folder = Settings().data_dir / "keys"
    keys.load_keys(folder)
    added = keys.rotate(folder)
    typer.echo(f"{added.kid} signs from {added.signs_from:%Y-%m-%d %H:%M} UTC.")


@signing_keys.command("list")
def list_keys() -> None:
    """List the keys that are published. Delete a key's file to withdraw it at once."""
    for key in keys.load_keys(Settings().data_dir / "keys").verifying_keys():
        until = f", until {key.retired_at:%Y-%m-%d %H:%M}" if key.retired_at else ""
        typer.echo(f"{key.kid}  signs from {key.signs_from:%Y-%m-%d %H:%M}{until} UTC")
