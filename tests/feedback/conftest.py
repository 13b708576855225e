"""Giving feedback, as the two who met do."""

import pytest
from tests.answers import BOTH_LOCKS, THE_POLICY_ALONE, lift_row_security


@pytest.fixture
def give(api, cast):
    """Give feedback on the session that was held: `give(cast.amara, "team", text="…")`."""

    def giving(who, audience, key=None, **said):
        body = {"session_id": str(cast.held.id), "audience": audience, **said}
        if not said:
            body["text"] = f"{who.name} to {audience}"
        headers = {"Idempotency-Key": key} if key else {}
        return api.as_(who).post("/feedback", body, headers=headers)

    return giving


@pytest.fixture
def given(give, cast):
    """Give to each audience from each of the two: the id of each by author and audience."""
    return {
        (who.name, audience): give(who, audience).json()["id"]
        for who in (cast.amara, cast.ben)
        for audience in ("pairing", "team", "learning_partners")
    }


@pytest.fixture(params=[BOTH_LOCKS, THE_POLICY_ALONE])
def each_lock(request, api):
    """Look twice: the policy must keep everybody out even where row security would not."""
    if request.param == THE_POLICY_ALONE:
        lift_row_security(api)
