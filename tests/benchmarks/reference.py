"""What ours is measured against: the same answers with nothing around them."""

import gc
import hashlib
import os
import uuid
from contextlib import asynccontextmanager

import asyncpg
import msgspec
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

LIST = """
    select id, programme_id, pairing_id, coach_id, leader_id, starts_at, ends_at, mode, place, state
      from session where programme_id = $1 and coach_id = $2
     order by starts_at desc, id desc limit 50
"""


def key(words: str) -> uuid.UUID:
    return uuid.UUID(hashlib.md5(words.encode(), usedforsecurity=False).hexdigest())


async def list_sessions(request: Request) -> Response:
    programme, coach = request.path_params["p"], request.path_params["i"]
    rows = await request.app.state.pool.fetch(
        LIST, key(f"p{programme}"), key(f"m{programme}-{coach}")
    )
    body = {"items": [dict(row) for row in rows], "next": None}
    return Response(msgspec.json.encode(body), media_type="application/json")


hello = FastAPI()


@hello.get("/")
async def say_hello() -> dict[str, str]:
    return {"say": "hello"}


@asynccontextmanager
async def lifespan(app: Starlette):
    url = os.environ["BENCH_URL"].replace("postgresql+psycopg://", "postgresql://")
    async with asyncpg.create_pool(url, min_size=5, max_size=5) as app.state.pool:
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 100)
        yield


app = Starlette(
    routes=[Route("/list/{p}/{i}", list_sessions), Mount("/hello", hello)], lifespan=lifespan
)
