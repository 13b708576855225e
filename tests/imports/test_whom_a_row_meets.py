"""A row meets the participant who has, or at an earlier import had, what it goes by."""

import pytest
from tests.imports.bringing import (
    AMINA,
    NO_MAIL,
    SHANTHI,
    counts,
    created,
    found,
    unchanged,
    updated,
)

ANOTHERS = [(2, "Email", "email_of_another")]


def test_by_e_mail_without_regard_to_letter_case(desk):
    desk.bring(AMINA)
    again = desk.bring(("Coach", " AMINA", "ali ", "AMINA@X.EXAMPLE", "07700 900289"))
    assert counts(again) == updated(1)
    assert desk.one("amina@")["email"] == "amina@x.example"
    assert desk.one("amina@")["given_name"] == "AMINA"


def test_by_the_e_mail_that_an_earlier_import_had(desk):
    desk.bring(AMINA)
    desk.edit("Amina", email="right@x.example")
    for _ in range(3):
        again = desk.bring(AMINA)
        assert counts(again) == unchanged(1)
        assert found(again["warnings"]) == [(2, "Email", "changed_by_hand")]
    assert desk.one("Amina")["email"] == "right@x.example"


def test_by_the_e_mail_that_they_were_given_by_hand(desk):
    desk.bring(AMINA)
    desk.edit("Amina", email="right@x.example")
    assert counts(desk.bring((*AMINA[:3], "right@x.example"))) == unchanged(1)
    desk.edit("Amina", email="third@x.example")
    assert counts(desk.bring((*AMINA[:3], "right@x.example"))) == unchanged(1)
    assert counts(desk.bring(AMINA)) == unchanged(1)
    assert desk.one("Amina")["email"] == "third@x.example"


def test_by_names_and_phone_without_e_mail(desk):
    desk.bring(NO_MAIL)
    again = ("LEP", "GETHIN", "balogun", "", "07700-900 123")
    assert counts(desk.bring(again)) == updated(1)
    assert counts(desk.bring((*NO_MAIL[:4], "07700 900124"))) == created(1)
    assert len(desk.people("Gethin")) == len(desk.people("Balogun")) == 2


def test_by_the_names_and_phone_that_an_earlier_import_had(desk):
    desk.bring(NO_MAIL)
    desk.edit("Gethin", phone="07700 900999", email="gethin@x.example")
    again = desk.bring(NO_MAIL)
    assert counts(again) == unchanged(1)
    assert found(again["warnings"]) == [(2, "Phone", "changed_by_hand")]
    desk.edit("Gethin", family_name="Balogun-Ek")
    kept = desk.bring(NO_MAIL)
    assert counts(kept) == unchanged(1)
    assert (2, "Surname", "changed_by_hand") in found(kept["warnings"])


def test_somebody_added_by_hand_is_met(desk):
    desk.add("coach", "Amina", "Ali", email="Amina@X.example")
    desk.add("coach", "Gethin", "Balogun", phone="07700900123")
    assert counts(desk.bring(AMINA, NO_MAIL)) == (0, 1, 1, 0, 0, 0)
    assert len(desk.people("Balogun")) == 1


def test_another_role_is_another_participant(desk):
    desk.bring(AMINA)
    assert counts(desk.bring(AMINA, ("leader", *AMINA[1:]))) == (1, 0, 1, 0, 0, 0)
    assert {one["role"] for one in desk.people("amina@")} == {"coach", "leader"}


def test_an_e_mail_that_is_here_under_another_name_is_asked_about(desk):
    desk.bring(AMINA)
    for role in ("coach", "leader"):
        asked = desk.bring((role, "Bo", "Ek", "AMINA@x.example"))
        assert found(asked["errors"]) == ANOTHERS
        assert asked["errors"][0]["message"] == (
            "“AMINA@x.example” is already here under another name. Whose is it?"
        )
        assert "Bo,Ek" in asked["mend_csv"]
    assert desk.people("Bo") == []


def test_so_is_one_of_somebody_added_by_hand_or_gone(desk):
    desk.add("leader", "Amina", "Ali", email="amina@x.example")
    assert found(desk.bring(("coach", "Bo", "Ek", "amina@x.example"))["errors"]) == ANOTHERS
    desk.end("amina@")
    for role in ("coach", "leader"):
        assert found(desk.bring((role, "Bo", "Ek", "amina@x.example"))["errors"]) == ANOTHERS


def test_so_is_one_that_an_earlier_import_had(desk):
    desk.bring(AMINA)
    desk.edit("Amina", email="right@x.example")
    assert found(desk.bring(("coach", "Bo", "Ek", "amina@x.example"))["errors"]) == ANOTHERS


def test_so_is_one_by_which_somebody_here_signs_in(desk, as_owner):
    desk.bring(AMINA)
    as_owner("update person set password_hash = 'x' where email = :a", a="amina@x.example")
    desk.edit("Amina", email="reach@x.example")
    for role in ("coach", "leader"):
        asked = desk.bring((role, "Bo", "Ek", "amina@x.example"))
        assert found(asked["errors"]) == ANOTHERS


def test_who_signs_in_by_it_is_met_by_it(desk, as_owner):
    added = desk.add("coach", "Amina", "Ali", email="amina@x.example")
    as_owner("update person set password_hash = 'x' where email = :a", a="amina@x.example")
    desk.edit("Amina", email="reach@x.example")
    assert counts(desk.bring(AMINA)) == updated(1)
    assert desk.one("Amina")["id"] == added["id"]
    assert desk.one("Amina")["email"] == "reach@x.example"


def test_names_that_were_edited_here_meet_by_the_old_ones_and_by_the_new(desk):
    desk.bring(AMINA)
    desk.edit("Amina", family_name="Khan", display_name="Amina Khan")
    old = desk.bring(AMINA)
    assert counts(old) == unchanged(1)
    assert found(old["warnings"]) == [(2, "Surname", "changed_by_hand")]
    assert counts(desk.bring(("coach", "Amina", "Khan", *AMINA[3:]))) == unchanged(1)
    assert found(desk.bring(AMINA)["errors"]) == ANOTHERS
    assert desk.one("amina@")["display_name"] == "Amina Khan"


def test_names_without_e_mail_that_are_nobodys_any_more_are_asked_about(desk):
    desk.bring(NO_MAIL)
    desk.edit("Gethin", given_name="Gwyn")
    desk.bring(("coach", "Gwyn", "Balogun", *NO_MAIL[3:]))
    asked = desk.bring(NO_MAIL)
    assert found(asked["errors"]) == [(2, "First name", "renamed_here")]


def test_when_somebody_else_was_given_the_e_mail_the_names_decide(desk):
    desk.bring(AMINA)
    desk.edit("Amina", email="right@x.example")
    desk.add("coach", "Bo", "Ek", email="amina@x.example")
    assert counts(desk.bring(("coach", "Bo", "Ek", "amina@x.example"))) == unchanged(1)
    assert counts(desk.bring(AMINA)) == unchanged(1)


def test_who_has_left_stays_away(desk):
    desk.bring(AMINA)
    desk.end("Amina")
    again = desk.bring((*AMINA[:4], "07700 900000"))
    assert counts(again) == unchanged(1)
    assert found(again["warnings"]) == [(2, "First name", "has_left")]
    assert again["warnings"][0]["message"].startswith("Amina Ali has left this programme")
    assert (desk.one("Amina")["state"], desk.one("Amina")["phone"]) == ("ended", "07700 900289")


def test_who_takes_part_still_comes_before_who_has_left(desk):
    desk.bring(AMINA)
    desk.end("Amina")
    added = desk.add("coach", "Amina", "Ali", email="amina@x.example")
    assert counts(desk.bring(AMINA)) == updated(1)
    (here,) = [one for one in desk.people("Amina") if one["state"] == "active"]
    assert (here["id"], here["phone"]) == (added["id"], "07700 900289")


def test_rows_with_and_without_e_mail_stay_two_people(desk):
    both = (AMINA, (*AMINA[:3], "", AMINA[4]))
    assert counts(desk.bring(*both)) == created(2)
    for _ in range(2):
        assert counts(desk.bring(*both)) == unchanged(2)
    without = next(one for one in desk.people("Amina") if one["email"] is None)
    desk.caller.post(f"/participants/{without['id']}/end")
    again = desk.bring(*both)
    assert counts(again) == unchanged(2)
    assert found(again["warnings"]) == [(3, "First name", "has_left")]


def test_two_rows_that_lead_to_one_person_are_asked_about(desk):
    desk.bring(AMINA)
    desk.edit("Amina", email="right@x.example")
    asked = desk.bring((*AMINA[:3], "right@x.example"), AMINA)
    assert counts(asked) == (0, 0, 1, 0, 0, 1)
    assert found(asked["errors"]) == [(3, "Email", "same_person_twice")]
    assert "line 2" in asked["errors"][0]["message"]


def test_a_namesake_is_taken_in_with_a_warning(desk):
    desk.bring(AMINA, SHANTHI)
    again = desk.bring(("coach", "Amina", "Ali", "other@x.example"))
    assert counts(again) == created(1)
    assert found(again["warnings"]) == [(2, "First name", "same_name")]
    assert "Amina Ali" in again["warnings"][0]["message"]


def test_coordinators_are_named_when_they_are_new(desk):
    row = ("programme manager", "Ruth", "Kelly", "ruth@x.example")
    first = desk.bring(row)
    assert first["coordinators"] == ["Ruth Kelly"]
    assert found(first["warnings"]) == [(2, "Role", "will_coordinate")]
    assert first["warnings"][0]["message"] == "Ruth Kelly will be able to run this programme."
    again = desk.bring(row)
    assert (again["coordinators"], again["warnings"]) == ([], [])
    assert desk.bring(("coordinator", "", "Ek", "x"))["coordinators"] == []


@pytest.mark.parametrize("role", ["coach", "leader"])
@pytest.mark.parametrize("email", ["gwen@side.example", "GWEN@example.org"])
def test_a_safeguarding_lead_is_not_brought_in_to_coach_or_be_coached(desk, cast, role, email):
    """By the address by which the programme reaches them, or by that of their account."""
    row = (role, "Gwen", "Example", email)
    for told in (desk.check(row).json(), desk.bring(row, SHANTHI)):
        assert found(told["errors"]) == [(2, "Role", "lead_stands_apart")]
    assert [one["role"] for one in desk.people("Gwen")] == ["coordinator"]
    assert desk.one("Shanthi")["role"] == "coach"

    assert counts(desk.bring(("learning partner", *row[1:]))) == created(1)
    leads = {"safeguarding_leads": [cast.efe.id]}
    desk.caller.patch(f"/programmes/{desk.programme_id}", leads)
    assert counts(desk.bring(row)) == created(1)
