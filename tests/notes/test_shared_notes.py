"""The note that two write together: each sees it all, and nobody writes over the other unseen."""

import pytest
from tests.answers import said


@pytest.fixture
def shared(cast):
    return f"/sessions/{cast.held.id}/shared-note"


def write(who, path, text):
    """Write as a careful client does: look first."""
    return who.put(path, {"text": text}, headers={"If-Match": who.get(path).headers["etag"]})


def test_before_anything_is_written_it_is_empty_and_names_both(api, cast, shared):
    answer = api.as_(cast.ben).get(shared)

    assert answer.json() == {
        "session_id": str(cast.held.id),
        "text": "",
        "changed_at": None,
        "allowed": ["note:write"],
        "readers": ["You", "Amara"],
    }
    assert answer.headers["etag"]


def test_both_read_and_write_the_one_note(api, cast, shared):
    amara, ben = api.as_(cast.amara), api.as_(cast.ben)

    assert write(amara, shared, "We agreed to meet outside.").status_code == 200
    assert ben.get(shared).json()["text"] == "We agreed to meet outside."
    assert write(ben, shared, "We agreed to walk.").status_code == 200
    assert amara.get(shared).json()["text"] == "We agreed to walk."


def test_without_a_tag_nothing_is_written(api, cast, shared):
    amara = api.as_(cast.amara)

    answer = amara.put(shared, {"text": "Blind"})

    assert (answer.status_code, answer.json()["code"]) == (428, "match_needed")
    assert amara.get(shared).json()["text"] == ""


def test_nobody_writes_over_what_they_have_not_seen(api, cast, shared):
    amara, ben = api.as_(cast.amara), api.as_(cast.ben)
    seen = ben.get(shared).headers["etag"]
    write(amara, shared, "Amara was first")

    answer = ben.put(shared, {"text": "Ben's"}, headers={"If-Match": seen})

    assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
    assert amara.get(shared).json()["text"] == "Amara was first"


def test_a_tag_says_nothing_of_what_one_may_do(api, cast, shared):
    ben = api.as_(cast.ben)
    write(ben, shared, "Ours")
    before = ben.get(shared)
    ben.post(f"/pairings/{cast.pairing.id}/pause")
    after = ben.get(shared)

    assert after.headers["etag"] == before.headers["etag"]
    assert before.json()["allowed"] == ["note:withdraw", "note:write"]
    assert after.json()["allowed"] == ["note:withdraw"]


def test_these_answers_are_never_kept_by_anybody_on_the_way(api, cast, shared):
    ben = api.as_(cast.ben)
    tag = ben.get(shared).headers["etag"]

    again = ben.get(shared, headers={"If-None-Match": tag})

    assert (again.status_code, again.headers["cache-control"]) == (200, "no-store")


def test_who_wrote_last_is_kept_nowhere(api, cast, shared, as_owner):
    def all_that_is_kept():
        (row,) = as_owner("select * from note where audience = 'pairing'")
        return {name: value for name, value in row.items() if name not in {"text", "changed_at"}}

    write(api.as_(cast.amara), shared, "From Amara")
    by_amara = all_that_is_kept()
    write(api.as_(cast.ben), shared, "From Ben")

    assert all_that_is_kept() == by_amara
    assert by_amara["author_id"] is None


def test_while_it_rests_either_takes_it_back_and_it_is_gone_for_both(api, cast, shared):
    amara, ben = api.as_(cast.amara), api.as_(cast.ben)
    write(amara, shared, "From Amara")
    amara.post(f"/pairings/{cast.pairing.id}/end")

    assert write(ben, shared, "More").json()["code"] == "pairing_not_active"
    assert ben.put(shared, {"text": ""}).status_code == 428
    assert write(ben, shared, "").status_code == 200
    assert (amara.get(shared).json()["text"], amara.get(shared).json()["allowed"]) == ("", [])


def test_a_tag_that_is_out_of_date_is_told_before_the_state(api, cast, shared):
    ben = api.as_(cast.ben)
    ben.post(f"/pairings/{cast.pairing.id}/pause")

    assert ben.put(shared, {"text": "x"}, headers={"If-Match": '"old"'}).status_code == 412


def test_once_the_pairing_goes_on_so_does_the_writing(api, cast, shared):
    amara, ben = api.as_(cast.amara), api.as_(cast.ben)
    ben.post(f"/pairings/{cast.pairing.id}/pause")
    amara.post(f"/pairings/{cast.pairing.id}/resume")

    assert write(ben, shared, "Here we are again").status_code == 200


@pytest.mark.parametrize(("step", "said"), [("cancel", {}), ("record", {"held": False})])
def test_a_session_that_did_not_happen_may_have_notes(api, cast, step, said, as_owner):
    as_owner("update session set starts_at = :at where id = :id",
             at=cast.held.starts_at, id=cast.booked.id)  # fmt: skip
    ben, path = api.as_(cast.ben), f"/sessions/{cast.booked.id}/shared-note"
    assert ben.post(f"/sessions/{cast.booked.id}/{step}", said).status_code == 200

    assert write(ben, path, "We shall try again").status_code == 200


def test_the_team_and_learning_partners_cannot_tell_that_there_is_one(api, cast, shared):
    others = [cast.efe, cast.gwen, cast.chen, cast.dilys, cast.farah, cast.hana]

    def all_they_are_told():
        paths = (shared, f"/sessions/{cast.held.id}", "/sessions", f"/pairings/{cast.pairing.id}")
        return [said(api.as_(other).get(path)) for other in others for path in paths]

    before = all_they_are_told()
    write(api.as_(cast.amara), shared, "Between us")

    assert all_they_are_told() == before
