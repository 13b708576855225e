import pytest
from tests import commands


@pytest.fixture
def bare(server):
    with commands.new_database(server, commands.bare(server)) as urls:
        yield urls
