"""What is past its time goes, class by class, and nothing else does."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.commands import runner, use
from tests.conftest import owners_engine
from tests.erasure.conftest import HIDDEN, House, later
from tests.figures import record
from tests.vaults import WRAPPING

from alongside.audit.seals import verify
from alongside.commands.house import past_due
from alongside.commands.trail import TABLES, _rows
from alongside.core.clock import now
from alongside.database import as_owner
from alongside.models.columns import Keep
from alongside.own_data.data_map import read_map
from alongside.own_data.retention import ENDS_BY_ITSELF, OVER

NOTED = (
    "insert into audit_entry (id, at, actor_person_id, action, thing, thing_id, kind)"
    " values (gen_random_uuid(), :at, :who, 'sign_in', 'sign_in', gen_random_uuid(), 'account')"
)


def due(house: House):
    return past_due(house.urls)


def end_programme(house: House, **ago: float):
    """Let the programme have ended a while ago, and have nobody change its days since."""
    house.sql(
        "update programme set ends_on = :day where id = :id",
        day=(now() - timedelta(**ago)).date(), id=house.cast.programme.id,
    )  # fmt: skip


def test_every_table_that_ends_by_itself_says_when():
    tables = {x.table.name for x in read_map() if x.about.keep in ENDS_BY_ITSELF}

    assert tables == set(OVER), "say when a row of it is over: own_data/retention.py"


def test_nothing_is_past_due_on_the_first_day(house):
    assert set(due(house).values()) == {0}
    assert house.keep().people == 0
    assert HIDDEN in house.dumped()


def test_what_a_programme_knew_goes_a_year_after_it_and_counts_stay(house):
    end_programme(house, days=366)
    before, answers = house.counts(), house.sql("select count(*) from feedback")
    waiting = {which[1]: many for which, many in due(house).items() if which[0] == "programme"}
    assert waiting["participant"] > 5
    assert waiting["note"] == 3
    assert waiting["feedback"] == 3

    house.keep()

    assert set(due(house).values()) == {0}
    assert house.counts() == before
    assert house.sql("select count(*) from feedback") == answers
    assert house.sql("select count(*) from note") == [(0,)]
    ours = {"id": house.cast.programme.id}
    assert house.sql(
        "select count(*) from vault.person_key where programme_id = :id", **ours
    ) == [(0,)]  # fmt: skip
    names = "select distinct display_name, email, topics from participant where programme_id = :id"
    assert house.sql(names, **ours) == [("Somebody who has left", None, None)]
    elsewhere = "select count(*) from participant where programme_id <> :id and email is not null"
    assert house.sql(elsewhere, **ours)[0][0] > 3


def test_a_last_day_that_was_moved_to_years_ago_waits_a_whole_year(house):
    """One coordinator alone must not have a programme's words destroyed while it runs."""
    long_ago = (now() - timedelta(days=400)).date().isoformat()
    started = {"starts_on": "2020-01-01", "ends_on": long_ago}
    changed = house.as_("efe").patch(f"/programmes/{house.cast.programme.id}", started)
    assert changed.status_code == 200, changed.text

    assert set(due(house).values()) == {0}
    with later(days=364):
        house.keep()
        assert {many for which, many in due(house).items() if which[0] == "programme"} == {0}
        kept = house.sql("select count(*) from note")
        record("Retention", "notes left a year after a last day was moved back", kept[0][0])
        assert kept == [(3,)]
    with later(days=366):
        assert due(house)["programme", "participant"] > 5
        house.keep()
        assert house.sql("select count(*) from note") == [(0,)]


def test_accounts_of_a_programme_whose_last_day_was_moved_wait_two_whole_years(house):
    with as_owner(house.urls) as owner:
        owner.execute(text("update programme set ends_on = current_date - 900"))
        owner.execute(text("update person set created_at = now() - interval '950 days'"))
    path = f"/programmes/{house.cast.programme.id}"
    assert house.as_("efe").patch(path, {"aims": "As before"}).status_code == 200

    with later(days=729):
        house.keep()
        efe = house.cast.efe.person_id
        assert house.sql("select email from person where id = :id", id=efe) != [(None,)]
    with later(days=731):
        assert due(house)["account", "person"] > 0


def test_a_programme_that_was_made_with_a_last_day_long_ago_waits_as_well(house):
    given = {"name": "Late", "starts_on": "2020-01-01", "ends_on": "2020-02-01"}
    made = house.as_("farah").post("/programmes", given)
    assert made.status_code == 201, made.text
    over = "select count(*) from over_programmes(:at) x where x = :id"

    assert house.sql(over, at=now() - timedelta(days=1), id=made.json()["id"]) == [(0,)]
    assert house.sql(over, at=now() + timedelta(days=1), id=made.json()["id"]) == [(1,)]


def test_sign_ins_and_answers_go_after_their_time(house):
    who = house.cast.amara.person_id
    house.sql("update sign_in set ended_at = :at where person_id = :who", at=now(), who=who)
    with later(days=89):
        assert due(house)["sign_in", "sign_in"] == 0
        assert due(house)["day", "kept_answer"] == 3
    with later(days=91):
        assert due(house)["sign_in", "sign_in"] == 1
        done = house.keep().rows
        assert set(due(house).values()) == {0}

    assert done["sign_in", "sign_in"] == 1
    assert done["day", "kept_answer"] == 3
    assert house.sql("select count(*) from sign_in where person_id = :who", who=who) == [(0,)]


def test_an_account_goes_two_years_after_the_last_programme(house):
    with as_owner(house.urls) as owner:
        owner.execute(text("update programme set ends_on = current_date - 731"))
        owner.execute(text("update person set created_at = now() - interval '900 days'"))
    people = house.sql("select count(*) from person where not operator")[0][0]
    assert due(house)["account", "person"] == people

    assert house.keep().people == people

    assert set(due(house).values()) == {0}
    left = [line for line in house.dumped().splitlines() if HIDDEN in line]
    assert left == []
    assert house.sql("select count(*) from person where email is not null") == [(1,)]


@pytest.mark.parametrize("days", [2190, 2193])
def test_the_trail_is_kept_six_years_and_then_goes_and_its_seals_stay_good(house, days):
    at, who = now() - timedelta(days=days), house.cast.efe.person_id
    house.sql(NOTED, at=at, who=who)
    house.sql("select seal_entries(:up_to)", up_to=at + timedelta(hours=1))
    old = days > 2192

    assert house.keep().rows["proof", "audit_entry"] == old
    assert set(due(house).values()) == {0}
    with as_owner(house.urls) as owner:
        entries, _, seals = (_rows(owner, name) for name in TABLES)
    assert verify(entries, seals).finding is None
    if not old:
        with (
            owners_engine(house.urls.for_the_owner()) as engine,
            engine.connect() as owner,
            pytest.raises(Exception, match="only ever added to"),
        ):
            owner.execute(text("delete from audit_entry"))


def test_whatever_the_clock_says_nothing_is_past_due_after_the_house_was_kept(house):
    end_programme(house, days=1)
    for days in (1, 100, 400, 800, 2300, 4000):
        with later(days=days):
            house.keep()
            left = sum(due(house).values())
            record("Retention", "rows past due after the daily job, the clock moved", left)
            assert left == 0


def test_the_commands_say_what_would_go_and_what_went(house, tmp_path, monkeypatch, capsys):
    alongside = runner(monkeypatch, capsys)
    use(monkeypatch, house.urls)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ALONGSIDE_VAULT_KEY", WRAPPING)
    end_programme(house, days=366)

    would = alongside("retention", "--dry-run")
    assert HIDDEN in house.dumped()
    did = alongside("retention")

    assert "programme  note" in would.out
    assert "People erased: 0." in did.out
    assert house.sql("select count(*) from note") == [(0,)]
    assert HIDDEN not in would.out + did.out


def test_a_programme_without_a_last_day_keeps_what_it_knows():
    assert Keep.PROGRAMME not in {x.about.keep for x in read_map() if x.table.name == "programme"}
