"""A roster is checked, brought in, mended and brought in again."""

from random import Random

import pytest
from sqlalchemy import event
from tests.imports.bringing import (
    AMINA,
    HEADER,
    NO_MAIL,
    SHANTHI,
    Desk,
    counts,
    created,
    found,
    mended,
    roster,
    unchanged,
)
from tests.imports.rosters import CLEAN, MESSY, as_xlsx, clean_table

TABLES = "participant", "person", "declaration", "roster_import", "imported_row", "kept_answer"
BITS = [b'"', b",", b";", b"\r", b"\n", b"\t", b"\0", b"\xff", b"'=", b"@", b"", b"a", b"\xc3"]
MENDED = (
    ("not-an-email", "ciaran.farooq@example.org"),
    ("Volunteer", "coach"),
    ("ZZZ9", ""),
    ("SHANTHI.MALIK@EXAMPLE.ORG", "amina.ali@example.org"),
    ("lots", "3"),
    ("", ""),
    ("x" * 6000, "x"),
)


def in_the_tables(as_owner):
    return {name: as_owner(f"select count(*) as n from {name}")[0]["n"] for name in TABLES}


def test_a_dry_run_says_everything_and_keeps_nothing(desk, trusts, as_owner):
    before = in_the_tables(as_owner)
    answer = desk.send(MESSY, dry_run="true", headers={"Idempotency-Key": "a-word"})
    told = answer.json()

    assert (answer.status_code, told["dry_run"]) == (200, True)
    assert (told["id"], told["created_at"], told["allowed"]) == (None, None, [])
    assert counts(told) == (41, 0, 0, 1, 1, 8)
    assert in_the_tables(as_owner) == before


def test_the_messy_roster_is_taken_in_mended_and_brought_again(desk, trusts):
    checked = desk.send(MESSY, dry_run="true").json()
    answer = desk.send(MESSY, file_name="autumn.csv")
    brought = answer.json()

    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/imports/{brought['id']}"
    for name in ("rows", "errors", "warnings", "coordinators", "mend_csv"):
        assert brought[name] == checked[name]
    assert found(brought["errors"]) == [
        (9, "Email address", "invalid_email"),
        (13, "Role", "unknown_role"),
        (15, "ODS code", "unknown_organisation_code"),
        (17, "Email address", "email_shared"),
        (18, "Email address", "email_shared"),
        (19, "How many people could you work with?", "invalid_capacity"),
        (28, "First name", "missing_name"),
        (30, "What would you like to talk about?", "too_long"),
    ]
    assert found(brought["warnings"]) == [
        (21, "First name", "formula_cell"),
        (31, "Role", "will_coordinate"),
        (49, "Role", "will_coordinate"),
        (53, None, "duplicate"),
    ]
    assert brought["coordinators"] == ["Björn Appiah", "Ruth Kelly"]

    again = mended(brought["mend_csv"].replace(",Begum", "Dermot,Begum", 1), *MENDED)
    assert counts(desk.send(again).json()) == created(8)
    for _ in range(2):
        assert counts(desk.send(again).json()) == unchanged(8)
        assert counts(desk.send(MESSY).json()) == (0, 0, 41, 1, 1, 8)


def test_the_clean_roster_is_taken_in_whole_and_again_changes_nothing(desk, trusts):
    first = desk.send(CLEAN).json()
    assert counts(first) == created(49)
    assert (first["errors"], first["mend_csv"]) == ([], None)
    for _ in range(3):
        again = desk.send(CLEAN).json()
        assert counts(again) == unchanged(49)
        assert (again["errors"], again["warnings"], again["coordinators"]) == ([], [], [])


def test_a_workbook_is_the_same_list(desk, trusts):
    desk.send(CLEAN)
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    again = desk.send(as_xlsx(clean_table()), headers={"Content-Type": xlsx})
    assert counts(again.json()) == unchanged(49)


def test_people_are_shown_as_typed(desk, trusts):
    desk.send(CLEAN)
    person = desk.one("marek")
    assert person["display_name"] == "Marek García-Pérez"
    assert (person["role"], person["email"]) == ("leader", "marek.garciaperez@nhs.example")
    assert (person["job_title"], person["phone"]) == (
        "Chief Digital Information Officer",
        "07700 900988",
    )
    organisation = desk.caller.get(f"/organisations/{person['organisation_id']}").json()
    assert organisation["ods_code"] == "RH5"
    assert (person["joined"], person["state"]) == (False, "active")
    assert desk.one("ciaran.farooq")["lived_experience"] is True


def test_somebody_without_e_mail_is_taken_in(desk):
    assert counts(desk.bring(NO_MAIL)) == created(1)
    assert desk.one("Gethin")["email"] is None


def test_the_counts_are_read_again_and_what_was_to_mend_is_not(desk):
    brought = desk.bring(AMINA, ("?", "Bo", "Ek"), file_name="spring.csv")
    assert brought["mend_csv"]
    read = desk.caller.get(f"/imports/{brought['id']}").json()
    nothing = {"errors": [], "warnings": [], "coordinators": [], "mend_csv": None}
    assert read == {**brought, **nothing}
    assert (read["file_name"], read["failed"]) == ("spring.csv", 1)
    assert read["undone_at"] is None
    assert read["allowed"] == ["import:undo"]


def test_earlier_lists_are_listed_newest_first_page_by_page(desk):
    brought = [desk.bring(AMINA, file_name=f"{n}.csv")["id"] for n in range(5)]
    listed, path = [], f"/api/v1/imports?programme_id={desk.programme_id}&limit=2"
    while path:
        page = desk.caller.get(path)
        listed += [one["id"] for one in page.json()["items"]]
        path = page.links["next"]["url"] if page.json()["next"] else None
    assert listed == brought[::-1]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/csv; charset=utf-8", 200),
        ("application/octet-stream", 200),
        ("application/vnd.ms-excel", 200),
        ("", 200),
        ("application/json", 415),
        ("image/png", 415),
        ("multipart/form-data; boundary=x", 415),
    ],
)
def test_kinds_of_file(desk, kind, status):
    headers = {"Content-Type": kind} if kind else {}
    answer = desk.send(roster(AMINA), dry_run="true", headers=headers)
    assert answer.status_code == status


def test_what_is_too_long_is_refused(desk):
    header, row = b"Role,First name,Surname\n", b"coach,Amina,Ali\n"
    for body in (header + row * 5001, header + b"x" * 1024 * 1024, b"x" * 2 * 1024 * 1024):
        assert desk.send(body).status_code == 413


def test_what_is_no_list_is_refused_in_words(desk):
    refused = desk.send(b"%PDF-1.7")
    assert (refused.status_code, refused.json()["code"]) == (422, "roster_without_header")
    assert desk.send(b"").status_code == 422


def test_columns_can_be_said_by_hand(desk):
    header = ("Was", "Wer", "Familie", "Anschrift")
    body = roster(("coach", "Amina", "Ali", "amina@x.example"), header=header)
    said = ["role:Was", "given_name:Wer", "family_name:Familie", "email:Anschrift"]
    assert counts(desk.send(body, map=said).json()) == created(1)
    wrong = desk.send(body, map=["role:Was", "given_name:Nothing"])
    assert (wrong.status_code, wrong.json()["code"]) == (422, "roster_mapping_unknown")


def test_a_programmes_own_words_for_roles_are_known(desk):
    here = f"/programmes/{desk.programme_id}"
    desk.caller.patch(here, {"labels": {"coach": "Guide"}})
    desk.bring(("guides", "Amina", "Ali"))
    assert desk.one("Amina")["role"] == "coach"


def test_a_name_may_be_as_long_as_two_names(desk):
    desk.bring(("coach", "A" * 200, "B" * 200, "a@x.example"))
    assert desk.one("a@x")["display_name"] == "A" * 200


def test_what_starts_like_a_formula_is_kept_and_given_back_harmless(desk):
    brought = desk.bring(("coach", "=1+1", "@Ek"), ("?", "=2+2", "-Ali", "", "+44 7700"))
    assert desk.one("=1+1")["family_name"] == "@Ek"
    assert "'=2+2,'-Ali,,'+44 7700" in brought["mend_csv"]
    again = desk.send(brought["mend_csv"].replace("?", "coach", 1).encode()).json()
    assert counts(again) == created(1)
    assert desk.one("=2+2")["phone"] == "+44 7700"


def test_two_lists_of_different_people_leave_each_other_alone(desk):
    desk.bring(AMINA)
    desk.bring(SHANTHI)
    assert counts(desk.bring(AMINA)) == unchanged(1)
    assert counts(desk.bring(SHANTHI, AMINA)) == unchanged(2)


def test_any_header_can_be_told(desk):
    long = "x" * 9000
    told = desk.send(roster(("coach", "A", "A", "a"), header=(*HEADER[:3], long)), dry_run="true")
    assert found(told.json()["warnings"]) == [(1, long, "unknown_column")]


@pytest.mark.parametrize("seed", range(25))
def test_damaged_lists_are_told_of_or_refused_in_words(desk, trusts, seed):
    chance = Random(seed)
    body = bytearray(chance.choice([CLEAN, MESSY]))
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(body))
        body[at : at + chance.randint(0, 4)] = chance.choice(BITS)
    checked = desk.send(bytes(body), dry_run="true")
    brought = desk.send(bytes(body))
    assert (checked.status_code, brought.status_code) in {(200, 201), (422, 422)}
    if brought.status_code == 201:
        assert counts(checked.json()) == counts(brought.json())
        again = desk.send(bytes(body)).json()
        assert again["created"] == again["updated"] == 0
        assert desk.undo(brought.json()).status_code == 200


def test_a_list_takes_a_few_statements_however_many_rows_it_has(own_api, cast):
    own = Desk(own_api, cast.efe, cast.programme)
    engine = own_api.app.state.site.database.engine.sync_engine
    numbers = []
    for size in (2, 300):
        people = [("coach", f"P{n}", "Ek", f"{size}.{n}@x.example") for n in range(size)]
        seen = []
        told = event.listens_for(engine, "before_cursor_execute")
        told(lambda *args, seen=seen: seen.append(args[2]))
        later = [(*row, "1") for row in people]
        done = [own.bring(*people), own.bring(*people), own.bring(*later)]
        numbers.append((len(seen), own.undo(done[2]).status_code, len(seen)))
    assert numbers[1][0] == numbers[0][0] < 60
    assert numbers[1][2] == numbers[0][2]


def test_a_file_name_fits_on_a_line(desk):
    assert desk.send(roster(AMINA), file_name="x" * 201).status_code == 422
    assert desk.send(roster(AMINA), file_name="a\nb").status_code == 422
