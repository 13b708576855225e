"""Whoever asks for mails to somebody, again and again, keeps none from them that is good."""

import pytest
from tests.figures import record

from alongside.identity.by_mail.service import LIFE
from alongside.identity.tries import MAIL
from alongside.mail import token_in

HOURS = 3


@pytest.fixture
def stranger(asking):
    """Ask for a mail to Hana, each time from another place."""
    places = (f"10.{a}.{b}.1" for a in range(256) for b in range(256))

    def ask(times=1):
        for _ in range(times):
            assert asking.mail(host=next(places)).status_code == 202

    return ask


def test_on_a_new_device_they_wait_for_eight_minutes_and_no_longer(asking, later, stranger):
    stranger(20)
    for _ in range(125):
        later(minutes=1)
        stranger()
    sent = len(asking.posted())
    asking.mail(host="192.0.2.7")
    assert len(asking.posted()) == sent, "all is used up"
    later(minutes=8)
    asking.mail(host="192.0.2.7")

    assert len(asking.posted()) == sent + 1


def test_of_those_that_a_stranger_sends_one_is_good_at_any_time(asking, later, stranger):
    """They ask at every chance: then theirs are the mails, and its owner presses the link."""
    asking.mail()
    longest, since, before = 0, 0, len(asking.posted())
    stranger(20)
    free = len(asking.posted())
    for _ in range(HOURS * 60):
        later(minutes=1)
        since += 1
        stranger()
        if (now_sent := len(asking.posted())) > before:
            longest, since, before = max(longest, since), 0, now_sent

    record("Sign-in", "minutes without a new mail while a stranger uses them up", longest)
    record("Sign-in", "mails in an hour that they can fill a mailbox with", (before - free) / HOURS)
    assert longest * 60 == max(MAIL.pauses) < LIFE.total_seconds()
    assert before - free <= HOURS * 60 / 8 + len(MAIL.pauses)
    newest = token_in(asking.key, asking.posted()[-1])
    assert asking.by_link(newest).status_code == 200
