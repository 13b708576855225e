"""What is kept private becomes a declaration of whose it is, and shows nowhere else."""

import pytest
from tests.imports.bringing import (
    AMINA,
    NO_MAIL,
    counts,
    created,
    found,
    roster,
    unchanged,
    updated,
)
from tests.imports.rosters import MESSY
from tests.vaults import texts

TIE = "kanari.a.sister.at.Northmere"
OTHER = "kanari.a.brother.at.Eastmere"


def row(private, who=AMINA):
    return (*who[:5], *[""] * (5 - len(who)), "", "", private)


def declared(as_owner, name="Amina"):
    of_them = "participant_id in (select id from participant where given_name = :name)"
    return texts(as_owner, "declaration", of_them, name=name)


def everything_kept(as_owner):
    tables = as_owner(
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind = 'r' and n.nspname in ('public', 'technical')"
    )
    return {
        one["relname"]: str(as_owner(f"select t::text from public.{one['relname']} t"))
        for one in tables
        if one["relname"] != "alembic_version"
    }


def test_it_becomes_a_declaration_once(desk, as_owner):
    assert counts(desk.bring(row(TIE))) == created(1)
    for _ in range(3):
        assert counts(desk.bring(row(TIE))) == unchanged(1)
    assert declared(as_owner) == [TIE]


def test_its_author_and_the_safeguarding_lead_read_it_and_the_coordinator_does_not(desk, api, cast):
    desk.bring(row(TIE, ("coach", "Amara", "Example", desk.one("amara@")["email"], "")))
    texts = {
        who.name: [one["text"] for one in api.as_(who).get("/declarations").json()["items"]]
        for who in (cast.amara, cast.gwen, cast.efe, cast.ben)
    }
    assert texts == {"amara": [TIE], "gwen": [TIE], "efe": [], "ben": []}


def test_what_its_author_took_back_stays_away(desk, api, cast):
    line = row(TIE, ("coach", "Amara", "Example", desk.one("amara@")["email"], ""))
    desk.bring(line)
    (mine,) = api.as_(cast.amara).get("/declarations").json()["items"]
    api.as_(cast.amara).delete(f"/declarations/{mine['id']}")
    assert counts(desk.bring(line)) == unchanged(1)
    assert api.as_(cast.amara).get("/declarations").json()["items"] == []


def test_other_words_in_a_later_list_are_a_second_one_and_the_first_is_not_said_again(
    desk, as_owner
):
    desk.bring(row(TIE))
    later = desk.bring(row(OTHER))
    assert (counts(later), later["warnings"]) == (updated(1), [])
    assert counts(desk.bring(row(TIE))) == unchanged(1)
    assert counts(desk.bring(row(OTHER))) == unchanged(1)
    assert declared(as_owner) == sorted([TIE, OTHER])


def test_words_for_nothing_and_blank_cells_declare_nothing(desk, as_owner):
    desk.bring(row("None"), row("", NO_MAIL))
    assert declared(as_owner) == declared(as_owner, "Gethin") == []
    desk.bring(row(TIE))
    assert counts(desk.bring(row(""))) == unchanged(1)
    assert declared(as_owner) == [TIE]


def test_who_has_left_declares_nothing_more(desk, as_owner):
    desk.bring(AMINA)
    desk.end("Amina")
    assert counts(desk.bring(row(TIE))) == unchanged(1)
    assert declared(as_owner) == []


@pytest.mark.parametrize(
    "line",
    [
        row(TIE),
        row(TIE + "x" * 5000),
        row(TIE, ("?", *AMINA[1:])),
        row(TIE, ("coach", "Amara", "Example", "amina@x.example", "")),
        (*row(TIE), "one cell too many"),
    ],
)
def test_no_answer_repeats_it_but_the_rows_to_mend(desk, line, capfd):
    desk.bring(AMINA)
    for query in ({"dry_run": "true"}, {}, {}):
        answer = desk.send(roster(line), **query)
        told = {**answer.json(), "mend_csv": None}
        assert TIE not in str(told) + str(answer.headers)
        if answer.json()["failed"]:
            assert TIE in answer.json()["mend_csv"]
    again = [desk.caller.get(path).text for path in ("/imports", "/participants")]
    assert TIE not in "".join(again)
    assert TIE not in "".join(capfd.readouterr())


def test_it_is_kept_sealed_in_declarations_and_only_of_rows_that_were_taken_in(desk, as_owner):
    key = {"Idempotency-Key": "a-word", "Content-Type": "text/csv"}
    desk.send(roster(row(TIE)), headers=key)
    desk.send(roster(row(OTHER, ("?", *NO_MAIL[1:]))), headers=key | {"Idempotency-Key": "b"})
    kept = everything_kept(as_owner)
    assert len(kept) > 10
    assert texts(as_owner, "declaration") == [TIE]
    assert [table for table, rows in kept.items() if TIE in rows] == []
    assert [table for table, rows in kept.items() if OTHER in rows] == []
    assert [table for table, rows in kept.items() if "Gethin" in rows] == []


def test_what_imports_remember_does_not_say_what_somebody_has_cleared(desk, as_owner):
    desk.bring(AMINA)
    desk.edit("Amina", phone=None, email="new@x.example", family_name="Khan")
    kept = everything_kept(as_owner)
    assert "07700 900289" not in "".join(kept.values())
    told = {table for table, rows in kept.items() if "amina@x.example" in rows}
    assert told <= {"person"}


def test_the_private_words_of_the_messy_roster_are_declared(desk, trusts, as_owner):
    brought = desk.send(MESSY).json()
    told = texts(as_owner, "declaration")
    assert len(told) == 6
    assert "My mum is cared for by RY6" in told
    assert not [text for text in told if text in str({**brought, "mend_csv": None})]
    assert found(desk.send(MESSY).json()["warnings"]) == [
        (21, "First name", "formula_cell"),
        (53, None, "duplicate"),
    ]
    assert as_owner("select count(*) as n from declaration")[0]["n"] == 6
