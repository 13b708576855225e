"""Bringing a database to the shape the code expects."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text

from alongside.core.db import TECHNICAL_SCHEMA
from alongside.core.vault import Vault
from alongside.core.wrapping import WrappingKeyFault

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"


def _config(connection: Connection | None = None, vault: Vault | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"], config.attributes["vault"] = connection, vault
    return config


def newest_revision() -> str | None:
    """Say which migration the code was written for."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current_revision(connection: Connection) -> str | None:
    """Say which migration the database has reached; nothing if it is empty."""
    context = MigrationContext.configure(
        connection, opts={"version_table_schema": TECHNICAL_SCHEMA}
    )
    return context.get_current_revision()


def vault_of(context: MigrationContext) -> Vault:
    """Give a migration what seals texts. Where there is something to seal, it must be there."""
    vault: Vault | None = context.config.attributes["vault"] if context.config else None
    if vault is None:
        raise WrappingKeyFault("There are texts to seal, and no wrapping key was given.")
    in_use = text("select distinct substring(wrapped from 1 for 8) from vault.person_key")
    bind = context.connection
    vault.wrapping.check([] if bind is None else bind.scalars(in_use).all())
    return vault


def migrate(
    owner_url: str,
    app_url: str,
    settle: Callable[[Connection, str], None],
    vault: Vault | None = None,
) -> None:
    """Run every migration that is missing, as the owner, then what is to be settled after each."""
    app_role = make_url(app_url).username or ""
    engine = create_engine(owner_url)
    try:
        with engine.connect() as connection:
            connection.execute(text(f"create schema if not exists {TECHNICAL_SCHEMA}"))
            connection.commit()
            command.upgrade(_config(connection, vault), "head")
            connection.commit()
            settle(connection, app_role)
            connection.commit()
    finally:
        engine.dispose()
