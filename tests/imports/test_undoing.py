"""An import is undone once, whole, while nobody of it has acted."""

import pytest
from tests.imports.bringing import (
    AMINA,
    NO_MAIL,
    SHANTHI,
    Desk,
    counts,
    created,
    found,
    unchanged,
    updated,
)
from tests.imports.rosters import CLEAN, MESSY
from tests.vaults import texts

TIE = "My sister works there"
APPOINTED = {"email": "new@x.example", "given_name": "New", "family_name": "Ek"}
LATER = ("coach", "Amina", "Ali", "amina@x.example", "07700 900000", "Nurse", "", TIE)


def refusal(desk, brought):
    answer = desk.undo(brought)
    assert answer.status_code == 409
    assert len(answer.json()["detail"]) > 20
    return answer.json()["code"]


def world(as_owner):
    tables = ("person", "participant", "declaration", "imported_row")
    return {name: as_owner(f"select t::text from {name} t order by t::text") for name in tables}


def test_who_came_by_it_goes_and_nothing_of_them_stays(desk, trusts, as_owner):
    before = world(as_owner)
    brought = desk.send(MESSY, file_name="autumn.csv").json()
    undone = desk.undo(brought)
    assert undone.status_code == 200
    assert world(as_owner) == before
    read = desk.caller.get(f"/imports/{brought['id']}").json()
    assert undone.json() == read
    assert (read["created"], read["allowed"]) == (41, [])
    assert read["undone_at"] is not None


def test_it_is_undone_once(desk):
    brought = desk.bring(AMINA)
    assert desk.undo(brought).status_code == 200
    assert refusal(desk, brought) == "import_undone"


def test_after_it_the_same_list_is_new_again(desk):
    for _ in range(2):
        brought = desk.bring(AMINA, NO_MAIL)
        assert counts(brought) == created(2)
        assert counts(desk.bring(AMINA, NO_MAIL)) == unchanged(2)
        assert desk.undo(brought).status_code == 200
        assert desk.people("Amina") == desk.people("Gethin") == []


def test_who_was_changed_is_as_before_and_so_is_what_imports_remember(desk, as_owner):
    desk.bring(AMINA)
    before = world(as_owner)
    later = desk.bring(LATER, SHANTHI)
    assert counts(later) == (1, 1, 0, 0, 0, 0)
    assert desk.undo(later).status_code == 200
    assert world(as_owner) == before
    assert counts(desk.bring(LATER)) == updated(1)


def test_who_was_added_by_hand_stays_and_gets_back_what_they_had(desk):
    added = desk.add("coach", "Amina", "Ali", email="amina@x.example", job_title=None)
    brought = desk.bring(LATER)
    assert desk.one("amina@")["job_title"] == "Nurse"
    assert desk.undo(brought).status_code == 200
    back = desk.one("amina@")
    varies = {"allowed": [], "readers": None}
    assert {**back, **varies} == {**added, **varies}


def test_earlier_lists_wait_for_later_ones_that_touched_the_same_people(desk):
    first, second = desk.bring(AMINA), desk.bring(LATER)
    assert refusal(desk, first) == "import_not_last"
    assert desk.undo(second).status_code == 200
    assert desk.undo(first).status_code == 200
    assert desk.people("Amina") == []


def test_later_lists_that_changed_nothing_of_them_do_not_matter(desk):
    first, again, other = desk.bring(AMINA), desk.bring(AMINA), desk.bring(SHANTHI)
    assert desk.undo(first).status_code == 200
    assert desk.undo(again).status_code == 200
    assert [one["given_name"] for one in desk.people("x.example")] == ["Shanthi"]
    assert desk.undo(other).status_code == 200


def test_a_list_that_only_learnt_another_address_is_forgotten_too(desk):
    first = desk.bring(AMINA)
    desk.edit("Amina", email="right@x.example")
    learnt = desk.bring((*AMINA[:3], "right@x.example"))
    assert counts(learnt) == unchanged(1)
    assert refusal(desk, first) == "import_not_last"
    assert desk.undo(learnt).status_code == 200
    assert found(desk.bring(AMINA)["warnings"]) == [(2, "Email", "changed_by_hand")]


@pytest.mark.parametrize(
    "change",
    [
        {"phone": "1"},
        {"display_name": "Mina"},
        {"capacity": 2},
        {"email": "other@x.example"},
        {"topics": "Care at home"},
    ],
)
def test_not_when_somebody_was_edited(desk, change):
    desk.bring(AMINA, SHANTHI)
    last = desk.bring(LATER)
    before = desk.one("Amina")
    desk.edit("Amina", **change)
    assert refusal(desk, last) == "import_acted_on"
    assert change.get("display_name", "Amina Ali") in desk.undo(last).json()["detail"]
    assert desk.one("Amina")["job_title"] == "Nurse"
    desk.edit("Amina", **{name: before[name] for name in change})
    assert desk.undo(last).status_code == 200


def test_not_when_somebody_was_ended(desk):
    brought = desk.bring(AMINA)
    desk.end("Amina")
    assert refusal(desk, brought) == "import_acted_on"


def test_not_when_somebody_became_a_safeguarding_lead(desk):
    brought = desk.bring(("learning partner", *AMINA[1:]))
    leads = {"safeguarding_leads": [desk.one("Amina")["id"]]}
    named = desk.caller.patch(f"/programmes/{desk.programme_id}", leads)
    assert named.status_code == 200
    assert refusal(desk, brought) == "import_acted_on"


def test_not_when_somebody_was_paired_whatever_came_of_it(desk, cast):
    brought = desk.bring(AMINA)
    paired = desk.pair(desk.one("Amina")["id"], cast.idris.id)
    assert paired.status_code == 201
    assert refusal(desk, brought) == "import_acted_on"
    desk.caller.post(f"/pairings/{paired.json()['id']}/end")
    assert refusal(desk, brought) == "import_acted_on"


def test_a_pairing_from_before_the_list_is_no_hindrance(desk, cast):
    email = desk.one("amara@")["email"]
    brought = desk.bring(("coach", "Amara", "Example", email, "", "Nurse"))
    assert counts(brought) == updated(1)
    assert desk.undo(brought).status_code == 200
    assert desk.one("amara@")["job_title"] is None


def test_not_when_somebody_has_signed_in_by_this_programmes_link(desk, api):
    brought = desk.bring(AMINA, SHANTHI, NO_MAIL, ("coach", "Bo", "Ek", "bo@x.example"))
    for name in ("amina@", "shanthi@", "bo@"):
        made = desk.caller.post(f"/participants/{desk.one(name)['id']}/sign-in-link")
        token = made.json()["url"].rpartition("#")[2].rpartition("=")[2]
        signed_in = api.anonymous.post(
            "/sign-in/first", {"token": token, "password": "a long and winding word"}
        )
        assert signed_in.status_code == 200
    desk.edit("Gethin", phone="2")
    assert refusal(desk, brought) == "import_acted_on"
    told = desk.undo(brought).json()["detail"]
    assert told.endswith("It is about Amina Ali, Bo Ek, Gethin Balogun and 1 more.")


def test_a_link_that_was_not_used_is_gone_with_its_person(desk, api, as_owner):
    brought = desk.bring(AMINA)
    desk.caller.post(f"/participants/{desk.one('Amina')['id']}/sign-in-link")
    assert desk.undo(brought).status_code == 200
    assert as_owner("select * from sign_in_link") == []


def test_who_is_known_elsewhere_is_not_forgotten(desk, elsewhere, as_owner):
    elsewhere.bring(AMINA)
    brought = desk.bring(AMINA)
    assert desk.undo(brought).status_code == 200
    assert elsewhere.one("Amina")["email"] == "amina@x.example"
    assert counts(elsewhere.bring(AMINA)) == unchanged(1)


def test_a_programme_keeps_a_coordinator(desk, api, cast, as_owner):
    brought = desk.bring(("coordinator", "Jo", "Example", "jo@example.org"))
    jos = Desk(api, cast.jo, cast.programme)
    for other in (cast.efe, cast.gwen):
        as_owner("update participant set state = 'ended' where id = :id", id=other.participant_id)
    assert refusal(jos, brought) == "last_coordinator"
    made = jos.caller.post(f"/programmes/{jos.programme_id}/coordinators", APPOINTED).json()["id"]
    assert refusal(jos, brought) == "last_coordinator", "whoever has not come in runs nothing yet"
    as_owner("update participant set joined_at = now() where id = :id", id=made)
    assert jos.undo(brought).status_code == 200


def test_the_declarations_that_it_brought_go_and_those_people_made_stay(desk, api, cast, as_owner):
    email = desk.one("amara@")["email"]
    own = {"participant_id": cast.amara.id, "text": "My own words"}
    assert api.as_(cast.amara).post("/declarations", own).status_code == 201
    brought = desk.bring(("coach", "Amara", "Example", email, "", "", "", TIE))
    assert counts(brought) == updated(1)
    assert texts(as_owner, "declaration") == ["My own words", TIE]
    assert desk.undo(brought).status_code == 200
    assert texts(as_owner, "declaration") == ["My own words"]
    assert counts(desk.bring(("coach", "Amara", "Example", email, "", "", "", TIE))) == updated(1)


def test_a_list_that_brought_nobody_is_undone(desk):
    assert desk.undo(desk.bring(("?", "Bo", "Ek"))).status_code == 200


def test_the_clean_roster_after_the_messy_one_undone_in_turn(desk, trusts, as_owner):
    before = world(as_owner)
    brought = [desk.send(body).json() for body in (MESSY, CLEAN, MESSY, CLEAN)]
    for one in reversed(brought):
        assert desk.undo(one).status_code == 200
    assert world(as_owner) == before
