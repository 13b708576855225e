"""The audit trail: sealing what was noted, and finding what was altered."""

import asyncio
from typing import Any

import typer
from sqlalchemy import Connection, select

from alongside.audit.seals import Verdict, seal, verify
from alongside.core.clock import now
from alongside.core.db import Database, make_engine
from alongside.database import NotDone, Urls, as_owner, database_of
from alongside.models import Base
from alongside.settings import Settings

audit = typer.Typer(no_args_is_help=True, help="The audit trail, and the seals on it.")
TABLES = ("audit_entry", "restricted_entry", "audit_seal")


@audit.command("seal")
def seal_now() -> None:
    """Seal what was noted up to a minute ago. Who serves does so each minute."""
    with database_of(Settings(), shared=True) as urls:
        asyncio.run(_seal(urls))
    typer.echo("What was noted is sealed.")


async def _seal(urls: Urls) -> None:
    database = Database(make_engine(urls.app, 1), 1)
    try:
        await seal(database, now())
    finally:
        await database.close()


@audit.command("verify")
def verify_now() -> None:
    """Name the first entry that was altered, is missing, or stands elsewhere than it was sealed."""
    with database_of(Settings(), shared=True) as urls, as_owner(urls) as owner:
        open_part, restricted, seals = (_rows(owner, name) for name in TABLES)
    verdict = verify([*open_part, *restricted], seals)
    typer.echo(tell(verdict))
    if verdict.finding is not None:
        raise NotDone("The audit trail is not as it was sealed.")


def _rows(owner: Connection, name: str) -> list[dict[str, Any]]:
    found = owner.execute(select(Base.metadata.tables[name]))
    return [dict(row) for row in found.mappings()]


def tell(verdict: Verdict) -> str:
    """Say what was found, how much is sealed, and the newest seals, to keep elsewhere."""
    found = verdict.finding
    counts = f"{verdict.sealed} entries are sealed, {verdict.waiting} not yet."
    if found is not None:
        which = f"entry {found.entry}" if found.entry else "a seal"
        where = f"programme {found.chain}, seal {found.seal}"
        return f"{found.what.capitalize()}: {which} ({where}).\n{counts}"
    heads = [f"{chain} {head.hex()}" for chain, head in sorted(verdict.heads.items())]
    return "\n".join(["Every entry is as it was sealed.", counts, *heads])
