"""Nobody finds out who has an account: not by what is answered, nor by the work that it takes."""

import random
import re
import statistics
from time import perf_counter

import pytest
from sqlalchemy import Engine, event
from tests.answers import said
from tests.figures import FULL, counts, record
from tests.identity.conftest import KNOWN
from tests.undoing import undoing

from alongside.identity import passwords

WRONG = "six boats beyond the pier"
NOBODY = "nobody@example.org"
SOMEBODY = ("hana@example.org", "HANA@Example.org", "idris@example.org", "noor@example.org")
WORK = """
    select schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del
      from pg_stat_xact_all_tables where schemaname in ('public', 'jobs') order by 1
"""
UNEVEN = 0.2  # how far from one half the share of slower answers may be
APART = 0.05  # and how far apart the medians, as a share


def by_password(signing, email):
    return [signing.in_with(email, WRONG)]


def by_mail(signing, email):
    return [signing.ask("POST", "/sign-in/mail", {"email": email})]


def by_code(signing, email):
    (asked,) = by_mail(signing, email)
    sent = {"attempt": asked.json()["attempt"], "code": "00000000"}
    return [asked, signing.ask("POST", "/sign-in/mail/code", sent)]


def once_more(signing, email):
    """Ask again and again, until there is no more mail for a while."""
    return [one for _ in range(7) for one in by_mail(signing, email)]


def password_until_slowed(signing, email):
    return [signing.in_with(email, WRONG) for _ in range(7)]


WAYS = (by_password, by_mail, by_code, once_more, password_until_slowed)


def told(answers):
    """Give every byte, but for the id of the request and the seal of what was begun."""
    plain = []
    for answer in answers:
        status, body, headers = said(answer)
        attempt = answer.json().get("attempt", "")
        plain.append((status, body.replace(attempt, "x" * len(attempt)), headers))
    return plain


@pytest.fixture
def statements():
    """Gather what is asked of the database, one after the other."""
    asked = []

    def heard(_connection, _cursor, statement, *_rest):
        asked.append(re.sub(r"sa_savepoint_\d+", "here", statement))

    event.listen(Engine, "before_cursor_execute", heard)
    yield asked
    event.remove(Engine, "before_cursor_execute", heard)


@pytest.fixture
def hashes(monkeypatch):
    """Count the hashes that would be worked out, each by what it costs."""
    passwords._stand_in()  # made once for the whole process, at the first need
    done = []

    def counted(_given, stored):
        done.append(stored.split("$")[1:4])
        return False

    monkeypatch.setattr(passwords._hasher, "verify", counted)
    return done


class Watch:
    """What one way in told and did for an address, from the same beginning each time."""

    def __init__(self, signing, as_owner, statements):
        self.signing, self.as_owner = signing, as_owner
        self.statements = statements

    def undone(self):
        return undoing(self.signing.api)

    def rows(self):
        return [tuple(row.values()) for row in self.as_owner(WORK)]

    def look(self, way, email):
        with self.undone():
            before = {name: done for name, *done in self.rows()}
            self.statements.clear()
            answers = way(self.signing, email)
            asked = list(self.statements)
            after = {name: done for name, *done in self.rows()}
        none = [0, 0, 0]
        written = {name: [b - a for a, b in zip(before.get(name, none), done, strict=True)]
                   for name, done in after.items()}  # fmt: skip
        return told(answers), asked, {k: v for k, v in written.items() if any(v)}


@pytest.fixture
def watch(signing, as_owner, cast, statements, later):
    as_owner(KNOWN, hash=passwords._stand_in(), id=cast.hana.person_id)
    return Watch(signing, as_owner, statements)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_same_is_told_and_the_same_is_done(watch, hashes, way):
    """Answers, statements, rows written and hashes made: all are those for nobody's address."""
    nobody, made = watch.look(way, NOBODY), list(hashes)
    for email in SOMEBODY:
        hashes.clear()
        assert watch.look(way, email) == nobody, email
        assert hashes == made
    record("Sign-in", f"{way.__name__}: statements for anybody", len(nobody[1]))


def test_mail_does_leave_something_for_somebody(watch):
    """Else the comparison might look at nothing."""
    _, asked, written = watch.look(by_mail, SOMEBODY[0])

    assert any("post_sign_in_mail" in one for one in asked)
    assert {"public.mail", "public.mail_token", "jobs.procrastinate_jobs"} <= written.keys()


def test_a_passkey_asks_for_no_address(api):
    begin = api.app.openapi()["paths"]["/api/v1/sign-in/passkey/begin"]["post"]

    assert "requestBody" not in begin
    assert "parameters" not in begin


def timed(way, signing, email):
    begun = perf_counter()
    way(signing, email)
    return perf_counter() - begun


@pytest.mark.skipif(not FULL, reason="true time is measured where nothing else runs")
@pytest.mark.parametrize("way", [by_password, by_mail], ids=lambda way: way.__name__)
def test_it_takes_as_long(watch, way):
    """Pairs, one after the other, in an order made up by chance; which is slower must be chance."""
    chance, pairs = random.Random(7), []
    for _ in range(counts(quick=0, full=100 if way is by_password else 400)):
        took = {}
        for email in chance.sample([SOMEBODY[0], NOBODY], 2):
            with watch.undone():
                took[email] = timed(way, watch.signing, email)
        pairs.append((took[SOMEBODY[0]], took[NOBODY]))
    slower = statistics.mean(known > unknown for known, unknown in pairs)
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    record("Sign-in", f"{way.__name__}: share in which a known address was slower", slower)
    record("Sign-in", f"{way.__name__}: median, known by unknown", known / unknown)
    assert abs(slower - 0.5) < UNEVEN
    assert abs(known / unknown - 1) < APART
