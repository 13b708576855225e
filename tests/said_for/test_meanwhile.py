"""Somebody gets a way to sign in while a coordinator writes down what they said."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.answers import overtaken_by
from tests.cast import NOW
from tests.conftest import owners_engine
from tests.figures import record

TITLE = "This person can sign in, so this is theirs to say. Please ask them to."
SILENT = (
    "update participant set email = null, joined_at = null where id = :id",
    "update person p set email = null from participant a where a.person_id = p.id and a.id = :id",
)
# Their entry is held while it is looked at, and looks as before; the person has come in elsewhere.
COMES_IN = """
    with held as (update participant set phone = '1' where id = '{id}' returning person_id)
    update person p set claimed_at = now() from held h where p.id = h.person_id
"""
LEFT = """
    select (select count(*) from said_for), (select count(*) from restricted_entry),
           (select count(*) from audit_entry where action = 'participant:change'),
           (select count(*) from session), (select string_agg(state || coach_accepted, ' '
            order by id) from pairing), (select string_agg(access_needs, ' ' order by id)
            from participant), (select string_agg(place || state, ' ' order by id) from session)
"""


@pytest.fixture
def ask_own(own_database):
    """Ask the database, as its owner."""

    def ask(sql, **values):
        with owners_engine(own_database.owner_url) as engine, engine.begin() as owner:
            done = owner.execute(text(sql), values)
            return done.all() if done.returns_rows else []

    return ask


def _answer(efe, cast):
    return efe.post, f"/pairings/{cast.proposal.id}/answer-for", {"accept": True}, cast.hana


def _book(efe, cast):
    start = NOW - timedelta(days=40)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    booking = {"pairing_id": str(cast.pairing.id), "mode": "phone", **times}
    return efe.post, "/sessions", booking, cast.amara


def _move(efe, cast):
    return efe.patch, f"/sessions/{cast.booked.id}", {"place": "By the lift"}, cast.amara


def _change(efe, cast):
    return efe.patch, f"/participants/{cast.amara.id}", {"access_needs": "Tea."}, cast.amara


WAYS = {"answering": _answer, "booking": _book, "moving": _move, "changing": _change}


@pytest.mark.parametrize("what", WAYS)
def test_it_is_a_conflict_in_words_and_nothing_is_kept(own_api, own_database, ask_own, cast, what):
    efe = own_api.as_(cast.efe)
    ask, path, sent, who = WAYS[what](efe, cast)
    for sql in SILENT:
        ask_own(sql, id=who.participant_id)
    sent |= {"on_behalf": {"participant_id": who.id, "means": "phone"}}
    tag = efe.get(path).headers.get("etag") if ask == efe.patch else None
    given = {"headers": {"If-Match": tag}} if tag else {}
    before = ask_own(LEFT)

    url, comes_in = own_database.superuser_url, COMES_IN.format(id=who.id)
    late = overtaken_by(url, comes_in, lambda: ask(path, sent, **given))

    record("Acting for somebody", f"conflicts told in words ({what})", late.status_code)
    assert (late.status_code, late.json()["code"]) == (409, "speaks_for_themselves")
    assert late.json()["title"] == TITLE
    assert ask_own(LEFT) == before
