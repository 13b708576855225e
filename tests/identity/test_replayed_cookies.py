"""An old cookie that comes back may be a stolen one: it ends the sign-in, and leaves a trace."""

import pytest
from tests.identity.signing import cookie_of

NOTED = """
    select actor_person_id, programme_id, kind, thing, thing_id from audit_entry
     where action = 'sign_in:replay'
"""
ENDED = "select id from sign_in where person_id = :id and ended_at is not null"


@pytest.fixture
def old(signing, later):
    """Give a cookie that was renewed twice since, and the one that took its place."""
    first = cookie_of(signing.in_with())
    newest = first
    for _ in range(2):
        later(seconds=11)
        newest = cookie_of(signing.refresh(newest))
    return first, newest


def test_it_is_noted_with_whose_it_is_and_which_sign_in(signing, old, as_owner, cast):
    assert signing.refresh(old[0]).status_code == 401

    (ended,) = as_owner(ENDED, id=cast.hana.person_id)
    (noted,) = [dict(row) for row in as_owner(NOTED)]
    assert noted == {
        "actor_person_id": cast.hana.person_id,
        "programme_id": None,
        "kind": "account",
        "thing": "sign_in",
        "thing_id": ended["id"],
    }


def test_it_is_noted_once_however_often_it_comes(signing, old, as_owner):
    for cookie in (old[0], old[0], old[1]):
        assert signing.refresh(cookie).status_code == 401

    assert len(as_owner(NOTED)) == 1


def test_a_lost_answer_that_is_asked_for_again_is_not_noted(signing, old, later, as_owner):
    later(seconds=11)
    assert signing.refresh(old[1]).status_code == 200
    later(seconds=9)
    assert signing.refresh(old[1]).status_code == 200

    assert as_owner(NOTED) == []


def test_what_we_did_not_make_is_not_noted(signing, old, as_owner):
    altered = old[0][:-1] + ("B" if old[0].endswith("A") else "A")
    assert signing.refresh("A" * 72).status_code == 401
    assert signing.refresh(altered).status_code == 401

    assert as_owner(NOTED) == []
