"""What is offered of a session is what may be done: less of it once the pairing has stopped."""

import pytest
from tests.sessions.test_states import ALLOWED

ADDING = {"note:write", "session:change"}


@pytest.mark.parametrize("action", ["pause", "end"])
@pytest.mark.parametrize("who", ["amara", "ben", "efe"])
def test_nothing_that_adds_to_it_is_offered(api, cast, who, action):
    somebody = api.as_(getattr(cast, who))
    held = f"/sessions/{cast.held.id}"
    before = somebody.get(held).json()["allowed"]
    assert before == ALLOWED["held"][who == "efe"]

    api.as_(cast.efe).post(f"/pairings/{cast.pairing.id}/{action}")

    listed = {one["id"]: one["allowed"] for one in somebody.get("/sessions").json()["items"]}
    assert somebody.get(held).json()["allowed"] == sorted(set(before) - ADDING)
    assert all(not ADDING & set(listed[str(one.id)]) for one in (cast.held, cast.booked))
