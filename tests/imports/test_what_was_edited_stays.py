"""An import fills and changes only what nobody has edited since the last one."""

import pytest
from tests.imports.bringing import (
    AMINA,
    HEADER,
    counts,
    created,
    found,
    roster,
    unchanged,
    updated,
)

WIDE = (
    "Role",
    "First name",
    "Surname",
    "Email",
    "Phone",
    "Job title",
    "Contact by",
    "Access needs",
    "Topics",
    "Capacity",
    "Lived experience",
    "Organisation",
)
FULL = (
    "learning partner",
    "Amina",
    "Ali",
    "amina@x.example",
    "1",
    "Nurse",
    "phone",
    "Captions",
    "Waiting",
    "2",
    "yes",
    "Northmere NHS Foundation Trust",
)
CHANGED = (*FULL[:4], "2", "Chief Nurse", "text", "Large print", "Moving", "0", "", "")
FIELDS = ("phone", "job_title", "contact_by", "access_needs", "topics", "capacity")


def bring(desk, row):
    return desk.send(roster(row, header=WIDE)).json()


def stands(desk):
    one = desk.one("amina@")
    return tuple(one[name] for name in FIELDS)


def test_a_later_list_changes_what_nobody_edited(desk):
    assert counts(bring(desk, FULL)) == created(1)
    assert stands(desk) == ("1", "Nurse", "phone", "Captions", "Waiting", 2)
    later = bring(desk, CHANGED)
    assert (counts(later), later["warnings"]) == (updated(1), [])
    assert stands(desk) == ("2", "Chief Nurse", "text", "Large print", "Moving", 0)
    assert counts(bring(desk, CHANGED)) == unchanged(1)


def test_blank_cells_and_columns_that_are_not_there_clear_nothing(desk, cast):
    bring(desk, FULL)
    assert counts(bring(desk, (*FULL[:4], *[""] * 8))) == unchanged(1)
    assert counts(desk.bring(("learning partner", *AMINA[1:4]))) == unchanged(1)
    one = desk.one("amina@")
    assert stands(desk) == ("1", "Nurse", "phone", "Captions", "Waiting", 2)
    assert (one["lived_experience"], one["organisation_id"]) == (True, str(cast.trust.id))


def test_what_was_empty_is_filled(desk):
    bring(desk, (*FULL[:4], *[""] * 8))
    assert counts(bring(desk, FULL)) == updated(1)
    assert stands(desk) == ("1", "Nurse", "phone", "Captions", "Waiting", 2)


@pytest.mark.parametrize(
    ("field", "edit", "column"),
    [
        ("phone", "9", "Phone"),
        ("job_title", "Doctor", "Job title"),
        ("contact_by", "post", "Contact by"),
        ("access_needs", None, "Access needs"),
        ("topics", "", "Topics"),
        ("capacity", 7, "Capacity"),
        ("organisation_id", None, "Organisation"),
    ],
)
def test_what_was_edited_stays_with_a_warning_that_names_it(desk, field, edit, column):
    bring(desk, FULL)
    desk.edit("amina@", **{field: edit})
    for _ in range(3):
        again = bring(desk, FULL)
        assert counts(again) == unchanged(1)
        assert found(again["warnings"]) == [(2, column, "changed_by_hand")]
        assert f"“{column}”" in again["warnings"][0]["message"]
        assert desk.one("amina@")[field] == edit


def test_it_stays_beside_others_that_change(desk):
    bring(desk, FULL)
    desk.edit("amina@", job_title="Doctor")
    later = bring(desk, CHANGED)
    assert (counts(later), found(later["warnings"])) == (
        updated(1),
        [(2, "Job title", "changed_by_hand")],
    )
    assert stands(desk) == ("2", "Doctor", "text", "Large print", "Moving", 0)
    again = bring(desk, CHANGED)
    assert (counts(again), again["warnings"]) == (unchanged(1), later["warnings"])


def test_what_the_list_has_come_to_agree_with_is_the_lists_again(desk):
    bring(desk, FULL)
    desk.edit("amina@", job_title="Chief Nurse")
    assert (*bring(desk, (*FULL[:5], "Chief Nurse"))["warnings"],) == ()
    later = bring(desk, (*FULL[:5], "Director"))
    assert counts(later) == updated(1)
    assert desk.one("amina@")["job_title"] == "Director"


def test_what_was_edited_and_put_back_is_as_if_it_never_was(desk):
    bring(desk, FULL)
    desk.edit("amina@", job_title="Doctor")
    desk.edit("amina@", job_title="Nurse")
    assert counts(bring(desk, CHANGED)) == updated(1)
    assert desk.one("amina@")["job_title"] == "Chief Nurse"


def test_what_was_written_by_hand_before_any_list_counts_as_edited(desk):
    desk.add("learning_partner", "Amina", "Ali", email="amina@x.example", phone="7", capacity=0)
    first = bring(desk, FULL)
    assert counts(first) == updated(1)
    assert found(first["warnings"]) == [
        (2, "Phone", "changed_by_hand"),
        (2, "Capacity", "changed_by_hand"),
    ]
    assert stands(desk) == ("7", "Nurse", "phone", "Captions", "Waiting", 0)
    assert counts(bring(desk, FULL)) == unchanged(1)


def test_a_person_edits_their_own_and_it_stays(desk, api, cast):
    mine = desk.one("amara@")
    for listed in ("1", mine["phone"]):
        row = ("coach", "Amara", "Example", mine["email"], listed)
        assert counts(desk.bring(row)) == unchanged(1)
        api.as_(cast.amara).patch(f"/participants/{cast.amara.id}", {"phone": None})
        kept = desk.bring(row)
        assert (counts(kept), found(kept["warnings"])) == (
            unchanged(1),
            [(2, "Phone", "changed_by_hand")],
        )
        assert desk.one("amara@")["phone"] is None
        api.as_(cast.amara).patch(f"/participants/{cast.amara.id}", {"phone": mine["phone"]})


def test_the_name_that_is_shown_follows_unless_they_chose_it(desk):
    desk.bring(AMINA)
    desk.bring(("coach", "AMINA", *AMINA[2:]))
    assert desk.one("amina@")["display_name"] == "AMINA Ali"
    desk.edit("amina@", display_name="Mina")
    again = desk.bring(AMINA)
    assert (counts(again), again["warnings"]) == (updated(1), [])
    assert (desk.one("amina@")["display_name"], desk.one("amina@")["given_name"]) == (
        "Mina",
        "Amina",
    )


def test_letter_case_of_names_written_by_hand_is_no_difference(desk):
    desk.add("coach", "Amina", "ALI", email="amina@x.example", phone=AMINA[4])
    again = desk.bring(AMINA)
    assert (counts(again), again["warnings"]) == (unchanged(1), [])
    assert desk.one("amina@")["family_name"] == "ALI"


def test_lived_experience_comes_with_the_word_for_the_role(desk):
    row = ("learning partner", *AMINA[1:])
    desk.bring(row)
    assert counts(desk.bring(("co-learning partner", *AMINA[1:]))) == updated(1)
    assert desk.one("amina@")["lived_experience"] is True
    assert counts(desk.bring(row)) == unchanged(1)


def test_it_stays_away_where_it_was_taken_off(desk, as_owner):
    row = ("co-learning partner", *AMINA[1:])
    desk.bring(row)
    as_owner("update participant set lived_experience = false where given_name = 'Amina'")
    again = desk.bring(row)
    assert (counts(again), found(again["warnings"])) == (
        unchanged(1),
        [(2, "Role", "changed_by_hand")],
    )


def test_organisations_are_found_by_code_and_by_name(desk, trusts, cast):
    header = (*HEADER, "Organisation")
    rows = [
        ("coach", "A", "A", "a@x.example", "", "", "rxv", "", ""),
        ("coach", "B", "B", "b@x.example", "", "", "", "", "northmere nhs FOUNDATION trust"),
        ("coach", "C", "C", "c@x.example", "", "", "", "", "The Old Mill"),
        ("coach", "D", "D", "d@x.example", "", "", "RXV", "", "Somewhere else"),
        ("coach", "E", "E", "e@x.example", "", "", "ZZZ9", "", ""),
    ]
    brought = desk.send(roster(*rows, header=header)).json()
    assert counts(brought) == (4, 0, 0, 0, 0, 1)
    assert found(brought["errors"]) == [(6, "ODS code", "unknown_organisation_code")]
    assert "ZZZ9" in brought["errors"][0]["message"]
    assert found(brought["warnings"]) == [
        (4, "Organisation", "organisation_unknown"),
        (5, "Organisation", "organisation_differs"),
    ]
    assert desk.one("b@x")["organisation_id"] == str(cast.trust.id)
    assert desk.one("c@x")["organisation_id"] is None
    assert desk.one("d@x")["organisation_id"] == desk.one("a@x")["organisation_id"] is not None
    assert counts(desk.send(roster(*rows, header=header)).json()) == (0, 0, 4, 0, 0, 1)


def test_a_name_that_two_organisations_have_is_not_guessed(desk):
    for _ in range(2):
        desk.caller.post("/organisations", {"name": "Twin"})
    row = ("coach", "A", "A", "a@x.example", "Twin")
    header = (*HEADER[:4], "Organisation")
    brought = desk.send(roster(row, header=header)).json()
    assert found(brought["warnings"]) == [(2, "Organisation", "organisation_unknown")]
    assert desk.one("a@x")["organisation_id"] is None
