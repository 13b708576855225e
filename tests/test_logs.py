"""What is written down about the server, and what never is."""

import json
import subprocess
import sys

from alongside.logs import WRITTEN

SAY = """
import logging, structlog
from alongside.logs import configure_logs
configure_logs()
{what}
"""


def said(what):
    """Let another process say it: how logs are written is settled once in each."""
    done = subprocess.run(
        [sys.executable, "-c", SAY.format(what=what)], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_is_json_in_utc_with_a_level():
    (line,) = said("structlog.get_logger().warning('unforeseen', request_id='4f', kind='X')")

    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "warning", "event": "unforeseen", "request_id": "4f", "kind": "X"}


def test_what_is_not_listed_is_not_written():
    (line,) = said(
        "structlog.get_logger().error('x', body='hush', path='/welcome#hush', status=500)"
    )

    assert set(line) <= set(WRITTEN)
    assert "hush" not in json.dumps(line)


def test_a_library_is_pointed_to_and_its_words_are_left_out():
    (line,) = said(
        "try:\n    raise ValueError('hush')\n"
        "except ValueError:\n    logging.getLogger('uvicorn.error').exception('It is hush')"
    )

    assert (line["event"], line["kind"], line["level"]) == ("library", "ValueError", "error")
    assert line["where"] == "uvicorn.error:<module>:8"
    assert "hush" not in json.dumps(line)


WORDS = [
    "'Told hush'",
    "'Told %s', 'hush'",
    "'Told %(x)s', {'x': 'hush'}",
    "'Told %d', 'hush'",
    "'Told %s %s', 'hush'",
    "{'password': 'hush'}",
    "ValueError('hush')",
    "'Told', extra={'body': 'hush', 'url': '/welcome#hush', 'notice_of': 'hush'}",
    "'Told', exc_info=ValueError('hush')",
    "'Told', stack_info=True, exc_info=(ValueError, ValueError('hush'), None)",
    "type('Hush', (), {'__str__': lambda self: 'hush' + 1, '__repr__': lambda self: 'hush'})()",
]
LIBRARIES = [
    "asyncio", "uvicorn.error", "uvicorn.access", "sqlalchemy.engine.Engine",
    "sqlalchemy.pool.impl.AsyncAdaptedQueuePool", "psycopg", "psycopg.pool", "alembic", "fastapi",
    "httpx", "concurrent.futures", "one.nobody.thought.of", "root",
]  # fmt: skip


def test_no_library_gets_a_word_into_the_log():
    """The word is what somebody wrote: a body, a parameter, a token, an address."""
    spoken = "\n".join(
        f"logging.getLogger({name!r}).{level}({words})"
        for name in LIBRARIES
        for level in ("critical", "error", "warning", "info", "debug")
        for words in WORDS
    )
    lines = said(spoken)

    assert len(lines) >= len(LIBRARIES) * 2 * (len(WORDS) - 1)
    assert all(set(line) <= set(WRITTEN) for line in lines)
    assert "hush" not in json.dumps(lines).lower()


def test_nor_does_a_warning_or_what_nobody_waited_for():
    lines = said(
        "import asyncio, warnings\n"
        "from pydantic import BaseModel\n"
        "class Told(BaseModel):\n    text: int\n"
        "Told.model_construct(text='hush').model_dump_json()\n"
        "warnings.warn('hush', RuntimeWarning)\n"
        "async def fails():\n    raise ValueError('hush')\n"
        "async def main():\n"
        "    task = asyncio.ensure_future(fails())\n"
        "    await asyncio.sleep(0)\n    await asyncio.sleep(0)\n    del task\n"
        "    asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n"
        "    await asyncio.sleep(0)\n"
        "asyncio.run(main())"
    )

    assert [line["event"] for line in lines] == ["library"] * 4
    assert "hush" not in json.dumps(lines)


def test_libraries_do_not_chatter():
    assert said("logging.getLogger('uvicorn.error').info('Started server process')") == []
    assert said("logging.getLogger('alembic.runtime').info('Context impl')") == []
