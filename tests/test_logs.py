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


def test_libraries_are_written_alike_and_what_an_error_says_is_left_out():
    (line,) = said(
        "try:\n    raise ValueError('hush')\n"
        "except ValueError:\n    logging.getLogger('uvicorn.error').exception('It went wrong')"
    )

    assert (line["event"], line["kind"], line["level"]) == ("It went wrong", "ValueError", "error")
    assert "hush" not in json.dumps(line)


def test_libraries_do_not_chatter():
    assert said("logging.getLogger('uvicorn.error').info('Started server process')") == []
    assert said("logging.getLogger('alembic.runtime').info('Context impl')") == []
