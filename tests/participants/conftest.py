"""Adding people to a programme and finding them again."""

from functools import partial

import pytest
from tests.undoing import undoing

EDGE_NAME, EDGE_TEXT = "n" * 200, "t" * 4000
EDGE_EMAIL = f"{'a' * 240}@north.example"


@pytest.fixture
def add(api, cast):
    """Add somebody: a coach called Zed, by Efe, if nothing else is said."""

    def adding(who=None, key=None, **fields):
        body = {
            "programme_id": str(cast.programme.id), "role": "coach", "given_name": "Zed",
            "family_name": "Zander",
        } | fields  # fmt: skip
        headers = {"Idempotency-Key": key} if key else {}
        return api.as_(who or cast.efe).post("/participants", body, headers=headers)

    return adding


@pytest.fixture
def found(api, cast):
    """Name those of the cast that somebody finds: `found(cast.efe, q="am")`."""
    names = {one.id: one.name for one in cast.everybody() if one.participant_id}
    names |= {str(cast.pia.others["coordinator"]): "pia elsewhere"}

    def finding(who, **params):
        answer = api.as_(who).get("/participants", params={"limit": 100, **params})
        assert answer.status_code == 200
        return {names.get(one["id"], one["display_name"]) for one in answer.json()["items"]}

    return finding


@pytest.fixture
def undone(api):
    """Give a block that leaves nothing behind: `with undone(): …`."""
    return partial(undoing, api)
