"""Reports speak of this programme alone, and only its coordinators see them."""

import pytest
from tests.answers import NOBODYS, said
from tests.imports.bringing import AMINA, NO_MAIL, counts, created, roster, unchanged

CSV = {"Content-Type": "text/csv"}
ANOTHER_NAME = ("leader", "Mina", "Khan", "Amina@X.example", "1")


OWN = ("id", "created_at", "undone_at")


def told(answer, row):
    """Give what an answer tells of a row, apart from its own id and instants."""
    body = {k: v is not None if k in OWN else v for k, v in answer.json().items()}
    headers = list(answer.headers)
    return answer.status_code, str(body).replace(row[1], "P"), headers


def test_somebody_known_elsewhere_counts_as_created_and_is_shown_as_typed(desk, elsewhere):
    elsewhere.bring(ANOTHER_NAME)
    brought = desk.bring(AMINA)
    assert (counts(brought), brought["warnings"]) == (created(1), [])
    here, there = desk.one("amina@"), elsewhere.one("Mina")
    assert (here["display_name"], here["email"]) == ("Amina Ali", "amina@x.example")
    assert (there["display_name"], there["email"]) == ("Mina Khan", "Amina@X.example")


def test_nothing_in_any_answer_differs(desk, elsewhere, as_owner):
    """Of people here alone and people known elsewhere, with a password or without one."""
    rows = [("coach", f"P{n}", "Ek", f"p{n}@x.example") for n in range(3)]
    elsewhere.bring(rows[1], (*rows[2][:1], "Other", "Name", rows[2][3]))
    as_owner("update person set password_hash = 'x' where email = 'p2@x.example'")
    seen = []
    for row in rows:
        answers = [desk.check(row), desk.send(roster(row)), desk.send(roster(row))]
        answers.append(desk.undo(answers[1].json()))
        seen.append([told(one, row) for one in answers])
    assert seen[0] == seen[1] == seen[2]


def test_two_programmes_with_one_list_have_the_same_people(desk, elsewhere, as_owner):
    for place in (desk, elsewhere):
        assert counts(place.bring(AMINA, NO_MAIL)) == created(2)
        assert counts(place.bring(AMINA, NO_MAIL)) == unchanged(2)
    persons = as_owner("select email from person where email like '%@x.example' or email is null")
    assert sorted(str(one["email"]) for one in persons) == ["None", "None", "amina@x.example"]


def test_one_list_with_one_person_in_two_roles_makes_one_person(desk, as_owner):
    desk.bring(AMINA, ("leader", *AMINA[1:]))
    persons = as_owner("select * from person where email = 'amina@x.example'")
    assert len(persons) == 1


@pytest.mark.parametrize("who", ["amara", "ben", "chen"])
def test_members_may_not_bring_lists_and_see_none(desk, api, cast, who):
    brought = desk.bring(AMINA)
    asked = api.as_(getattr(cast, who))
    for query in ("", "?dry_run=true"):
        refused = asked.post(desk.path + query, content=roster(AMINA), headers=CSV)
        assert refused.status_code == 403
    assert asked.get("/imports").json()["items"] == []
    for path, method in ((f"/imports/{brought['id']}", "GET"), ("/undo", "POST")):
        where = path if method == "GET" else f"/imports/{brought['id']}{path}"
        missing = asked.request(method, where.replace(brought["id"], NOBODYS))
        assert said(asked.request(method, where)) == said(missing)
        assert missing.status_code == 404


@pytest.mark.parametrize("who", ["jo", "kofi", "noor"])
def test_to_others_the_programme_is_not_there(desk, api, cast, who):
    brought = desk.bring(AMINA)
    asked = api.as_(getattr(cast, who))
    for body in (roster(AMINA), b"nonsense"):
        there = asked.post(desk.path, content=body, headers=CSV)
        nowhere = asked.post(f"/programmes/{NOBODYS}/imports", content=body, headers=CSV)
        assert said(there) == said(nowhere)
        assert there.status_code == 404
    assert asked.get("/imports").json()["items"] == []
    assert asked.get(f"/imports/{brought['id']}").status_code == 404
    assert asked.post(f"/imports/{brought['id']}/undo").status_code == 404


def test_an_operator_reads_no_list(desk, api, cast):
    brought = desk.bring(AMINA)
    asked = api.as_(cast.farah)
    assert asked.post(desk.path, content=roster(AMINA), headers=CSV).status_code == 403
    assert asked.get(f"/imports/{brought['id']}").status_code == 404


def test_whoever_is_not_signed_in_hears_that_first(desk, api):
    wrong = {"Content-Type": "image/png"}
    path = desk.path + "?dry_run=perhaps"
    assert api.anonymous.post(path, content=b"x", headers=wrong).status_code == 401
    assert api.anonymous.get("/imports?limit=0").status_code == 401


def test_two_coordinators_of_one_programme_see_the_same_lists(desk, api, cast):
    brought = desk.bring(AMINA)
    assert api.as_(cast.gwen).get("/imports").json() == desk.caller.get("/imports").json()
    assert api.as_(cast.gwen).post(f"/imports/{brought['id']}/undo").status_code == 200
