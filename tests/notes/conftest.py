"""Writing notes, as the two who met do."""

import pytest
from tests.answers import BOTH_LOCKS, THE_POLICY_ALONE, lift_row_security


@pytest.fixture(params=[BOTH_LOCKS, THE_POLICY_ALONE])
def each_lock(request, api):
    """Look twice: the policy must keep everybody out even where row security would not."""
    if request.param == THE_POLICY_ALONE:
        lift_row_security(api)
