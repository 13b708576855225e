"""Programmes, under both locks and under the policy alone."""

import pytest
from tests.answers import BOTH_LOCKS, THE_POLICY_ALONE, lift_row_security


@pytest.fixture(params=[BOTH_LOCKS, THE_POLICY_ALONE])
def each_lock(request, api):
    """Look twice: the policy must keep everybody out even where row security would not."""
    if request.param == THE_POLICY_ALONE:
        lift_row_security(api)


@pytest.fixture
def path(cast):
    return f"/programmes/{cast.programme.id}"


@pytest.fixture
def change(api, cast, path):
    """Change the programme as Efe does, who coordinates it."""
    return lambda **sent: api.as_(cast.efe).patch(path, sent)
