"""What somebody agrees to is the newest thing they said, and erasing and forgetting go by it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import owners_engine
from tests.erasure.conftest import HIDDEN, later
from tests.figures import add, record

from alongside.core.clock import now
from alongside.models import Purpose
from alongside.own_data.consent import FOR_WHOM, WORDINGS, Said, effective

START = datetime(2027, 1, 1, tzinfo=UTC)
PLACES = [UUID(int=n, version=4) for n in range(3)]
LEDGERS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(list(Purpose)), st.booleans()), max_size=30
)


def ledger_of(said):
    return [
        Said(place, purpose, START + timedelta(seconds=n), yes)
        for n, (place, purpose, yes) in enumerate(said)
    ]


@settings(max_examples=200)
@given(LEDGERS, st.randoms())
def test_a_replay_of_any_part_comes_to_what_was_agreed_to_then(said, chance):
    ledger, known = ledger_of(said), set()
    assert effective([]) == frozenset()
    for n, one in enumerate(ledger, start=1):
        key = (one.programme_id, one.purpose)
        known = known | {key} if one.given else known - {key}
        part = ledger[:n]
        assert effective(part) == known
        chance.shuffle(part)
        assert effective(part) == known
        add("Consents", "parts of a ledger replayed", 1)


def test_every_purpose_has_words_and_readers():
    assert set(WORDINGS) == set(FOR_WHOM) == set(Purpose)


def say(house, purpose, *, yes=True, who="amara", **more):
    sent = {"programme_id": str(house.cast.programme.id), "purpose": purpose, "given": yes}
    return house.as_(who).post("/me/consents", sent | {"wording": 1, **more})


def agreed(house, who="amara"):
    offers = house.as_(who).get("/me/consents").json()["offers"]
    return {one["purpose"] for one in offers if one["agreed"]}


def test_a_yes_and_a_no_are_both_kept_with_the_words_that_were_shown(house):
    assert agreed(house) == set()
    assert say(house, "contact_afterwards", form="spoken", supported=True).status_code == 201
    assert agreed(house) == {"contact_afterwards"}
    assert say(house, "contact_afterwards", yes=False).status_code == 201
    assert agreed(house) == set()

    no, yes = house.as_("amara").get("/me/consents").json()["ledger"]
    assert (no["given"], yes["given"]) == (False, True)
    assert (yes["form"], yes["supported"], yes["language"]) == ("spoken", True, "en-GB")
    assert "how to reach me" in yes["words"]
    assert yes["audience"] == "team"
    copy = house.as_("amara").post("/me/copy").json()
    assert copy["consents"] == [no, yes]


def test_ones_consents_are_nobody_elses(house):
    say(house, "contact_afterwards")

    assert house.as_("ben").get("/me/consents").json()["ledger"] == []
    sent = {"programme_id": str(house.cast.elsewhere.id), "purpose": "contact_afterwards"}
    elsewhere = house.as_("amara").post("/me/consents", sent | {"given": True, "wording": 1})
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (422, "no_such_programme")
    old = say(house, "contact_afterwards", wording=9)
    assert (old.status_code, old.json()["code"]) == (409, "wording_changed")


def test_the_database_works_out_the_same_as_the_pure_function(house):
    for purpose, yes in (("contact_afterwards", True), ("learning_after_leaving", True),
                         ("contact_afterwards", False), ("contact_afterwards", True),
                         ("learning_after_leaving", False)):  # fmt: skip
        say(house, purpose, yes=yes)
        found = {
            purpose.value
            for purpose in Purpose
            if house.sql("select agrees(:who, :what, :here)", who=house.cast.amara.person_id,
                         what=purpose.value, here=house.cast.programme.id) == [(True,)]
        }  # fmt: skip
        assert found == agreed(house)


@pytest.mark.parametrize("command", ["update consent set given = not given", "delete from consent",
                                     "truncate consent"])  # fmt: skip
def test_not_even_the_owner_alters_what_somebody_said(house, command):
    say(house, "contact_afterwards")

    with (
        owners_engine(house.urls.for_the_owner()) as engine,
        engine.connect() as owner,
        pytest.raises(Exception, match="only ever added to"),
    ):
        owner.exec_driver_sql(command)


@pytest.mark.parametrize("yes", [True, False])
def test_what_was_offered_to_learning_stays_only_if_they_agree_to_that(house, yes):
    say(house, "learning_after_leaving")
    if not yes:
        say(house, "learning_after_leaving", yes=False)
    house.as_("amara").post("/me/erasure")
    with later(days=15):
        assert house.keep().people == 1

    offered = house.as_("chen").get("/offered-feedback").text
    left = [line for line in house.dumped().splitlines() if HIDDEN in line]
    assert (f"{HIDDEN}.learning_partners" in offered) is yes
    assert len(left) == yes
    if not yes:
        record("Consents", "offered words left after a consent was taken back", len(left))


def test_the_team_keeps_how_to_reach_somebody_only_if_they_agree_to_that(house):
    say(house, "contact_afterwards")
    house.sql(
        "update programme set ends_on = :day where id = :id",
        day=(now() - timedelta(days=400)).date(), id=house.cast.programme.id,
    )  # fmt: skip
    reached = (
        "select display_name, email, phone, access_needs, topics from participant where id = :id"
    )

    house.keep()
    name, email, phone, needs, topics = house.sql(reached, id=house.cast.amara.participant_id)[0]
    assert (name, needs, topics) == (f"{HIDDEN}.display_name", None, None)
    assert email
    assert phone
    assert house.sql(reached, id=house.cast.ben.participant_id)[0][1] is None

    say(house, "contact_afterwards", yes=False)
    house.keep()
    assert house.sql(reached, id=house.cast.amara.participant_id) == [
        ("Somebody who has left", None, None, None, None)
    ]
