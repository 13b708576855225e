"""What is past its time: saying what that is, and letting it go now rather than tonight."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Annotated

import typer
from sqlalchemy import text

from alongside.core.clock import now
from alongside.core.db import Database, make_engine
from alongside.database import Urls, as_owner, database_of
from alongside.key_copies import folder_of
from alongside.mail.carriers import Mailbox
from alongside.own_data.daily import Tally, keep_house
from alongside.settings import Settings

PAST_DUE = text("select of_class, of_table, many from past_due(:at)")


def retention(
    *, dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False
) -> None:
    """Let go what is past its time, and erase whose day has come. Who serves does so each day."""
    settings = Settings()
    with database_of(settings, shared=True) as urls:
        if dry_run:
            typer.echo(tell(past_due(urls)))
            return
        done = asyncio.run(_keep(urls, settings))
    typer.echo(f"People erased: {done.people}.")
    typer.echo(tell(done.rows))


def past_due(urls: Urls) -> dict[tuple[str, str], int]:
    """Count what is past its time, by class and table."""
    found: Counter[tuple[str, str]] = Counter()
    with as_owner(urls) as owner:
        for of_class, of_table, many in owner.execute(PAST_DUE, {"at": now()}):
            found[of_class, of_table] += many
    return found


async def _keep(urls: Urls, settings: Settings) -> Tally:
    database = Database(make_engine(urls.app, 1), 1)
    try:
        mailbox = Mailbox(settings.mailbox)
        return await keep_house(database, now(), folder_of(settings), mailbox)
    finally:
        await database.close()


def tell(counts: Mapping[tuple[str, str], int]) -> str:
    """Write one line for each class and table."""
    return "\n".join(f"{of_class:10} {name:18} {many}" for (of_class, name), many in counts.items())
