"""Who will read is said by name, before a word is written."""


def test_each_place_names_its_readers(api, cast):
    answer = api.as_(cast.amara).get(f"/sessions/{cast.held.id}/readers")

    assert answer.json() == {
        "private_note": ["You"],
        "shared_note": ["You", "Ben"],
        "pairing": ["Ben"],
        "team": ["Efe", "Gwen"],
        "learning_partners": ["Chen", "Dilys"],
    }


def test_names_are_those_chosen_in_this_programme(api, cast, as_owner):
    as_owner("update participant set display_name = 'Ms E' where id = :id",
             id=cast.efe.participant_id)  # fmt: skip

    assert api.as_(cast.ben).get(f"/sessions/{cast.held.id}/readers").json()["team"][0] == "Ms E"


def test_who_has_left_is_no_longer_named_and_nobody_is_an_empty_list(api, cast, as_owner):
    as_owner("update participant set state = 'ended' where role = 'learning_partner'")
    as_owner("update participant set state = 'ended' where id = :id", id=cast.gwen.participant_id)

    told = api.as_(cast.ben).get(f"/sessions/{cast.held.id}/readers").json()

    assert told["learning_partners"] == []
    assert told["team"] == ["Efe"]


def test_one_who_also_runs_the_programme_is_told_so(api, cast, as_owner):
    theirs = "person_id = :person, safeguarding_lead = false"
    as_owner(f"update participant set {theirs} where id = :id",
             person=cast.ben.person_id, id=cast.gwen.participant_id)  # fmt: skip

    told = api.as_(cast.ben).get(f"/sessions/{cast.held.id}/readers").json()

    assert told["team"] == ["Efe", "You"]
    assert told["pairing"] == ["Amara"]


def test_that_the_partner_has_left_the_programme_is_not_told(api, cast, as_owner):
    path = f"/sessions/{cast.held.id}/readers"
    before = api.as_(cast.amara).get(path).json()
    as_owner("update participant set state = 'ended' where id = :id", id=cast.ben.participant_id)

    assert api.as_(cast.amara).get(path).json() == before
