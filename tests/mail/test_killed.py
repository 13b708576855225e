"""The worker is killed with -9 at each step: no mail is missing, and duplicates share one id."""

import os
import subprocess
import sys

import pytest
from tests.architecture.test_size import ROOT
from tests.figures import add
from tests.mail.mortal import AFTER, BEFORE

PEOPLE = ("amara", "ben", "hana", "idris", "efe")
STEPS = (*BEFORE, *AFTER)
PATIENCE = 60


def live_and_die(office, sink, step):
    """Let a worker live until the step at which it kills itself."""
    command = [sys.executable, "-m", "tests.mail.mortal", office.urls.app_url, sink.url, step]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "backend")))
    died = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths},
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert died.returncode == -9, died.stderr.decode()


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_no_mail_is_missing_and_duplicates_share_one_id(office, sink, cast, step):
    mails = office.post(*(getattr(cast, name) for name in PEOPLE))

    live_and_die(office, sink, step)
    office.work_until(lambda: office.jobs() == [], PATIENCE)

    wanted = {f"<{mail_id}@programme.example>" for mail_id in mails}
    arrived = [one["Message-ID"] for one in sink.arrived]
    twice = len(arrived) - len(set(arrived))
    add("MAIL", "workers killed with -9", 1)
    add("MAIL", "mails posted", len(mails))
    add("MAIL", "mails missing", len(wanted - set(arrived)))
    add("MAIL", "mails sent again, each under its own id", twice)
    assert set(arrived) == wanted
    for sent in sink.by_address().values():
        assert len({one["Message-ID"] for one in sent}) == 1
        assert len({one.get_body(("plain",)).get_content() for one in sent}) == 1
