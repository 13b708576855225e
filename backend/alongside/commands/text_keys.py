"""The keys by which private texts are sealed."""

import typer

from alongside.backup import back_up_keys
from alongside.database import as_owner, database_of, open_vault
from alongside.key_copies import in_use, rewrap
from alongside.settings import Settings

text_keys = typer.Typer(no_args_is_help=True, help="The keys by which private texts are sealed.")


@text_keys.command("rotate")
def rotate() -> None:
    """Make a new wrapping key, and wrap every key anew by it. No text is touched."""
    settings = Settings()
    vault = open_vault(settings)
    with database_of(settings, shared=True) as urls:
        with as_owner(urls) as owner:
            vault.wrapping.check(in_use(owner))
            if not settings.vault_key:
                vault.wrapping.add()
            count = rewrap(owner, vault)
        with as_owner(urls) as owner:
            gone = vault.wrapping.forget_old(in_use(owner))
    typer.echo(f"{count} keys are wrapped by {vault.wrapping.newest().id.hex()} now.")
    typer.echo("Keep its file, apart from the database and from every copy of it.")
    if gone:
        typer.echo(f"{gone} older wrapping keys were needed by nothing and are deleted.")


@text_keys.command("backup")
def backup() -> None:
    """Copy the keys into `key-copies`, and delete copies that are older than 30 days."""
    settings = Settings()
    with database_of(settings, shared=True) as urls:
        copy = back_up_keys(urls, settings)
    typer.echo(f"The keys are in {copy}." if copy else "There is no key yet, so nothing to copy.")


@text_keys.command("list")
def list_keys() -> None:
    """Name the wrapping keys that are here, and say which of them something needs."""
    settings = Settings()
    held = open_vault(settings).wrapping.ids()
    with database_of(settings, shared=True) as urls, as_owner(urls) as owner:
        used = {bytes(one) for one in in_use(owner)}
    for name in sorted(held | used):
        needed = "in use" if name in used else "not in use"
        typer.echo(f"{name.hex()}  {needed}{'' if name in held else ', and NOT HERE'}")
