"""Each piece reaches whom its author chose, all of them, and nobody else."""

import pytest
from tests.answers import NOBODYS, said
from tests.feedback.meant import who_reads


@pytest.mark.usefixtures("each_lock")
def test_whoever_was_not_meant_is_told_what_an_unknown_id_is_told(api, cast, given):
    for (author, audience), feedback_id in given.items():
        readers = who_reads(author, audience)
        for one in cast.everybody():
            answer = api.as_(one).get(f"/feedback/{feedback_id}")
            missing = api.as_(one).get(f"/feedback/{NOBODYS}")
            assert missing.status_code == 404
            if one.name in readers:
                assert answer.status_code == 200
            else:
                assert said(answer) == said(missing)


@pytest.mark.usefixtures("each_lock")
def test_a_list_holds_what_each_may_read_one_by_one(api, cast, given):
    for one in cast.everybody():
        caller = api.as_(one)
        listed = [item["id"] for item in caller.get("/feedback").json()["items"]]
        single = {
            each for each in given.values() if caller.get(f"/feedback/{each}").status_code == 200
        }
        assert len(listed) == len(set(listed))
        assert set(listed) == single


def test_all_its_readers_see_the_same_apart_from_what_they_may_do(api, cast, given):
    for (author, audience), feedback_id in given.items():
        views = {
            one.name: api.as_(one).get(f"/feedback/{feedback_id}").json()
            for one in cast.everybody()
            if one.name in who_reads(author, audience)
        }
        allowed = {name: view.pop("allowed") for name, view in views.items()}
        named = {name: view.pop("readers") for name, view in views.items()}
        assert len({str(view) for view in views.values()}) == 1
        assert allowed == {name: ["feedback:withdraw"] if name == author else [] for name in views}
        for name, readers in named.items():
            assert readers[0] == "You"
            assert {one.capitalize() for one in views} - {name.capitalize()} <= set(readers[1:])


@pytest.mark.parametrize("audience", ["pairing", "team", "learning_partners"])
def test_nobody_who_was_not_meant_can_tell_that_it_is_there(api, cast, give, audience):
    meant = who_reads("amara", audience) | (
        {"chen", "dilys"} if audience == "learning_partners" else set()
    )
    others = [one for one in cast.everybody() if one.name not in meant]
    paths = (
        "/feedback",
        f"/feedback?session_id={cast.held.id}",
        "/offered-feedback",
        f"/sessions/{cast.held.id}",
        f"/sessions/{cast.held.id}/readers",
        "/sessions",
        f"/pairings/{cast.pairing.id}",
    )

    def all_they_are_told():
        return [said(api.as_(other).get(path)) for other in others for path in paths]

    before = all_they_are_told()
    give(cast.amara, audience)

    assert all_they_are_told() == before


def test_withdrawing_takes_it_from_everybody_at_once(api, cast, given, as_owner):
    amara = api.as_(cast.amara)
    for audience in ("pairing", "team", "learning_partners"):
        answer = amara.delete(f"/feedback/{given['amara', audience]}")
        assert (answer.status_code, answer.content) == (204, b"")

    for one in cast.everybody():
        for audience in ("pairing", "team", "learning_partners"):
            assert api.as_(one).get(f"/feedback/{given['amara', audience]}").status_code == 404
        seen = api.as_(one).get("/feedback").text + api.as_(one).get("/offered-feedback").text
        assert "amara to" not in seen
    assert (
        as_owner("select id from feedback where author_id = :id", id=cast.amara.participant_id)
        == []
    )


@pytest.mark.usefixtures("each_lock")
def test_only_its_author_withdraws_it(api, cast, given):
    for (author, audience), feedback_id in given.items():
        for one in cast.everybody():
            if one.name == author:
                continue
            answer = api.as_(one).delete(f"/feedback/{feedback_id}")
            if one.name in who_reads(author, audience):
                assert answer.status_code == 403
            else:
                assert said(answer) == said(api.as_(one).delete(f"/feedback/{NOBODYS}"))
    assert len(api.as_(cast.amara).get("/feedback").json()["items"]) == 4


def test_what_was_withdrawn_is_gone_and_may_be_said_anew(api, cast, give, given):
    amara = api.as_(cast.amara)
    path = f"/feedback/{given['amara', 'team']}"
    amara.delete(path)

    assert amara.delete(path).status_code == 404
    anew = give(cast.amara, "team", text="What I mean is this.")
    assert anew.status_code == 201
    assert anew.json()["id"] not in given.values()


def test_what_each_could_read_stays_readable_when_the_pairing_ends(api, cast, given):
    ben = api.as_(cast.ben)
    before = said(ben.get(f"/feedback/{given['amara', 'pairing']}"))
    ben.post(f"/pairings/{cast.pairing.id}/end")

    assert said(ben.get(f"/feedback/{given['amara', 'pairing']}")) == before


def test_who_has_left_the_programme_reads_nothing_any_more(api, cast, given, as_owner):
    ben = api.as_(cast.ben)
    as_owner("update participant set state = 'ended' where id = :id", id=cast.ben.participant_id)

    assert ben.get("/feedback").json() == {"items": [], "next": None}
    assert ben.get(f"/feedback/{given['ben', 'pairing']}").status_code == 404
    assert ben.delete(f"/feedback/{given['ben', 'pairing']}").status_code == 404


def test_that_the_partner_has_left_the_programme_is_not_told(api, cast, given, as_owner):
    path = f"/feedback/{given['amara', 'pairing']}"
    before = said(api.as_(cast.amara).get(path))
    as_owner("update participant set state = 'ended' where id = :id", id=cast.ben.participant_id)

    assert said(api.as_(cast.amara).get(path)) == before
