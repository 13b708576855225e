"""An operator who makes somebody a coordinator is seen: the others are told, and it is noted."""

import pytest
from tests.figures import record

from alongside.mail import Kind
from alongside.mail.words import LETTERS

OWN = {"email": "farah@example.org", "given_name": "Farah", "family_name": "Example"}
NEW = {"email": "zed@new.example", "given_name": "Zed", "family_name": "Zander"}
POSTED = """
    select p.email, m.about_id from mail m join person p on p.id = m.person_id
     where m.kind = 'coordinator_appointed' order by p.email
"""


@pytest.fixture
def told(as_owner):
    return lambda: [(row["email"], row["about_id"]) for row in as_owner(POSTED)]


def appoint(api, cast, who, body, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    where = f"/programmes/{cast.programme.id}/coordinators"
    return api.as_(who).post(where, body, headers=headers)


@pytest.mark.parametrize("body", [NEW, OWN])
def test_the_other_coordinators_are_told_by_mail(api, cast, told, body):
    assert appoint(api, cast, cast.farah, body).status_code == 201

    others = [("efe@example.org", None), ("gwen@example.org", None)]
    record("Appointing", "coordinators not told of somebody whom an operator appoints",
           len(set(others) - set(told())))  # fmt: skip
    assert told() == others


def test_asked_twice_by_the_same_key_they_are_told_once(api, cast, told):
    first, again = (appoint(api, cast, cast.farah, OWN, key="one-word") for _ in range(2))

    assert first.json()["id"] == again.json()["id"]
    assert len(told()) == 2


def test_who_has_left_is_not_told(api, cast, told):
    assert api.as_(cast.efe).post(f"/participants/{cast.gwen.id}/end").status_code == 200
    assert appoint(api, cast, cast.farah, NEW).status_code == 201

    assert told() == [("efe@example.org", None)]


def test_whom_a_coordinator_appoints_no_mail_tells_of(api, cast, told):
    """They do it among themselves, and it stands in what was done to run the programme."""
    assert appoint(api, cast, cast.efe, NEW).status_code == 201

    assert told() == []


def test_nobody_is_told_of_what_was_refused(api, cast, told):
    again = NEW | {"email": "efe@example.org"}
    assert appoint(api, cast, cast.farah, again).status_code == 409
    assert appoint(api, cast, cast.jo, NEW).status_code == 404

    assert told() == []


def test_it_is_noted_who_did_it(api, cast, as_owner):
    made = appoint(api, cast, cast.farah, OWN).json()["id"]
    events = api.as_(cast.efe).get(f"/programmes/{cast.programme.id}/events").json()["items"]
    (noted,) = as_owner("select actor_person_id from audit_entry where thing_id = :id", id=made)

    assert [one["action"] for one in events] == ["coordinator:appoint"]
    assert noted["actor_person_id"] == cast.farah.person_id


def test_the_mail_names_nobody_and_no_programme(cast):
    """It is the same for everybody: there is nothing in it to fill in."""
    letter = LETTERS[Kind.COORDINATOR_APPOINTED]
    words = "\n".join((letter.subject, *letter.says, letter.page, letter.press, *letter.then))

    assert "{" not in words
    assert cast.programme.name not in words
