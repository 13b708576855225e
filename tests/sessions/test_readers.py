"""Who reads where and how a session is: said by name, before it is booked and after."""


def test_a_session_names_who_reads_its_place(api, cast):
    path = f"/sessions/{cast.booked.id}"

    assert api.as_(cast.amara).get(path).json()["readers"] == ["You", "Ben", "Efe", "Gwen"]
    assert api.as_(cast.ben).get(path).json()["readers"] == ["You", "Amara", "Efe", "Gwen"]
    assert api.as_(cast.efe).get(path).json()["readers"] == ["You", "Amara", "Ben", "Gwen"]


def test_the_pairing_says_it_before_one_is_booked(api, cast):
    amara = api.as_(cast.amara)
    told = amara.get(f"/pairings/{cast.pairing.id}").json()["readers"]

    assert told == amara.get(f"/sessions/{cast.booked.id}").json()["readers"]


def test_nobody_is_named_while_one_of_the_two_has_not_said_yes(api, cast):
    path = f"/pairings/{cast.proposal.id}"
    for who in (cast.hana, cast.efe):
        assert api.as_(who).get(path).json()["readers"] is None
    api.as_(cast.hana).post(f"{path}/accept")
    for who in (cast.hana, cast.idris, cast.efe):
        assert api.as_(who).get(path).json()["readers"] is None
    api.as_(cast.idris).post(f"{path}/accept")

    assert api.as_(cast.hana).get(path).json()["readers"] == ["You", "Idris", "Efe", "Gwen"]


def test_who_joins_or_leaves_the_team_is_named_or_not_at_the_next_request(api, cast, as_owner):
    path = f"/sessions/{cast.booked.id}"
    as_owner("update participant set state = 'ended' where id = :id", id=cast.gwen.participant_id)

    assert api.as_(cast.ben).get(path).json()["readers"] == ["You", "Amara", "Efe"]
    assert api.as_(cast.gwen).get(path).status_code == 404


def test_that_the_partner_has_left_the_programme_is_not_told(api, cast, as_owner):
    path = f"/sessions/{cast.held.id}"
    before = api.as_(cast.amara).get(path).json()
    as_owner("update participant set state = 'ended' where id = :id", id=cast.ben.participant_id)

    assert api.as_(cast.amara).get(path).json() == before


def test_lists_name_nobody(api, cast):
    for path in ("/sessions", "/pairings"):
        items = api.as_(cast.amara).get(path).json()["items"]
        assert items
        assert {str(one["readers"]) for one in items} == {"None"}
