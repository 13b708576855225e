"""Putting the demo into a database that is empty, and into no other."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, text

from alongside.core.vault import Vault
from alongside.demo.days import ZONE
from alongside.demo.rows import make_rows
from alongside.demo.sealing import seal_rows

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('alongside demo'))")
_IN_USE = text("select wrapping_keys_in_use()")
_IS_DEMO = text("select exists (select from person where demo)")
_IS_USED = text("""
    select exists (select from person) or exists (select from organisation)
        or exists (select from programme)
""")


class Content(StrEnum):
    """What a database holds, as far as the demo is concerned."""

    NOTHING = "nothing"
    DEMO = "demo"
    OTHER = "other"


def content_of(owner: Connection) -> Content:
    if owner.scalar(_IS_DEMO):
        return Content.DEMO
    return Content.OTHER if owner.scalar(_IS_USED) else Content.NOTHING


def load_demo(owner: Connection, at: datetime, vault: Vault) -> Content:
    """Load the demo if there is nothing; say what there was."""
    owner.execute(_ONE_AT_A_TIME)
    content = content_of(owner)
    if content is Content.NOTHING:
        vault.wrapping.check(owner.scalars(_IN_USE).all())
        for model, rows in make_rows(at.astimezone(ZoneInfo(ZONE)).date()):
            if rows:
                owner.execute(insert(model), seal_rows(owner, vault, model, rows))
        owner.execute(text("analyze"))
    return content
