"""A database of its own in which a word is hidden wherever Amara left something."""

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from tests.commands import ask
from tests.conftest import Api, OwnDatabase
from tests.vaults import WRAPPING

from alongside.core.clock import now, use_clock
from alongside.core.db import Database, make_engine
from alongside.database import Urls
from alongside.mail.carriers import Mailbox
from alongside.models import Base
from alongside.own_data.daily import Tally, keep_house
from alongside.settings import Settings

HIDDEN = "kanari"
FEEDBACK = ("pairing", "team", "learning_partners")
COUNTS = """
    select (select count(*) from pairing), (select count(*) from session),
           (select count(*) from session where state = 'held'), (select count(*) from participant),
           (select count(*) from person), (select count(*) from session_person)
"""


@contextmanager
def later(**much: float) -> Any:
    """Move the clock on for as long as the block lasts."""
    at = now() + timedelta(**much)
    before = use_clock(lambda: at)
    try:
        yield at
    finally:
        use_clock(before)


@dataclass
class House:
    """A database in which there is something of Amara everywhere."""

    api: Api
    cast: Any
    urls: Urls
    settings: Settings

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox(self.settings.mailbox)

    def sql(self, statement: str, **values: Any) -> list[Any]:
        return ask(self.urls, statement, **values)

    def as_(self, who: str) -> Any:
        return self.api.as_(getattr(self.cast, who))

    def dumped(self) -> str:
        """Give every row of every table, the queue and the keys, as words."""
        wanted = [*Base.metadata.tables, "jobs.procrastinate_jobs", "vault.person_key"]
        return "\n".join(
            str(row[0]) for name in wanted for row in self.sql(f"select t::text from {name} t")
        )

    def counts(self) -> tuple[int, ...]:
        return tuple(self.sql(COUNTS)[0])

    def keep(self) -> Tally:
        """Do what is done each day."""

        async def scene() -> Tally:
            database = Database(make_engine(self.urls.app, 1), 1)
            try:
                copies = self.settings.data_dir / "key-copies"
                return await keep_house(database, now(), copies, self.mailbox)
            finally:
                await database.close()

        return asyncio.run(scene())


def _hide(house: House) -> None:
    cast, amara = house.cast, house.as_("amara")
    me, held = f"/participants/{cast.amara.id}", f"/sessions/{cast.held.id}"
    said = {
        name: f"{HIDDEN}.{name}"
        for name in ("display_name", "phone", "access_needs", "topics")
    }  # fmt: skip
    made = [
        amara.patch(me, said),
        amara.patch("/me", {"display_name": f"{HIDDEN}.me"}, headers={"If-Match": "*"}),
        amara.put(f"{held}/private-note", {"text": f"{HIDDEN}.note"}),
        amara.put(f"{held}/shared-note", {"text": f"{HIDDEN}.shared"}, headers={"If-Match": "*"}),
        amara.post("/declarations", {"participant_id": cast.amara.id, "text": f"{HIDDEN}.tie"}),
        house.as_("ben").put(f"{held}/private-note", {"text": "Ben's own words"}),
    ]
    for audience in FEEDBACK:
        given = {
            "session_id": str(cast.held.id),
            "audience": audience,
            "text": f"{HIDDEN}.{audience}",
        }
        made.append(
            amara.post("/feedback", given, headers={"Idempotency-Key": f"{HIDDEN}.{audience}"})
        )
    assert {one.status_code for one in made} <= {200, 201}, [one.text for one in made]
    house.sql(
        "update person set email = :email, password_hash = :word where id = :id",
        email=f"{HIDDEN}@example.org", word=f"{HIDDEN}.hash", id=cast.amara.person_id,
    )  # fmt: skip
    house.sql(
        "update participant set email = :email, job_title = :word, given_name = :word,"
        " family_name = :word where id = :id",
        email=f"{HIDDEN}@here.example", word=f"{HIDDEN}.name", id=cast.amara.participant_id,
    )  # fmt: skip
    house.sql(
        "update sign_in set browser = :word where id = :id", word=HIDDEN, id=cast.amara.sign_in_id
    )
    house.sql(
        "update session set place = :word where id = :id", word=f"{HIDDEN}.place", id=cast.held.id
    )


@pytest.fixture
def house(own_api: Api, own_database: OwnDatabase, cast: Any, tmp_path: Any) -> House:
    urls = Urls(own_database.app_url, own_database.owner_url)
    made = House(own_api, cast, urls, Settings(data_dir=tmp_path, vault_key=WRAPPING))
    _hide(made)
    return made
