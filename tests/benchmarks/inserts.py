"""What PostgreSQL itself can do: inserts through the same constraints, prepared, by 16 clients."""

import asyncio
import itertools
import os
import time
from datetime import timedelta

import asyncpg

from alongside.core.postgres import EmbeddedServer
from tests.benchmarks.reference import key

CLIENTS, DAYS = 16, 100

BOOK = """
    with made as (
      insert into session (programme_id, id, pairing_id, coach_id, leader_id, starts_at, ends_at,
                           mode, place, state, created_at)
      values ($1, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz + interval '50 minutes',
              'video', '', 'booked', now())
      returning programme_id, id, starts_at, ends_at
    )
    insert into session_person (programme_id, session_id, person_id, participant_id, during, blocking)
    select programme_id, id, who.person, who.participant, tstzrange(starts_at, ends_at, '[)'), true
      from made, (values ($7::uuid, $4::uuid), ($8::uuid, $5::uuid)) as who (person, participant)
"""


async def _client(url: str, number: int, programmes: int, until: float, turn: int) -> int:
    connection = await asyncpg.connect(url)
    statement = None
    done = 0
    try:
        await connection.execute("set row_security = off")
        statement = await connection.prepare(BOOK)
        start = await connection.fetchval("select timestamptz '2300-01-01 00:00+00'")
        programme = 1 + number % programmes
        for n in itertools.count():
            if time.perf_counter() > until:
                return done
            coach = 1 + n % 90
            leader = 101 + (coach - 1) % 90
            at = (
                start
                + timedelta(days=3653) * (number // programmes)
                + timedelta(days=DAYS) * turn
                + n // 90 * (start - start.replace(year=2299)) / 365
            )
            await statement.fetch(
                key(f"p{programme}"), os_uuid(), key(f"g{programme}-{coach}"),
                key(f"m{programme}-{coach}"), key(f"m{programme}-{leader}"), at,
                key(f"u{programme}-{coach}"), key(f"u{programme}-{leader}"),
            )  # fmt: skip
            done += 1
    finally:
        await connection.close()
    return done


def os_uuid() -> object:
    import uuid  # noqa: PLC0415 - beside its only use

    return uuid.UUID(bytes=os.urandom(16))


async def _race(url: str, programmes: int, turn: int, seconds: float) -> float:
    began = time.perf_counter()
    clients = (_client(url, n, programmes, began + seconds, turn) for n in range(CLIENTS))
    counts = await asyncio.gather(*clients)
    return sum(counts) / (time.perf_counter() - began)


def insert_rate(server: EmbeddedServer, programmes: int, turn: int, seconds: float) -> float:
    """Give inserts a second, as the owner, with nothing but the driver in between.

    Each turn has days of its own, so that none meets what an earlier one inserted.
    """
    url = server.owner_url().replace("postgresql+psycopg://", "postgresql://")
    return asyncio.run(_race(url, programmes, turn, seconds))
