"""The trail, read as somebody whom row security does not bind."""

import pytest
from sqlalchemy import text


@pytest.fixture
def trail(api):
    """Give what was noted in one of the two parts, oldest first, as plain rows."""

    def read(part="audit_entry"):
        async def ask():
            connection = api.app.state.site.database.connection
            await connection.execute(text("reset role"))
            found = await connection.execute(text(f"select * from {part} order by at, id"))
            rows = [dict(row) for row in found.mappings()]
            await connection.execute(text("set local role alongside_app"))
            return rows

        return api.client.portal.call(ask)

    return read
