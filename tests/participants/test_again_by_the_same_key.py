"""Whoever asks again by the key of before is told what is known today, and that is noted."""

import pytest
from tests.figures import record

ADD, APPOINT = "/participants", "/programmes/{}/coordinators"
NEW = {"given_name": "Zoe", "family_name": "Zander", "email": "zoe@example.org"}
KEY = {"Idempotency-Key": "again"}
WRITTEN = "update participant set access_needs = 'Only for the team' where id = :id"
READ = """
    select action from audit_entry where subject_id = :id and kind = 'reading'
     and actor_person_id = :who
"""


@pytest.fixture
def ask(api, cast):
    """Add somebody as a coach, or appoint them, as Efe and always by one key."""

    def asking(path, **more):
        coach = {"programme_id": str(cast.programme.id), "role": "coach"} if path == ADD else {}
        path = path.format(cast.programme.id)
        return api.as_(cast.efe).post(path, NEW | coach | more, headers=KEY)

    return asking


@pytest.mark.parametrize("path", [ADD, APPOINT])
def test_what_is_told_again_is_noted_as_read(ask, cast, as_owner, path):
    made = ask(path).json()["id"]
    asked = {"id": made, "who": cast.efe.person_id}
    assert as_owner(READ, **asked) == []
    as_owner(WRITTEN, id=made)

    again = ask(path)

    assert again.status_code == 201
    assert again.json()["id"] == made
    assert again.json()["access_needs"] == "Only for the team"
    noted = [row["action"] for row in as_owner(READ, **asked)]
    record("T6", f"whole entries told again by POST {path}, unnoted", 1 - len(noted))
    assert noted == ["participant:read"]


@pytest.mark.parametrize("path", [ADD, APPOINT])
def test_the_same_key_for_somebody_else_tells_and_notes_nothing(ask, cast, as_owner, path):
    made = ask(path).json()["id"]

    assert ask(path, given_name="Zara").status_code == 422
    assert as_owner(READ, id=made, who=cast.efe.person_id) == []
