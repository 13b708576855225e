"""Whoever asks is erased after a while, everywhere, and may change their mind until then."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from tests.commands import ask, new_database
from tests.conftest import owners_engine
from tests.erasure.conftest import HIDDEN, House, later
from tests.figures import record

from alongside.backup import back_up, restore
from alongside.core.clock import now
from alongside.own_data.daily import LIST, read_list, write_list
from alongside.own_data.data_map import Fate, fate_of, read_map

LEFT = "Somebody who has left"


def wish(house: House, who: str = "amara"):
    asked = house.as_(who).post("/me/erasure")
    assert asked.status_code == 201, asked.text
    return asked.json()


def erase(house: House, who: str = "amara"):
    wish(house, who)
    with later(days=15):
        return house.keep()


def test_the_person_is_told_on_which_day_and_from_when_copies_do_not_open(house):
    told = wish(house)

    day = (now() + timedelta(days=14)).date()
    assert date.fromisoformat(told["erased_on"]) == day
    assert date.fromisoformat(told["copies_until"]) == day + timedelta(days=30)
    assert house.as_("amara").get("/me/erasure").json() == told
    mail = house.sql("select kind from mail where person_id = :id", id=house.cast.amara.person_id)
    assert mail == [("erasure_asked",)]


def test_asking_twice_keeps_the_first_day(house):
    first = wish(house)
    with later(minutes=5):
        assert wish(house) == first


def test_it_asks_that_one_has_just_shown_who_one_is(house):
    with later(minutes=11):
        refused = house.as_("amara").post("/me/erasure")

    assert (refused.status_code, refused.json()["code"]) == (403, "show_who_you_are")
    assert house.sql("select * from erasure") == []


def test_nothing_happens_before_the_day(house):
    wish(house)
    with later(days=13):
        assert house.keep().people == 0

    assert HIDDEN in house.dumped()


def test_whoever_changes_their_mind_stays_as_they_are(house):
    wish(house)
    before = house.as_("amara").get(f"/participants/{house.cast.amara.id}").json()

    assert house.as_("amara").delete("/me/erasure").status_code == 204
    with later(days=40):
        assert house.keep().people == 0

    assert house.as_("amara").get("/me/erasure").json()["asked_at"] is None
    assert house.as_("amara").get(f"/participants/{house.cast.amara.id}").json() == before


def test_no_word_of_theirs_is_left_anywhere_and_all_counts_are_as_before(house):
    before = house.counts()
    assert house.dumped().count(HIDDEN) > 15

    assert erase(house).people == 1

    left = [line for line in house.dumped().splitlines() if HIDDEN in line]
    record("Erasure", "words of an erased person left in any table or job", len(left))
    assert left == []
    assert house.counts() == before
    assert str(house.cast.amara.person_id) in str(house.sql("select * from erased"))


def test_their_partner_sees_somebody_who_has_left_and_keeps_what_is_their_own(house):
    erase(house)

    told = house.as_("ben").get(f"/pairings/{house.cast.pairing.id}").json()
    note = house.as_("ben").get(f"/sessions/{house.cast.held.id}/private-note").json()
    booked = house.as_("ben").get(f"/sessions/{house.cast.booked.id}").json()
    assert LEFT in str(told)
    assert told["state"] == "ended"
    assert note["text"] == "Ben's own words"
    assert booked["state"] in ("booked", "cancelled")
    copy = house.as_("ben").post("/me/copy").text
    assert HIDDEN not in copy


def test_they_are_signed_out_and_nobody_comes_in_as_them(house):
    erase(house)

    assert house.as_("amara").get("/me").status_code == 401
    assert house.sql("select * from find_account('kanari@example.org')") == []


def test_every_column_meets_the_fate_that_the_map_promises(house):
    """What is emptied is empty, what goes is gone, what stays is as it was."""
    who = house.cast.amara

    def rows(name):
        column = "id" if name == "person" else "person_id"
        value = who.person_id
        found = ask(house.urls, f"select row_to_json(t) from {name} t where {column} = :v", v=value)
        return [row[0] for row in found]

    names = ("person", "participant", "session_person", "sign_in", "kept_answer")
    before = {name: rows(name) for name in names}
    erase(house)
    seen = 0
    for line in read_map():
        name, column = line.table.name, line.column.name
        if name not in names or (name, column) == ("participant", "state"):
            continue
        after, fate = rows(name), fate_of(line)
        seen += 1
        if fate is Fate.GOES:
            assert after == [], name
        elif fate is Fate.STAYS and column != "blocking":
            assert [row[column] for row in after] == [row[column] for row in before[name]], line
        elif fate is Fate.EMPTIED:
            assert all(
                row[column] in (None, "", False, LEFT) or column == "pseudonym" for row in after
            )
    assert seen > 30


@pytest.mark.parametrize(
    ("who", "code"), [("jo", None), ("farah", "last_operator"), ("efe", None)]
)  # fmt: skip
def test_the_last_to_run_something_is_told_what_to_do_first(house, who, code):
    answer = house.as_(who).post("/me/erasure")

    expected = (409, f"{code}_leaves") if code else (201, None)
    assert (answer.status_code, answer.json().get("code")) == expected
    assert house.as_(who).get("/me/erasure").json()["held_up_by"] == code


def test_that_a_colleague_wishes_to_go_is_told_to_nobody(house):
    before = house.as_("efe").get("/me/erasure")
    wish(house, "gwen")

    assert house.as_("efe").get("/me/erasure").content == before.content


def test_of_two_coordinators_who_both_go_one_is_held_up_on_the_day(house):
    wish(house, "efe")
    wish(house, "gwen")

    with later(days=15):
        assert [house.keep().people, house.keep().people] == [1, 0]
        (left,) = house.sql(
            "select p.display_name from erasure e join person p on p.id = e.person_id"
        )
        stays = house.as_(left[0].lower()).get("/me/erasure").json()
    assert (stays["held_up_by"], stays["asked_at"] is None) == ("last_coordinator", False)


def test_the_last_coordinator_is_told_to_appoint_another_first(house):
    house.sql(
        "update participant set state = 'ended' where id = :id", id=house.cast.gwen.participant_id
    )
    refused = house.as_("efe").post("/me/erasure")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_coordinator_leaves")
    assert "Appoint another one" in refused.json()["title"]


@pytest.mark.parametrize("path", ["/me/copy", "/me/copy/zip"])
def test_a_copy_asks_that_one_has_just_shown_who_one_is_too(house, path):
    with later(minutes=11):
        refused = house.as_("amara").post(path)

    assert (refused.status_code, refused.json()["code"]) == (403, "show_who_you_are")
    assert house.as_("amara").post(path).status_code == 200


def test_who_has_become_the_last_meanwhile_is_not_erased_until_there_is_another(house):
    wish(house, "efe")
    house.sql(
        "update participant set state = 'ended' where id = :id", id=house.cast.gwen.participant_id
    )
    with later(days=15):
        assert house.keep().people == 0
        house.sql(
            "update participant set state = 'active' where id = :id",
            id=house.cast.gwen.participant_id,
        )
        assert house.keep().people == 1


def test_an_erasure_that_fails_half_way_changes_nothing_and_is_done_the_next_time(house):
    wish(house)
    before = house.dumped()
    house.sql("alter table erased add constraint stop check (false)")
    with later(days=15):
        with pytest.raises(Exception, match="stop"):
            house.keep()
        assert house.dumped() == before
        house.sql("alter table erased drop constraint stop")
        assert house.keep().people == 1
        assert house.keep().people == 0


def test_only_the_housekeeper_erases(house):
    """A request that called the function by itself would erase nobody."""
    wish(house)
    with owners_engine(house.urls.app) as engine, engine.begin() as application:
        at = {"at": now() + timedelta(days=15)}
        assert application.scalar(text("select erase_next(:at, :at)"), at) is None
        assert application.execute(text("select * from forget_due(:at)"), at).all() == []
        assert application.execute(text("select * from who_was_erased()")).all() == []
        with pytest.raises(Exception, match="permission denied"):
            application.execute(text("select erase_person(gen_random_uuid(), now())"))
    assert HIDDEN in house.dumped()


def test_a_copy_from_before_brings_nobody_back(house, server, tmp_path):
    back_up(house.urls, house.settings, tmp_path / "all.dump")
    erase(house)
    assert set(read_list(tmp_path / "key-copies")) == {house.cast.amara.person_id}

    with new_database(server) as empty:
        restore(empty, house.settings, tmp_path / "all.dump")
        back = House(house.api, house.cast, empty, house.settings)
        words = back.dumped().count(HIDDEN)
        keys = ask(
            empty, "select count(*) from vault.person_key where participant_id = :id",
            id=house.cast.amara.participant_id,
        )  # fmt: skip
        names = ask(
            empty, "select display_name from person where id = :id", id=house.cast.amara.person_id
        )
        assert back.counts() == house.counts()

    record("Erasure", "words of an erased person after a restore of an older copy", words)
    assert (words, keys, names) == (0, [(0,)], [(LEFT,)])


def test_the_list_of_the_erased_only_grows_and_only_we_can_read_it(house, tmp_path):
    erase(house)
    file = tmp_path / "key-copies" / LIST
    before = file.read_text()

    write_list(tmp_path / "key-copies", [])

    assert file.read_text() == before
    assert file.stat().st_mode & 0o777 == 0o600
    assert HIDDEN not in before
