"""Reading costs a few statements, and as few when there are many rows."""

import re
from datetime import timedelta

import pytest
from psycopg import AsyncCursor
from sqlalchemy import text
from tests.cast import NOW

from alongside.contract import read_contract

MOST = 4
MANY = 12
NO_WORK = re.compile(r"\s*(begin|commit|rollback|savepoint|release)\b.*|\s*", re.IGNORECASE)
READERS = ("efe", "gwen", "amara", "ben", "chen", "jo", "pia", "farah")
CSV = {"Content-Type": "text/csv"}


def work_in(query):
    """Give the statements of a query, without those that open and close a transaction."""
    words = query.decode() if isinstance(query, bytes) else str(query)
    return [one for one in words.split(";") if not NO_WORK.fullmatch(one)]


@pytest.fixture
def ran(monkeypatch):
    """Note every statement where it goes to PostgreSQL: all ways there end in the driver."""
    noted = []
    execute, execute_many = AsyncCursor.execute, AsyncCursor.executemany

    async def noting(self, query, *args, **rest):
        noted.extend(work_in(query))
        return await execute(self, query, *args, **rest)

    async def noting_many(self, query, rows, **rest):
        noted.extend(one for _ in rows for one in work_in(query))
        return await execute_many(self, query, rows, **rest)

    monkeypatch.setattr(AsyncCursor, "execute", noting)
    monkeypatch.setattr(AsyncCursor, "executemany", noting_many)
    return noted


def make(own_api, who, path, body=None, **rest):
    answer = own_api.as_(who).post(path, body, **rest)
    assert answer.is_success, answer.text
    return answer.json()


def add_rows(own_api, cast, number):
    """Add one more of everything that is listed, on a day of its own."""
    start = NOW - timedelta(days=100 + number)
    met = make(own_api, cast.amara, "/sessions", {
        "pairing_id": str(cast.pairing.id), "mode": "video", "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    })["id"]  # fmt: skip
    make(own_api, cast.amara, f"/sessions/{met}/record", {"held": True})
    given = {
        (who, to): make(own_api, getattr(cast, who), "/feedback", {
            "session_id": met, "audience": to, "text": f"{who} {number}",
        })["id"]
        for who in ("amara", "ben") for to in ("pairing", "team", "learning_partners")
    }  # fmt: skip
    person = {"given_name": f"P{number}", "family_name": "Ek"}
    here = {"programme_id": str(cast.programme.id)}
    leader = make(own_api, cast.efe, "/participants", person | here | {"role": "leader"})["id"]
    appointed = person | {"email": f"p{number}@x.example"}
    make(own_api, cast.efe, f"/programmes/{cast.programme.id}/coordinators", appointed)
    told = {"topics": f"T{number}", "on_behalf": {"participant_id": leader, "means": "phone"}}
    assert own_api.as_(cast.efe).patch(f"/participants/{leader}", told).status_code == 200
    pairing = here | {"coach_id": cast.amara.id, "leader_id": leader}
    make(own_api, cast.efe, "/pairings", pairing)
    declared = {"participant_id": cast.amara.id, "text": f"Tie {number}"}
    roster = f"Role,First name,Surname,Email\r\ncoach,Q{number},Ek,q{number}@x.example\r\n"
    brought = f"/programmes/{cast.programme.id}/imports"
    make(own_api, cast.farah, "/programmes", {"name": f"Programme {number}"})
    return {
        "session_id": met,
        "said_for_id": own_api.as_(cast.efe).get("/said-for").json()["items"][0]["id"],
        "feedback_id": given["amara", "team"],
        "declaration_id": make(own_api, cast.amara, "/declarations", declared)["id"],
        "organisation_id": make(own_api, cast.efe, "/organisations", {"name": f"O{number}"})["id"],
        "import_id": make(own_api, cast.efe, brought, content=roster, headers=CSV)["id"],
    }


def everything_that_is_read(ids):
    paths = read_contract()["paths"]
    return {path: path.format(**ids) for path, item in paths.items() if "get" in item}


def count(own_api, cast, ran, path):
    """Give how many statements each reader's answer takes, where there is one."""
    taken = {}
    for name in READERS:
        headers = {"Authorization": f"Bearer {getattr(cast, name).token}"}
        ran.clear()
        answer = own_api.client.get(path, headers=headers)
        if answer.status_code == 200:
            taken[name] = len(ran)
    return taken


def test_no_answer_takes_many_statements_nor_more_when_there_is_more(own_api, cast, ran):
    ids = add_rows(own_api, cast, 0) | {
        "programme_id": cast.programme.id, "participant_id": cast.amara.id,
        "pairing_id": cast.pairing.id,
        "offered_id": own_api.as_(cast.chen).get("/offered-feedback").json()["items"][0]["id"],
    }  # fmt: skip
    reads = everything_that_is_read(ids)
    few = {name: count(own_api, cast, ran, path) for name, path in reads.items()}
    for number in range(1, MANY):
        add_rows(own_api, cast, number)
    many = {name: count(own_api, cast, ran, path) for name, path in reads.items()}

    assert [name for name, taken in few.items() if not taken] == []
    assert {name: taken for name, taken in many.items() if max(taken.values()) > MOST} == {}
    assert many == few
    listed = own_api.as_(cast.efe).get("/sessions?limit=100").json()["items"]
    assert len(listed) >= MANY


def test_each_way_to_the_database_is_counted_once(own_api, ran):
    database = own_api.app.state.site.database

    async def by_both_ways():
        async with database.transaction() as db:
            await db.execute(text("select 1"))
            async with db.begin_nested():
                connection = await (await db.connection()).get_raw_connection()
                await connection.driver_connection.execute("select 2")
                await db.execute(text("select :n"), [{"n": 3}, {"n": 4}])

    own_api.client.portal.call(by_both_ways)

    assert [one for one in ran if one.lstrip().startswith("select")][-4:] == [
        "select 1", "select 2", *["select %(n)s"] * 2,
    ]  # fmt: skip
