"""Browsers may tell us of a broken policy; what they tell is worth two words, and no more."""

import json
import re

import pytest
import structlog
from tests.architecture.test_size import ROOT

from alongside.web import edge, pages, reports

NGINX = ROOT / "docker" / "nginx.conf"
HUSH = "https://localhost/people/0198f6c4?token=hush"
OLD = {
    "csp-report": {
        "document-uri": HUSH, "referrer": HUSH, "blocked-uri": "inline", "source-file": HUSH,
        "effective-directive": "script-src-elem", "script-sample": "hush = 1",
    }
}  # fmt: skip
NEW = [
    {
        "type": "csp-violation",
        "url": HUSH,
        "body": {"effectiveDirective": "img-src", "blockedURL": "https://hush.example/x.png"},
    }
]


@pytest.fixture
def told(api):
    """Report something, and give the lines that were written."""

    def report(body):
        api.app.router.routes[:] = [
            *(one for one in reports.report_routes()),
            *(one for one in api.app.router.routes if getattr(one, "path", "") != "/csp-report"),
        ]
        with structlog.testing.capture_logs() as lines:
            sent = body if isinstance(body, bytes) else json.dumps(body).encode()
            answer = api.client.post("/csp-report", content=sent)
        return answer, lines

    return report


@pytest.mark.parametrize(
    ("body", "kind", "where"),
    [(OLD, "script-src-elem", "inline"), (NEW, "img-src", "elsewhere")],
)
def test_a_report_is_two_words_of_ours(told, body, kind, where):
    answer, lines = told(body)

    assert answer.status_code == 204
    assert lines == [
        {"event": "csp_violation", "log_level": "warning", "kind": kind, "where": where}
    ]


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"hush", b"[]", b"{}", b"null", b"3", b'"hush"', b"[null]", b'[{"body": "hush"}]'),
        *(b'{"csp-report": "hush"}', b"[" * 9000, b"\xff\xfe", b'{"csp-report": null}'),
    ],
    ids=range(13),
)
def test_nonsense_is_answered_alike_and_written_nowhere(told, body):
    answer, lines = told(body)

    assert (answer.status_code, answer.text, lines) == (204, "", [])


@pytest.mark.parametrize("blocked", [HUSH, "hush", "javascript:hush", 7, ["hush"], "http://[hush"])
def test_nothing_that_was_sent_is_written(told, blocked):
    _, lines = told({"csp-report": {"effective-directive": "hush", "blocked-uri": blocked}})

    assert "hush" not in json.dumps(lines)


def test_a_flood_of_reports_writes_ten_lines(told):
    flood = [NEW[0] for _ in range(50)]

    assert len(told(flood)[1]) == reports.AT_ONCE


def test_floods_one_after_the_other_write_no_more(api):
    kept = reports.Reports()

    assert sum(kept._has_room() for _ in range(1000)) == reports.MOST


def test_a_large_report_is_refused(told):
    assert told(b" " * (reports.LARGEST + 1))[0].status_code == 413


def test_the_proxy_in_front_tells_browsers_the_same_policies():
    written = re.findall(r'^\s+\S+\s+"(default-src.*?)";$', NGINX.read_text(), re.MULTILINE)

    assert written == [pages.DOCS_POLICY, edge._POLICY.decode()]
