import pytest
from tests.imports.bringing import TRUSTS, Desk


@pytest.fixture
def desk(api, cast):
    """Give Efe's desk in Side by Side."""
    return Desk(api, cast.efe, cast.programme)


@pytest.fixture
def elsewhere(api, cast):
    return Desk(api, cast.jo, cast.elsewhere)


@pytest.fixture
def trusts(api, cast):
    """Bring the published trusts in."""
    csv = {"Content-Type": "text/csv"}
    api.as_(cast.farah).post("/organisations/import", content=TRUSTS, headers=csv)
