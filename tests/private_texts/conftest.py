"""A database of its own in which somebody has written in private, and the words to look for."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.commands import ask as ask_owner
from tests.conftest import Api, OwnDatabase
from tests.vaults import WRAPPING

from alongside.database import Urls
from alongside.settings import Settings

NOTED, DECLARED, BROUGHT = "kanari.of.a.note", "kanari.of.a.tie", "kanari.of.a.list"
CANARIES = (NOTED, DECLARED, BROUGHT)


@dataclass
class Written:
    """Amara's note and tie, Ben's note, and what a coordinator's list told of Amara."""

    api: Api
    cast: Any
    urls: Urls
    settings: Settings
    declaration: str

    @property
    def note(self) -> str:
        return f"/sessions/{self.cast.held.id}/private-note"

    def sql(self, statement: str, **values: Any) -> list[Any]:
        return ask_owner(self.urls, statement, **values)

    def note_of(self, who: str = "amara") -> Any:
        return self.api.as_(getattr(self.cast, who)).get(self.note)

    def ties_read_by(self, who: str) -> list[str]:
        items = self.api.as_(getattr(self.cast, who)).get("/declarations").json()["items"]
        return sorted(one["text"] for one in items)


@pytest.fixture
def written(own_api: Api, own_database: OwnDatabase, cast: Any, tmp_path: Any) -> Written:
    urls = Urls(own_database.app_url, own_database.owner_url)
    settings = Settings(data_dir=tmp_path, vault_key=WRAPPING)
    amara = own_api.as_(cast.amara)
    tie = amara.post("/declarations", {"participant_id": cast.amara.id, "text": DECLARED})
    made = Written(own_api, cast, urls, settings, tie.json()["id"])
    amara.put(made.note, {"text": NOTED})
    own_api.as_(cast.ben).put(made.note, {"text": "Ben's own words"})
    _bring(made)
    return made


def _bring(made: Written) -> None:
    email = made.sql("select email from participant where id = :id", id=made.cast.amara.id)[0][0]
    line = f"coach,Amara,Example,{email},{BROUGHT}\r\n"
    body = "Role,First name,Surname,Email,Connected to (please keep private)\r\n" + line
    brought = made.api.as_(made.cast.efe).post(
        f"/programmes/{made.cast.programme.id}/imports",
        content=body.encode(),
        headers={"Content-Type": "text/csv"},
    )
    assert brought.status_code == 201, brought.text
