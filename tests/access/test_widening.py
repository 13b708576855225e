"""What a text is for is settled when it is written: nobody makes it for more people afterwards."""

import json

import pytest
from sqlalchemy import text
from tests.access.operations import operations_of

from alongside.models import Audience


def test_only_giving_feedback_asks_for_whom_it_is(stage):
    """So a shared text is never made wider by one of the two alone, nor by anybody else."""
    document = stage.app.openapi()
    schemas = document["components"]["schemas"]

    def asks(method, path):
        body = document["paths"][path][method.lower()].get("requestBody", {})
        named = [name for name in schemas if f'schemas/{name}"' in json.dumps(body)]
        return any("audience" in schemas[name].get("properties", ()) for name in named)

    asked = {str(one) for one in operations_of(document) if asks(one.method, one.path)}
    assert asked == {"POST /feedback"}


@pytest.mark.parametrize("table", ["note", "feedback"])
@pytest.mark.parametrize("to", list(Audience))
def test_the_database_lets_nobody_change_for_whom_a_text_is(stage, table, to):
    """Not its author either: they take it back, and say it anew."""
    ids = list(stage.world.ids[table].values())
    widen = text(f"update {table} set audience = :to where id = any (:ids)")

    async def scene():
        for who in stage.world.actors:
            async with stage.undone():
                await stage.enter(who)
                with pytest.raises(Exception, match="permission denied"):
                    await stage.connection.execute(widen, {"to": to.value, "ids": ids})

    stage.play(scene())
